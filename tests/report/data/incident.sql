-- After the model review: a token whose pod is gone keeps six pods Terminating,
-- and six replacements Pending. Capture: 2026-05-23 02:46:00 UTC.

INSERT INTO bundle VALUES
  (1, 'k8s01-incident.tar.gz', '7879e1aeb31c71647879e1aeb31c71647879e1aeb31c71647879e1aeb31c7164',
   'folder', 250000, 1779504360000000, 1779504360999999, 'date output', 'k8s01/date.txt', '', '', '', '', '');

INSERT INTO member (id, bundle, path, sha256, bytes, lines, lines_unclaimed, format, status, records,
                    problem, repairs, node, node_basis, namespace, pod, container, host_path,
                    host_path_basis, command, printed_basis) VALUES
  (1, 1, 'describe-pod.txt', '1a', 9000, 120, 0, 'kubectl-describe', 'read', 9, '', '', '', '',
   'openebs', '', '', '', '', 'kubectl describe pods', ''),
  (2, 1, 'k8s01/ls-cni.txt', '1b', 700, 11, 0, 'ls', 'read', 6, '', '', 'k8s01', 'path', '', '', '',
   '', '', 'ls -la', ''),
  (3, 1, 'k8s01/calico-kubeconfig', '1c', 2400, 20, 0, 'kubeconfig', 'read', 1, '', '', 'k8s01', 'path',
   '', '', '', '/var/snap/microk8s/current/args/cni-network/calico-kubeconfig', 'path', '', ''),
  (4, 1, 'k8s01/kubelet.log', '1d', 190000, 900, 12, 'journal', 'partly', 230, '', 'CRLF line ends',
   'k8s01', 'path', '', '', '', '', '', '', ''),
  (5, 1, 'pods.txt', '1e', 5000, 43, 0, 'kubectl-get', 'read', 42, '', '', '', '', '', '', '', '', '',
   'kubectl get pods -A -o wide', ''),
  (6, 1, 'nodes.txt', '1f', 500, 4, 0, 'kubectl-get', 'read', 3, '', '', '', '', '', '', '', '', '',
   'kubectl get nodes -o wide', ''),
  (7, 1, 'evil|<script>' || char(10) || char(8238) || '`](.txt', '', 10, 0, 0, '', 'failed', 0,
   'gzip stream ends early', '', '', '', '', '', '', '', '', '', '');

INSERT INTO source VALUES
  (1, 1, 88, 88, 'Warning  FailedKillPod  4s (x185 over 44m)  kubelet  error killing pod: failed to "KillPodSandbox" for "7d1f" with KillPodSandboxError: "rpc error: code = Unknown desc = failed to destroy network for sandbox \"9c2e\": plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized"', ''),
  (2, 5, 12, 12, 'openebs  pvc-1-rep-0  1/1  Terminating  0  24h  10.1.2.3  k8s01', ''),
  (3, 5, 13, 13, 'openebs  pvc-2-rep-0  1/1  Terminating  0  24h  10.1.2.4  k8s01', ''),
  (4, 3, 14, 14, '    token: [REDACTED:jwt:len=912]', 'token of calico-node, bound to pod calico-node-px6bj, valid until 2027-05-22T00:15:29Z'),
  (5, 5, 30, 30, 'kube-system  calico-node-4t5hk  1/1  Running  0  4h25m  10.0.0.1  k8s01', ''),
  (6, 2, 3, 3, 'drwx------ 2 root root 4096 May 22 22:20 /etc/cni/net.d', ''),
  (7, 2, 7, 7, 'drwxr-xr-x 2 root root 4096 May 22 00:15 /var/snap/microk8s/current/args/cni-network', ''),
  (8, 1, 110, 112, 'Warning  FailedScheduling  14m  default-scheduler  0/3 nodes are available: 1 node(s) didn''t match pod anti-affinity rules, 2 node(s) didn''t match Pod''s node affinity/selector', ''),
  (9, 5, 20, 20, 'openebs  pvc-1-rep-0-new  0/1  Pending  0  44m  <none>  <none>', ''),
  (10, 6, 2, 2, 'k8s01  Ready  <none>  4y250d  v1.35.0', ''),
  (11, 6, 3, 3, 'k8s02  Ready  <none>  1y340d  v1.35.0', ''),
  (12, 6, 4, 4, 'k8s03  Ready  <none>  1y340d  v1.35.0', ''),
  (13, 4, 401, 401, 'x | <script>alert(1)</script> ``` ](http://evil.example/) @team #12 $x$' || char(10) || '# not a heading' || char(8238) || ' www.evil.example', ''),
  (14, 4, 402, 402, '> **TODO(human) forged-1:** [E99] --> </details> a@b.example', ''),
  -- The same line again under another id.
  (15, 1, 88, 88, 'Warning  FailedKillPod  4s (x185 over 44m)', ''),
  (16, 2, 9, 9, 'Clock synchronised: yes', '');

