-- Two members, one of them not wholly read; a node and a pod that are well.
INSERT INTO bundle VALUES
  (1, 'quiet.tar.gz', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'folder',
   4000, 1779504000000000, 1779504000999999, 'date output', 'date.txt', '');
INSERT INTO member VALUES
  (1, 1, 'nodes.txt', 'aa', 300, 2, 0, 'kubectl-get', 'read', 1, '', '', '', '', '', '', '', '', '',
   'kubectl get nodes', NULL, NULL, ''),
  (2, 1, 'notes.bin', '', 3700, 0, 0, '', 'skipped', 0, 'not text', '', '', '', '', '', '', '', '', '',
   NULL, NULL, '');
INSERT INTO source VALUES (1, 1, 2, 2, 'k8s01 Ready worker 100d v1.35.0', '');
INSERT INTO node VALUES (1, 1, 'k8s01', 'Ready', 'worker', 0, '', 'v1.35.0', '', '', '',
                         NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO unexplained VALUES (1, 'image pull was slow', 2, 1);
