-- Two members, one of them not read; a node that is well and a pod that is new.
INSERT INTO bundle VALUES
  (1, 'quiet.tar.gz', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'folder',
   4000, 1779504000000000, 1779504000999999, 'date output', 'date.txt', '', '', '', '', '');
INSERT INTO member VALUES
  (1, 1, 'nodes.txt', 'aa', 300, 2, 0, 'kubectl-get', 'read', 1, '', 0, '', '', '', '', '', '', '', '',
   'kubectl get nodes', NULL, NULL, ''),
  (2, 1, 'notes.bin', '', 3700, 0, 0, '', 'skipped', 0, 'not text', 1, '', '', '', '', '', '', '', '', '',
   NULL, NULL, '');
INSERT INTO source VALUES (1, 1, 2, 2, 'k8s01 Ready worker 100d v1.35.0', '');
INSERT INTO node VALUES (1, 1, 'k8s01', 'Ready', 'worker', 0, '', 'v1.35.0', '', '', '',
                         NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO unexplained VALUES (1, 'image pull was slow', 2, 1);
INSERT INTO source VALUES (2, 1, 3, 3, 'default  web-1  0/1  Pending  0  2s', '');
INSERT INTO pod (bundle, namespace, name, uid, node, node_stated, phase, status, deletion_basis,
                 controller_kind, controller, service_account, ip, node_selector, node_affinity,
                 unschedulable, source, status_source) VALUES
  (1, 'default', 'web-1', '', '', 1, 'Pending', 'Pending', '', '', '', '', '', '', '', '', 2, 2);
