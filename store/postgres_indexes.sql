-- Indexes that PostgreSQL needs otherwise. Its B-trees hold no value above 2.7 kB, and a bundle may
-- call its nodes, which tell the cluster, a version, or a container, which is in a field's path,
-- anything.

DROP INDEX bundle_cluster, object_field_object, incident_cause, incident_month, incident_version,
  incident_cluster;
CREATE INDEX bundle_cluster ON bundle USING hash (cluster);
CREATE INDEX object_field_object ON object_field (object);
CREATE INDEX incident_cause ON incident (cause, verdict, month);
CREATE INDEX incident_month ON incident (month, cause);
CREATE INDEX incident_cluster ON incident USING hash (cluster);