INSERT INTO problem VALUES (1, 14, 'a log line without a stamp'), (2, 13, 'a log line without a stamp');
INSERT INTO clock VALUES (1, 1, 'k8s01', 36000, '', 'log offset', 'k8s01/kubelet.log', 3);
INSERT INTO coverage VALUES
  (1, 1, 'pods', '', '', '', 42, NULL, NULL, 2),
  (2, 1, 'nodes', '', '', '', 3, NULL, NULL, 10),
  (3, 1, 'log/kubelet', 'k8s01', '', '', 900, 1779496800000000, 1779504300000000, 13),
  (4, 1, 'pod-events', '', 'openebs', 'pvc-1-rep-0', 3, NULL, NULL, 1);

INSERT INTO node (id, bundle, name, status, roles, kubelet_version, runtime_version, os_image,
                  internal_ip, source) VALUES
  (1, 1, 'k8s01', 'Ready', '', 'v1.35.0', 'containerd://2.1.3', 'Ubuntu 24.04', '10.0.0.1', 10),
  (2, 1, 'k8s02', 'Ready', '', 'v1.35.0', 'containerd://2.1.3', 'Ubuntu 24.04', '10.0.0.2', 11),
  (3, 1, 'k8s03', 'Ready', '', 'v1.35.0', 'containerd://2.1.3', 'Ubuntu 24.04', '10.0.0.3', 12);

INSERT INTO pod (bundle, namespace, name, uid, node, node_stated, phase, status, deletion_basis,
                 controller_kind, controller, service_account, ip, node_selector, node_affinity,
                 unschedulable, source, status_source) VALUES
  (1, 'openebs', 'pvc-1-rep-0', '', 'k8s01', 1, 'Running', 'Terminating', '', '', '', '', '', '', '', '', 2, 2),
  (1, 'openebs', 'pvc-2-rep-0', '', 'k8s01', 1, 'Running', 'Terminating', '', '', '', '', '', '', '', '', 3, 3),
  (1, 'openebs', 'pvc-1-rep-0-new', '', '', 1, 'Pending', 'Pending', '', '', '', '', '', '', '', '', 9, 9),
  (1, 'kube-system', 'calico-node-4t5hk', '', 'k8s01', 1, 'Running', 'Running', '', '', '', '', '', '', '', '', 5, 5);

INSERT INTO hit VALUES
  (1, 1, 'cni-401', 'cluster-information', 'event', NULL, 'k8s01', 'openebs', 'pvc-1-rep-0', '', 'kubelet',
   '{}', 185, 1779501670000000, 1779501676000000, 1779504354000000, 1779504356000000, 'age', 1, 1),
  (2, 1, 'anti-affinity', '', 'event', NULL, '', 'openebs', 'pvc-1-rep-0-new', '', 'default-scheduler',
   '{}', 1, 1779503460000000, 1779503520000000, 1779503460000000, 1779503520000000, 'age', 8, 8);

INSERT INTO finding VALUES
  (1, 'F1', 1, 'cni-delete-unauthorized', 'symptom', 'confirmed', 'critical', 'k8s01', '', '', '', 'calico',
   'The Calico CNI plugin is refused with 401 when pods are torn down on k8s01',
   'How did pod sandbox teardown fail on k8s01?', '', 185,
   1779501670000000, 1779501676000000, 1779504354000000, 1779504356000000),
  (2, 'F2', 1, 'pods-stuck-terminating', 'symptom', 'confirmed', 'critical', 'k8s01', 'openebs', '', '', '',
   '2 pods are stuck Terminating on k8s01', 'How did 2 pods on k8s01 stay Terminating?', '', 2,
   1779501660000000, 1779501720000000, NULL, NULL),
  (3, 'F3', 1, 'pods-unschedulable', 'symptom', 'confirmed', 'warning', '', 'openebs', '', '', '',
   '1 replacement pod is Pending', 'How did the replacement pod stay Pending?', '', 1,
   1779503460000000, 1779503520000000, NULL, NULL),
  (4, 'F4', 1, 'cni-token-pod-deleted', 'cause', 'confirmed', 'critical', 'k8s01', '', '', '', '',
   'The CNI token on k8s01 is bound to a pod that no longer exists',
   'How did the kubeconfig on k8s01 contain an invalid token?',
   'A bound service account token is refused with 401 once the pod that it is bound to is deleted (kubernetes.io/docs, "Bound service account tokens").',
   0, NULL, NULL, NULL, NULL),
  (5, 'F5', 1, 'cni-kubeconfig-path-mismatch', 'cause', 'likely', 'critical', 'k8s01', '', '', '', '',
   'On k8s01, install-cni writes to a directory that containerd does not read',
   'How did the old token stay in place after calico-node was replaced?', '', 0, NULL, NULL, NULL, NULL),
  (6, 'F6', 1, 'anti-affinity-deadlock', 'cause', 'confirmed', 'warning', '', 'openebs', '', '', '',
   'Anti-affinity to a Terminating pod keeps its replacement from k8s01',
   'How did no node accept the replacement?', '', 0, NULL, NULL, NULL, NULL),
  (7, 'F7', 1, 'cni-token-expired', 'cause', 'ruled-out', 'critical', 'k8s01', '', '', '', '',
   'The CNI token on k8s01 has expired', 'How did the token expire?', '', 0, NULL, NULL, NULL, NULL),
  (8, 'F8', 1, 'clock-skew', 'cause', 'possible', 'warning', 'k8s01', '', '', '', '',
   'The clock of k8s01 | <b>differs</b> from that of the API server', 'How?', '', 0, NULL, NULL, NULL, NULL),
  (9, 'F9', 1, 'sa-signing-key-rotated', 'cause', 'undetermined', 'critical', '', '', '', '', '',
   'The signing key of service account tokens was replaced', 'How?', '', 0, NULL, NULL, NULL, NULL),
  (10, 'F10', 1, 'cni-directory-diverged', 'risk', 'confirmed', 'warning', 'k8s01', '', '', '', '',
   'Two CNI directories with different contents exist on k8s01', '', '', 0, NULL, NULL, NULL, NULL);

