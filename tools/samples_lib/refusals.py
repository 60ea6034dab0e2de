"""The situations of the samples in which a CNI plugin's credentials are refused: one function each, which
gives {path: content} and when it was gathered."""

from .base import after, b64url, epoch, hex64, uid, utc, yaml, zulu
from .site import CalicoPod, Credential, Failing, Site, request_token
from .world import HERE

CPUS = (4, "16393204Ki")
KEY = HERE.key("Zk1mVnVbGq3b0y3SxT9sD0uYJt3rQ5n0oXwW7o0aE2c")
NEW_KEY = HERE.key("p4WmQ0cV2yHn8sLx1rTb7uKd5eJf9gAi3oZq6tYw0Rs")

# Two authorities of the same name, from two runs of kubeadm init.
OLD_CA = HERE.certificate("""\
-----BEGIN CERTIFICATE-----
MIIBbDCCARKgAwIBAgIBADAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDAprdWJlcm5l
dGVzMB4XDTI1MDIwMzA5MDAwMFoXDTM1MDIwMTA5MDAwMFowFTETMBEGA1UEAwwK
a3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKrhoWBZIkdsBcat
/rEcSZ2fnms2qr5v/KuyOOlYhv4KWoQBwwRJbdh9ZkegKHYmr3TkfbAOJEdqKf1P
czLmsC6jUzBRMB0GA1UdDgQWBBTnnA+XVNgTAPjEPOaWlLOCC1U4jjAfBgNVHSME
GDAWgBTnnA+XVNgTAPjEPOaWlLOCC1U4jjAPBgNVHRMBAf8EBTADAQH/MAoGCCqG
SM49BAMCA0gAMEUCIF9KZVjeCx81veqo3M/1WDvk3yx9+vCYPbKowMsyLggcAiEA
/snQcr07vgAgEkds4+D5CDTsSersZFqHSp1/2r+dOXU=
-----END CERTIFICATE-----
""")
NEW_CA = HERE.certificate("""\
-----BEGIN CERTIFICATE-----
MIIBbDCCARKgAwIBAgIBADAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDAprdWJlcm5l
dGVzMB4XDTI2MDExOTEwNTgwMFoXDTM2MDExNzEwNTgwMFowFTETMBEGA1UEAwwK
a3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABD8hmdIhbq97brtP
kg8QEnxP446qkYLhg8sIF7xWhK8krDUNN0mHxyk6ifcLA0fkYbjlBH0gOQNTDiSX
6vd6fSajUzBRMB0GA1UdDgQWBBTy3JTQdEL0x9oLk1nUC4wQqmnBFjAfBgNVHSME
GDAWgBTy3JTQdEL0x9oLk1nUC4wQqmnBFjAPBgNVHRMBAf8EBTADAQH/MAoGCCqG
SM49BAMCA0gAMEUCIEYbHyPCij1Kz+Ll42ZlLUcvIxYZT/hiAj1jJiJkkwdjAiEA
0pnR47ysdk/BZbeMQjk4Z+UwBV4XZlgDe4lDf9oZPN0=
-----END CERTIFICATE-----
""")


def machines(born, names=("cp1", "w1", "w2")):
    return {n: (HERE.address(f"10.20.0.{11 + i}"), after(born, 45 * i), after(born, 45 * i + 30), *CPUS) for i, n in enumerate(names)}


def account_uid(name, created):
    return uid(f"sa/{name}/{epoch(created)}")


def wrote(t):
    return (t, "INFO", 'cni-config-monitor/token_watch.go 282: Wrote updated CNI kubeconfig file. path="/host/etc/cni/net.d/calico-kubeconfig"')


def triggered(t):
    return (t, "INFO", "cni-config-monitor/token_watch.go 225: Update of CNI kubeconfig triggered based on elapsed time.")


def renewals(moments):
    return [line for t in moments for line in (triggered(after(t, -0.3)), wrote(t))]


