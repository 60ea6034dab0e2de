-- Indexes of the records, by which rules and reviews ask. An archive has none of these: its bundles
-- are diagnosed one by one, before they come into it.

CREATE INDEX IF NOT EXISTS hit_signature ON hit (signature, node);  -- also GLOB 'scheduling-*'; not LIKE
CREATE INDEX IF NOT EXISTS cni_failure_signature ON cni_failure (bundle, signature, node);
CREATE INDEX IF NOT EXISTS hit_event ON hit (event);
CREATE INDEX IF NOT EXISTS hit_pod ON hit (pod, namespace, signature);
CREATE INDEX IF NOT EXISTS hit_stage ON hit (stage, node);
CREATE INDEX IF NOT EXISTS event_name ON event (name);  -- few events have one name: what else is asked of them is looked up
CREATE INDEX IF NOT EXISTS event_reason ON event (reason);
CREATE INDEX IF NOT EXISTS event_node ON event (name, reason) WHERE kind = 'Node';
CREATE INDEX IF NOT EXISTS event_started ON event (namespace, name, bundle, last_earliest) WHERE reason = 'Started';
CREATE INDEX IF NOT EXISTS pod_name ON pod (namespace, name);
CREATE INDEX IF NOT EXISTS pod_controller ON pod (controller);
CREATE INDEX IF NOT EXISTS pod_node ON pod (node);
CREATE INDEX IF NOT EXISTS label_key ON label (key, value);
CREATE INDEX IF NOT EXISTS label_name ON label (namespace, name);
CREATE INDEX IF NOT EXISTS condition_node ON node_condition (node, type);
CREATE INDEX IF NOT EXISTS object_view_name ON object_view (kind, namespace, name);
CREATE INDEX IF NOT EXISTS object_name ON object (kind, namespace, name);
CREATE INDEX IF NOT EXISTS token_node ON token (node);
CREATE INDEX IF NOT EXISTS path_entry_path ON path_entry (path, node);
CREATE INDEX IF NOT EXISTS coverage_topic ON coverage (topic);