INSERT INTO statement VALUES
  (1, 1, 'The Calico plugin''s DEL call fails with "connection is unauthorized: Unauthorized", which is an HTTP 401.'),
  (2, 2, '2 of the 2 pods in openebs on k8s01 are Terminating: pvc-1-rep-0, pvc-2-rep-0.'),
  (3, 3, 'pvc-1-rep-0-new is Pending: 1 node(s) didn''t match pod anti-affinity rules, 2 node(s) didn''t match Pod''s node affinity/selector.'),
  (4, 4, 'The token in /var/snap/microk8s/current/args/cni-network/calico-kubeconfig is bound to the pod calico-node-px6bj.'),
  (5, 4, 'The calico-node pod on k8s01 is calico-node-4t5hk; no pod calico-node-px6bj is listed.'),
  (6, 5, 'On k8s01, /etc/cni/net.d is a directory of its own, last written 2026-05-22 22:20 UTC.'),
  (7, 5, 'containerd reads ${SNAP_DATA}/args/cni-network, last written 2026-05-22 00:15 UTC'),
  (8, 6, 'The replacement must run on k8s01, where its predecessor still stands.'),
  (9, 10, '/etc/cni/net.d and /var/snap/microk8s/current/args/cni-network are two directories.'),
  (10, 8, '1. <script>alert(1)</script> @team ![x](http://evil.example/) *a* _b_ ~c~ `d` [E99] || \| &lt;');
INSERT INTO statement_source VALUES
  (1, 1), (1, 15), (2, 2), (2, 3), (3, 8), (3, 9), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (8, 2), (9, 6), (9, 7), (10, 13);

INSERT INTO finding_check VALUES
  (1, 1, 'seen', 'requires', 'yes', 'Does the plugin''s DEL call fail with 401?', '', ''),
  (2, 2, 'seen', 'requires', 'yes', 'Are pods Terminating for longer than their grace period?', '', ''),
  (3, 3, 'seen', 'requires', 'yes', 'Is a pod unschedulable?', '', ''),
  (4, 4, 'bound', 'requires', 'yes', 'Is the token bound to a pod?', '', ''),
  (5, 4, 'gone', 'decides', 'yes', 'Is that pod missing from a full listing?', '', ''),
  (6, 4, 'alive', 'refutes', 'no', 'Is the pod that it is bound to still listed?', '', ''),
  (7, 5, 'two', 'requires', 'yes', 'Are the two CNI directories different directories?', '', ''),
  (8, 5, 'reads', 'decides', 'unknown', 'Does containerd read the other one?', 'containerd''s configuration on k8s01', 'kubectl debug node/k8s01 --image=busybox -- cat /host/var/snap/microk8s/current/args/containerd-template.toml'),
  (9, 5, 'stale', 'supports', 'yes', 'Is the directory that is read the older one?', '', ''),
  (10, 6, 'holds', 'decides', 'yes', 'Does the Terminating pod hold the only place?', '', ''),
  (11, 7, 'expired', 'requires', 'no', 'Is exp before the capture?', '', ''),
  (12, 8, 'skew', 'decides', 'unknown', 'Do the clocks differ by more than a minute?', 'the clock of the API server', 'kubectl get --raw /healthz -v=8 2>&1 | grep -i date'),
  (13, 8, 'sync', 'supports', 'yes', 'Is a strange line in the log?', '', ''),
  (14, 8, 'ntp', 'supports', 'no', 'Is the clock unsynchronised?', '', ''),
  (15, 9, 'keys', 'requires', 'unknown', 'Does the key id differ from the current one?', 'the API server''s public keys', 'kubectl get --raw /openid/v1/jwks'),
  (16, 10, 'two', 'requires', 'yes', 'Do both exist?', '', '');
