-- Indexes of an archive: the rows of one bundle, to take them out; and incidents in the orders in
-- which the views v_trend_* go through all of them.

CREATE INDEX IF NOT EXISTS clock_bundle ON clock (bundle);
CREATE INDEX IF NOT EXISTS skew_bundle ON skew (bundle);
CREATE INDEX IF NOT EXISTS coverage_bundle ON coverage (bundle);
CREATE INDEX IF NOT EXISTS event_bundle ON event (bundle);
CREATE INDEX IF NOT EXISTS hit_bundle ON hit (bundle);
CREATE INDEX IF NOT EXISTS cni_failure_bundle ON cni_failure (bundle);
CREATE INDEX IF NOT EXISTS object_view_bundle ON object_view (bundle);
CREATE INDEX IF NOT EXISTS pod_bundle ON pod (bundle);
CREATE INDEX IF NOT EXISTS label_bundle ON label (bundle);
CREATE INDEX IF NOT EXISTS node_bundle ON node (bundle);
CREATE INDEX IF NOT EXISTS node_condition_bundle ON node_condition (bundle);
CREATE INDEX IF NOT EXISTS object_bundle ON object (bundle);
CREATE INDEX IF NOT EXISTS token_bundle ON token (bundle);
CREATE INDEX IF NOT EXISTS certificate_bundle ON certificate (bundle);
CREATE INDEX IF NOT EXISTS path_entry_bundle ON path_entry (bundle);
CREATE INDEX IF NOT EXISTS cni_config_bundle ON cni_config (bundle);
CREATE INDEX IF NOT EXISTS runtime_config_bundle ON runtime_config (bundle);
CREATE INDEX IF NOT EXISTS finding_bundle ON finding (bundle);
CREATE INDEX IF NOT EXISTS timeline_bundle ON timeline (bundle);
CREATE INDEX IF NOT EXISTS cluster_bundle_bundle ON cluster_bundle (bundle);
CREATE INDEX IF NOT EXISTS standing_bundle ON standing (bundle);
CREATE INDEX IF NOT EXISTS incident_fingerprint ON incident (fingerprint, first_earliest);
CREATE INDEX IF NOT EXISTS incident_cause ON incident (cause, cluster, verdict, month);
CREATE INDEX IF NOT EXISTS incident_month ON incident (month, cause, cluster);
CREATE INDEX IF NOT EXISTS incident_version ON incident (kubernetes, calico, cause, cluster);
CREATE INDEX IF NOT EXISTS incident_cluster
  ON incident (cluster, cluster_basis, cause, first_earliest, id, last_latest, month);
CREATE INDEX IF NOT EXISTS incident_gap_rule ON incident_gap (rule, name);
CREATE INDEX IF NOT EXISTS bundle_cluster ON bundle (cluster, captured_earliest);
CREATE INDEX IF NOT EXISTS finding_cause ON finding (rule, verdict)
  WHERE kind = 'cause' AND verdict IN ('confirmed', 'likely', 'possible');
CREATE INDEX IF NOT EXISTS finding_risk ON finding (rule) WHERE kind = 'risk';