def expired_token():
    """Seed 000: calico-node on w2 stopped renewing; the token ran out, new pods only; w1's ends within four hours."""
    born, made = utc("2026-03-02 08:14:00"), utc("2026-03-02 08:16:30")
    now, started = utc("2026-09-14 09:40:12"), utc("2026-09-05 17:22:40")
    nodes = machines(born)
    plugin = account_uid("calico-cni-plugin", made)
    last = {"cp1": utc("2026-09-14 03:20:51"), "w1": utc("2026-09-13 12:28:04"), "w2": utc("2026-09-13 05:12:33")}
    credentials = {n: Credential(request_token("kube-system/calico-cni-plugin", plugin, t, KEY), after(t, 0.4), OLD_CA)
                   for n, t in last.items()}
    calico = {n: CalicoPod(started, "v3.29.3", renewals([after(t, -9.1 * 3600), t]), after(t, -11 * 3600)) for n, t in last.items()}
    failing = [Failing("shop", "checkout", "w2", utc("2026-09-14 08:47:05")), Failing("shop", "catalog", "w2", utc("2026-09-14 09:02:18")),
               Failing("batch", "report", "w2", utc("2026-09-14 09:15:01"))]
    apps = {"shop/cart": ("w1", utc("2026-08-30 07:00:10"), 0), "shop/web": ("w2", utc("2026-08-30 07:00:12"), 0),
            "shop/queue": ("w2", utc("2026-09-11 15:31:44"), 0), "monitoring/grafana": ("w1", utc("2026-07-01 10:11:12"), 1)}
    s = Site(nodes, "cp1", calico, credentials, failing, apps, refusal="service account token has expired", cluster_ca=OLD_CA)
    return s.members(now, {"serviceaccounts-kube-system.yaml": s.accounts([("calico-cni-plugin", made), ("calico-node", made), ("default", born)]),
                           "calico-node-daemonset.yaml": s.daemonset("v3.29.3")}), now


def old_account():
    """Seed 000: an upgrade that did not reach w1; its old calico-node may not ask for tokens any more, and the last one ran out."""
    born, upgraded = utc("2025-06-10 09:00:00"), utc("2026-05-23 14:05:20")
    made = after(born, 120)
    now = utc("2026-05-24 11:32:40")
    nodes = machines(born)
    plugin, node_account = account_uid("calico-cni-plugin", upgraded), account_uid("calico-node", made)
    old = utc("2026-05-23 09:41:07")
    fresh = {"cp1": utc("2026-05-24 01:12:09"), "w2": utc("2026-05-24 06:58:31")}
    credentials = {n: Credential(request_token("kube-system/calico-cni-plugin", plugin, t, KEY), after(t, 0.4), OLD_CA) for n, t in fresh.items()}
    credentials["w1"] = Credential(request_token("kube-system/calico-node", node_account, old, KEY), after(old, 0.4), OLD_CA)
    calico = {n: CalicoPod(after(upgraded, 40 * (i + 1)), "v3.29.3", renewals([t]), after(t, -7200)) for i, (n, t) in enumerate(fresh.items())}
    refused = []
    t = utc("2026-05-23 18:20:44")
    while t < now:
        refused.append((t, "ERROR", 'cni-config-monitor/token_watch.go 131: Unable to create token for CNI kubeconfig error=serviceaccounts "calico-node" is forbidden: User "system:serviceaccount:kube-system:calico-node" cannot create resource "serviceaccounts/token" in API group "" in the namespace "kube-system"'))
        refused.append((after(t, 0.01), "ERROR", 'cni-config-monitor/token_watch.go 156: Failed to update CNI token, retrying... error=serviceaccounts "calico-node" is forbidden: User "system:serviceaccount:kube-system:calico-node" cannot create resource "serviceaccounts/token" in API group "" in the namespace "kube-system"'))
        t = after(t, 437)  # a sample of the lines, which come every 5 to 10 seconds
    calico["w1"] = CalicoPod(utc("2026-04-02 06:10:00"), "v3.25.2", renewals([old]) + refused, after(old, -7200))
    calico = {n: calico[n] for n in nodes}
    failing = [Failing("shop", "checkout", "w1", utc("2026-05-24 10:44:50")), Failing("shop", "mail", "w1", utc("2026-05-24 10:58:02"))]
    apps = {"shop/cart": ("w1", utc("2026-05-01 07:00:10"), 0), "shop/web": ("w2", utc("2026-05-24 08:12:12"), 0),
            "monitoring/grafana": ("w2", utc("2026-02-01 10:11:12"), 0)}
    s = Site(nodes, "cp1", calico, credentials, failing, apps, refusal="service account token has expired", cluster_ca=OLD_CA)
    return s.members(now, {
        "serviceaccounts-kube-system.yaml": s.accounts([("calico-cni-plugin", upgraded), ("calico-node", made), ("default", born)]),
        "calico-node-daemonset.yaml": s.daemonset("v3.29.3", "OnDelete"),
        "clusterrole-calico-node.yaml": yaml({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
            "metadata": {"creationTimestamp": zulu(after(born, 120)), "name": "calico-node", "resourceVersion": "81220", "uid": uid("cr/calico-node")},
            "rules": [{"apiGroups": [""], "resourceNames": ["calico-cni-plugin"], "resources": ["serviceaccounts/token"], "verbs": ["create"]},
                      {"apiGroups": [""], "resources": ["pods", "nodes", "namespaces"], "verbs": ["get", "list", "watch"]}]})}), now