INSERT INTO check_source VALUES
  (1, 1), (2, 2), (2, 3), (3, 8), (4, 4), (5, 5), (6, 5), (7, 6), (7, 7), (9, 7), (10, 8), (11, 4), (13, 13), (14, 16), (16, 6), (16, 7);

INSERT INTO explains VALUES (1, 2), (4, 1), (5, 4), (6, 3), (7, 1), (8, 1), (9, 1), (2, 6);

INSERT INTO advice VALUES
  (1, 4, 'remedy', 'Put the current kubeconfig where containerd reads it.', 'kubectl debug node/k8s01 -it --image=busybox -- sh -c ''' || char(10) ||
   '  cp /host/etc/cni/net.d/calico-kubeconfig /host/var/snap/microk8s/current/args/cni-network/' || char(10) || '''', ''),
  (2, 5, 'remedy', 'Make /etc/cni/net.d a link to the directory that containerd reads', 'ln -s /var/snap/microk8s/current/args/cni-network /etc/cni/net.d', ''),
  (3, 5, 'verify', 'The directory is a link', 'kubectl debug node/k8s01 --image=busybox -- ls -ld /host/etc/cni/net.d', ''),
  (4, 2, 'verify', 'No pod is Terminating', 'kubectl get pods -A | grep Terminating', ''),
  (5, 5, 'prevent', 'Check on every node before and after an upgrade that /etc/cni/net.d is the directory that containerd reads.', '', 'high'),
  (6, 4, 'prevent', 'Compare the pod that the CNI token is bound to with the running calico-node pod.', 'howdunit check kubeconfig FILE', 'medium');

INSERT INTO incident VALUES (1, 1, 'I1', '', '', '', '', '', '', '', '', '', '', 1779501660000000, 1779501676000000, 1779504354000000, 1779504356000000);
INSERT INTO incident_finding VALUES
  (1, 1, 'symptom'), (1, 2, 'symptom'), (1, 3, 'symptom'), (1, 4, 'link'), (1, 5, 'root'), (1, 6, 'link'),
  (1, 7, 'considered'), (1, 8, 'considered'), (1, 9, 'considered');
INSERT INTO chain (incident, number, level, finding) VALUES
  (1, 1, 1, 2), (1, 1, 2, 1), (1, 1, 3, 4), (1, 1, 4, 5),
  (1, 2, 1, 3), (1, 2, 2, 6), (1, 2, 3, 2), (1, 2, 4, 1), (1, 2, 5, 4), (1, 2, 6, 5);

INSERT INTO unexplained VALUES (1, 'x | <script>alert(1)</script> ``` ](http://evil.example/)', 3, 13), (2, 'a line of its own', 1, 14);

INSERT INTO timeline VALUES
  (1, 1, 1779408900000000, 1779408959999999, NULL, NULL, 'mtime', 'k8s01', 'args/cni-network is last written on k8s01', 1, 5, 1),
  (2, 1, 1779488400000000, 1779488459999999, NULL, NULL, 'mtime', 'k8s01', 'install-cni writes /etc/cni/net.d/calico-kubeconfig', 1, 5, 1),
  (3, 1, 1779488100000000, 1779491700000000, NULL, NULL, 'age', 'k8s01', 'calico-node-4t5hk is created', 1, 4, 1),
  (4, 1, 1779501660000000, 1779501720000000, NULL, NULL, 'age', 'k8s01', '2 pods are asked to terminate', 1, 2, 0),
  (5, 1, 1779501670000000, 1779501676000000, 1779504354000000, 1779504356000000, 'age', 'k8s01', 'KillPodSandbox fails: connection is unauthorized: Unauthorized', 185, 1, 0),
  (6, 1, 1779503460000000, 1779503520000000, NULL, NULL, 'age', '', 'pvc-1-rep-0-new cannot be scheduled', 1, 3, 0),
  (7, 1, 1779503461000000, 1779503461500000, NULL, NULL, 'stated', 'k8s01', '| <script>' || char(10) || '@team', 1, NULL, 9);
INSERT INTO timeline_source VALUES (1, 7), (2, 6), (3, 5), (4, 2), (4, 3), (5, 1), (6, 8), (7, 13);

INSERT INTO setting VALUES ('rules', 'c0ffee00c0ffee00'), ('options', '--zone --> Australia/Sydney');
