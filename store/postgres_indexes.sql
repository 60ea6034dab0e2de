-- Indexes that PostgreSQL needs otherwise. Its B-trees hold no value above 2.7 kB, and a bundle may
-- call its nodes, which tell the cluster, or a container, which is in a field's path, anything.

DROP INDEX bundle_cluster, object_field_object;
CREATE INDEX bundle_cluster ON bundle USING hash (cluster);
CREATE INDEX object_field_object ON object_field (object);