def _reinitialised(new_authority):
    born = utc("2026-01-19 11:02:10")
    now = utc("2026-01-19 12:14:30")
    nodes = machines(born, ("k8s-master", "k8s-worker1", "k8s-worker2"))
    made = after(born, 400)
    # What the workers kept is of the cluster that was there before.
    before = account_uid("calico-cni-plugin", utc("2025-02-03 09:08:00"))
    now_account = account_uid("calico-cni-plugin", made)
    ca = NEW_CA if new_authority else OLD_CA
    credentials = {"k8s-master": Credential(request_token("calico-system/calico-cni-plugin", now_account, after(made, 35), NEW_KEY), after(made, 35.4), ca)}
    for n, t in (("k8s-worker1", utc("2026-01-19 06:40:12")), ("k8s-worker2", utc("2026-01-19 04:55:47"))):
        credentials[n] = Credential(request_token("calico-system/calico-cni-plugin", before, t, KEY), after(t, 0.4), OLD_CA)
    calico = {"k8s-master": CalicoPod(after(made, 4), "v3.29.1", [wrote(after(made, 35))], after(made, 60))}
    for n in ("k8s-worker1", "k8s-worker2"):
        calico[n] = CalicoPod(after(made, 6), "v3.29.1", [], now, waiting="ImagePullBackOff")
    x509 = ('Get "https://10.96.0.1:443/apis/crd.projectcalico.org/v1/clusterinformations/default": tls: failed to verify certificate: '
            'x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to '
            'verify candidate authority certificate "kubernetes")')
    more = {"inner": x509} if new_authority else {}
    failing = [Failing("default", "redis-master", "k8s-worker1", utc("2026-01-19 11:31:20"), **more),
               Failing("default", "redis-replica", "k8s-worker2", utc("2026-01-19 11:31:21"), **more),
               Failing("default", "guestbook", "k8s-worker2", utc("2026-01-19 11:40:05"), **more)]
    s = Site(nodes, "k8s-master", calico, credentials, failing, {}, kubernetes="v1.28.15", namespace="calico-system", born=born,
             version="v3.29.1", refusal="" if new_authority else "invalid signature, no keys found", cluster_ca=ca)
    names = {"kube-system": born, "default": born, "kube-public": born, "kube-node-lease": born, "calico-system": after(made, -8), "tigera-operator": after(made, -30)}
    root = yaml({"apiVersion": "v1", "data": {"ca.crt": ca}, "kind": "ConfigMap", "metadata": {
        "creationTimestamp": zulu(after(born, 18)), "name": "kube-root-ca.crt", "namespace": "kube-system", "resourceVersion": "331", "uid": uid("cm/ca")}})
    return s.members(now, {"namespaces.yaml": s.namespaces(names), "configmap-kube-root-ca.crt.yaml": root,
                           f"{s.control}/etc/kubernetes/pki/ca.crt": ca,
                           "serviceaccounts-calico-system.yaml": s.accounts([("calico-cni-plugin", made), ("calico-node", made), ("default", made)]),
                           "calico-node-daemonset.yaml": s.daemonset("v3.29.1")}), now


def reinitialised_401():
    """Seed 002: kubeadm init ran again and kept the CA, the keys of tokens are new; workers were not reset."""
    return _reinitialised(False)


def reinitialised_x509():
    """Seed 002, the other way: the CA is new too, so calls fail in TLS."""
    return _reinitialised(True)


def signing_key_rotated():
    """Seed 003: the key that signs tokens was changed while the refreshers slept; all nodes at once."""
    born, rotated = utc("2026-02-11 13:00:00"), utc("2026-07-08 09:41:30")
    made, now = utc("2026-02-11 13:03:00"), utc("2026-07-08 10:36:20")
    nodes = machines(born)
    plugin = account_uid("calico-cni-plugin", made)
    last = {"cp1": utc("2026-07-08 02:31:05"), "w1": utc("2026-07-08 05:12:48"), "w2": utc("2026-07-08 08:02:19")}
    credentials = {n: Credential(request_token("kube-system/calico-cni-plugin", plugin, t, KEY), after(t, 0.4), OLD_CA) for n, t in last.items()}
    calico = {n: CalicoPod(utc("2026-06-20 07:10:00"), "v3.31.4", renewals([t]), after(t, -5400)) for n, t in last.items()}
    failing = [Failing("shop", "checkout", "w1", utc("2026-07-08 09:46:10")), Failing("shop", "catalog", "w2", utc("2026-07-08 09:46:11")),
               Failing("jobs", "export", "cp1", utc("2026-07-08 09:55:00")), Failing("jobs", "export", "w2", utc("2026-07-08 10:05:00"))]
    apps = {"shop/cart": ("w1", utc("2026-07-01 07:00:10"), 0), "shop/web": ("w2", utc("2026-07-01 07:00:12"), 0)}
    s = Site(nodes, "cp1", calico, credentials, failing, apps, kubernetes="v1.33.2", version="v3.31.4", issued_by="rotated",
             refusal="invalid signature, no keys found", refused_since=rotated, cluster_ca=OLD_CA)
    # What a token issued now says of itself, without its signature.
    token = request_token("kube-system/default", uid("sa/default"), after(now, -60), NEW_KEY, 3600).rsplit(".", 1)[0]
    modulus = b64url(bytes.fromhex(hex64("n1") * 8))
    keys, first = f"{utc('2026-07-08 09:40:58'):%Y-%m-%d %H:%M:%S}", f"{utc('2026-02-11 12:58:12'):%Y-%m-%d %H:%M:%S}"
    jwks = '{"keys":[{"use":"sig","kty":"RSA","kid":"%s","alg":"RS256","n":"%s","e":"AQAB"}]}\n' % (NEW_KEY, modulus)
    return s.members(now, {"serviceaccounts-kube-system.yaml": s.accounts([("calico-cni-plugin", made), ("calico-node", made), ("default", born)]),
                           "calico-node-daemonset.yaml": s.daemonset("v3.31.4"), "openid-v1-jwks.json": jwks,
                           f"{s.control}/ls-la-etc-kubernetes-pki.txt": "$ ls -la --full-time /etc/kubernetes/pki\ntotal 20\n"
                           f"drwxr-xr-x 3 root root 4096 {keys}.118032000 +0000 .\n"
                           f"drwxr-xr-x 4 root root 4096 {first}.000210000 +0000 ..\n"
                           f"-rw-r--r-- 1 root root 1107 {first}.000210000 +0000 ca.crt\n"
                           f"-rw------- 1 root root 1675 {keys}.102880000 +0000 sa.key\n"
                           f"-rw------- 1 root root  451 {keys}.118032000 +0000 sa.pub\n",
                           "create-token-header-and-claims.txt": token + "\n"}), now


REFUSALS = {
    "expired-token": expired_token,
    "old-account-after-upgrade": old_account,
    "kubeadm-reinit-401": reinitialised_401,
    "kubeadm-reinit-x509": reinitialised_x509,
    "signing-key-rotated": signing_key_rotated,
}
