"""A kubeadm cluster with Calico, for the samples in which CNI credentials are refused.

A function of refusals.py says who runs where, which token lies on which node and what the API server thinks of it; this
makes of it what kubectl, the journals and the directories of the nodes show. Node clocks and stored times are UTC; kubectl
runs on a workstation in Brisbane, so its describe output has +1000."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json

from . import views
from .base import UTC, after, b64url, epoch, go_quote, hex64, object_list, rng, suffix, uid, utc, yaml, zulu
from .cluster import Cluster
from .nodefiles import calico_line
from .world import HERE

ISSUER = "https://kubernetes.default.svc.cluster.local"
UNAUTHORIZED = "connection is unauthorized: Unauthorized"
NET_D = "/etc/cni/net.d"

CONTAINERD_CONFIG = """\
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
oom_score = 0

[grpc]
  address = "/run/containerd/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.k8s.io/pause:3.10"

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni/bin"
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
"""


def request_token(account, account_uid, issued, kid, life=86400):
    """A token as the TokenRequest API makes it; its signature is only bytes of the right length."""
    iat = epoch(issued)
    namespace, name = account.split("/")
    claims = {"aud": [ISSUER], "exp": iat + life, "iat": iat, "iss": ISSUER, "jti": uid(f"jti/{account}/{iat}"),
              "kubernetes.io": {"namespace": namespace, "serviceaccount": {"name": name, "uid": account_uid}},
              "nbf": iat, "sub": f"system:serviceaccount:{namespace}:{name}"}
    parts = [b64url(json.dumps(p, separators=(",", ":")).encode()) for p in ({"alg": "RS256", "kid": kid}, claims)]
    signature = b"".join(hashlib.sha256(f"sig/{account}/{iat}/{i}".encode()).digest() for i in range(8))
    return ".".join(parts + [b64url(signature)])


@dataclasses.dataclass
class Credential:
    """The calico-kubeconfig of a node."""
    token: str
    written: dt.datetime
    ca: str                # PEM
    by_node: bool = True   # by calico-node's refresher, otherwise by install-cni


@dataclasses.dataclass
class CalicoPod:
    created: dt.datetime
    version: str
    log: list                 # (moment, level, text) beside the everyday lines
    log_from: dt.datetime     # the everyday lines begin here
    waiting: str = ""         # reason, if its containers do not run


@dataclasses.dataclass
class Failing:
    """A pod whose sandbox cannot be made."""
    namespace: str
    app: str
    node: str
    created: dt.datetime
    inner: str = UNAUTHORIZED  # what the plugin says

    def __post_init__(self):
        self.namespace, self.app, self.node = map(HERE.name, (self.namespace, self.app, self.node))


def here(by_node):
    return {HERE.name(node): value for node, value in by_node.items()}


class Site(Cluster):
    """Nodes, namespaces and workloads are given by the names that they have in the samples."""

    event_ttl = 3600

    def __init__(self, nodes, control, calico, credentials, failing, apps, kubernetes="v1.31.4", namespace="kube-system",
                 born=None, version="v3.29.3", issued_by="", refusal="", refused_since=None, cluster_ca=""):
        self.nodes, self.control = here(nodes), HERE.name(control)
        self.namespace, self.born, self.version = namespace, born, version
        self.versions = (kubernetes, "containerd://1.7.24")
        self.credentials, self.calico_pods, self.failing = here(credentials), here(calico), failing
        self.refusal, self.refused_since, self.cluster_ca, self.key = refusal, refused_since, cluster_ca, issued_by
        self.pods, self.events = [], []
        self.calico = {n: "calico-node-" + suffix(f"calico/{n}/{c.created}") for n, c in self.calico_pods.items()}
        self._control_plane()
        self._calico()
        for app, (node, created, restarts) in apps.items():
            node, (ns, name) = HERE.name(node), map(HERE.name, app.split("/"))
            self.single(ns, f"{name}-{suffix(name, 10)}-{suffix(f'{ns}/{name}{node}')}", node, created, f"docker.io/library/{name}:1.8",
                        f"192.168.{list(self.nodes).index(node) + 20}.{20 + len(self.pods)}", restarts)
        self.stuck = []
        for f in failing:
            rs = f"{f.app}-{suffix(f.app + '/next', 10)}"
            self.stuck.append(self.pod(f.namespace, f"{rs}-{suffix(f'{rs}/{f.node}/{f.created}')}", f.node, f.created,
                                       ("ReplicaSet", rs), [(f.app, f"docker.io/library/{f.app}:1.9", 5)],
                                       labels={"app": f.app, "pod-template-hash": rs.rsplit("-", 1)[1]},
                                       waiting="ContainerCreating"))
        self.pods.sort(key=lambda p: (p["metadata"]["namespace"], p["metadata"]["name"]))

    def roles(self, node):
        return "control-plane" if node == self.control else "<none>"

    def node_labels(self, name):
        labels = {"beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
                  "kubernetes.io/hostname": name, "kubernetes.io/os": "linux"}
        if name == self.control:
            labels["node-role.kubernetes.io/control-plane"] = ""
        notes = {"kubeadm.alpha.kubernetes.io/cri-socket": "unix:///run/containerd/containerd.sock",
                 "node.alpha.kubernetes.io/ttl": "0", "projectcalico.org/IPv4Address": self.nodes[name][0] + "/24",
                 "volumes.kubernetes.io/controller-managed-attach-detach": "true"}
        return labels, notes

    # -- pods ------------------------------------------------------------------------------------

    def _control_plane(self):
        born = self.nodes[self.control][1]
        for name in ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"):
            image = "registry.k8s.io/etcd:3.5.15-0" if name == "etcd" else f"registry.k8s.io/{name}:{self.versions[0]}"
            created = self.refused_since if name == "kube-apiserver" and self.key == "rotated" else born
            self.pod("kube-system", f"{name}-{self.control}", self.control, after(created, 12), ("Node", self.control),
                     [(name, image, 2)], host=True, labels={"component": name, "tier": "control-plane"},
                     priorityClassName="system-node-critical", priority=2000001000)
        for i, (node, v) in enumerate(self.nodes.items()):
            self.pod("kube-system", "kube-proxy-" + suffix("proxy/" + node), node, after(v[1], 20), ("DaemonSet", "kube-proxy"),
                     [("kube-proxy", f"registry.k8s.io/kube-proxy:{self.versions[0]}", 3)], host=True,
                     labels={"k8s-app": "kube-proxy"}, account="kube-proxy")
            if i < 2:
                self.single("kube-system", "coredns-7c65d6cfc9-" + suffix(f"dns{i}"), self.control, after(born, 95),
                            "registry.k8s.io/coredns/coredns:v1.11.3", f"192.168.19.{2 + i}", 0)

    def _calico(self):
        ns = self.namespace
        for node, c in self.calico_pods.items():
            self.pod(ns, self.calico[node], node, c.created, ("DaemonSet", "calico-node"),
                     [("calico-node", f"docker.io/calico/node:{c.version}", 9)], host=True, account="calico-node",
                     labels={"k8s-app": "calico-node", "controller-revision-hash": suffix("revision/" + c.version, 9)},
                     waiting=c.waiting, priorityClassName="system-node-critical", priority=2000001000,
                     init=None if c.waiting else [("install-cni", f"docker.io/calico/cni:{c.version}", 4)])
        newest = max(c.created for c in self.calico_pods.values())
        self.single(ns, f"calico-kube-controllers-{suffix('kc' + self.version, 10)}-{suffix('kcp' + self.version)}", self.control,
                    newest, f"docker.io/calico/kube-controllers:{self.version}", "192.168.19.9", 0)

    def pod(self, *args, **more):
        if more.get("init", 1) is None:
            del more["init"]
        return super().pod(*args, **more)

    # -- what fails ------------------------------------------------------------------------------

    def sandbox_error(self, label, failing):
        return (f'failed to setup network for sandbox "{hex64("sandbox/" + label)}": plugin type="calico" failed (add): '
                f"error getting ClusterInformation: {failing.inner}")

    def attempts(self, pod, failing, now):
        """The kubelet tries every 11 to 15 seconds, with a new sandbox each time."""
        r = rng("attempts/" + pod["metadata"]["name"])
        moments, t = [], after(failing.created, 1.4)
        while t < now:
            moments.append(t)
            t = after(t, r.uniform(11, 15.4))
        return moments

    def make_events(self, now):
        for node, c in self.calico_pods.items():
            if not c.waiting:
                continue
            image = f"docker.io/calico/node:{c.version}"
            pulls = [t for k in range(200) if (t := after(c.created, 4 + 300 * k)) < now]
            self.event(self.namespace, "Pod", self.calico[node], "Warning", "Failed", f'Failed to pull image "{image}": failed to pull '
                       f'and unpack image "{image}": failed to copy: httpReadSeeker: failed open: unexpected status code: 429 Too Many '
                       "Requests - Server message: toomanyrequests: You have reached your pull rate limit.", "kubelet", pulls,
                       field="spec.containers{calico-node}")
            self.event(self.namespace, "Pod", self.calico[node], "Normal", "BackOff", f'Back-off pulling image "{image}"', "kubelet",
                       [after(t, 14) for t in pulls], field="spec.containers{calico-node}")
        for pod, failing in zip(self.stuck, self.failing):
            ns, name = pod["metadata"]["namespace"], pod["metadata"]["name"]
            tries = self.attempts(pod, failing, now)
            self.event(ns, "Pod", name, "Normal", "Scheduled", f"Successfully assigned {ns}/{name} to {failing.node}",
                       "default-scheduler", [failing.created])
            text = "Failed to create pod sandbox: rpc error: code = Unknown desc = "
            for k, t in enumerate(tries[:2]):
                self.event(ns, "Pod", name, "Warning", "FailedCreatePodSandBox",
                           text + self.sandbox_error(f"{name}/{k}", failing), "kubelet", [t])
            if len(tries) > 9:
                self.event(ns, "Pod", name, "Warning", "FailedCreatePodSandBox", "(combined from similar events): " + text
                           + self.sandbox_error(f"{name}/{len(tries) - 1}", failing), "kubelet", tries[9:])

    # -- node files ------------------------------------------------------------------------------

    def kubeconfig(self, node):
        c = self.credentials[node]
        ca = base64.b64encode(c.ca.encode()).decode()
        head = "# Kubeconfig file for Calico CNI plugin." + (" Installed by calico/node." if c.by_node else "")
        host, quote = ("10.96.0.1", '"') if c.by_node else ("[10.96.0.1]", "")
        return (f"{head}\napiVersion: v1\nkind: Config\nclusters:\n- name: local\n  cluster:\n    server: https://{host}:443\n"
                f"    certificate-authority-data: {quote}{ca}{quote}\nusers:\n- name: calico\n  user:\n    token: {c.token}\n"
                "contexts:\n- name: calico-context\n  context:\n    cluster: local\n    user: calico\n"
                "current-context: calico-context" + ("" if c.by_node else "\n"))

    def conflist(self, node):
        plugins = [{"type": "calico", "log_level": "info", "log_file_path": "/var/log/calico/cni/cni.log",
                    "datastore_type": "kubernetes", "nodename": node, "mtu": 0, "ipam": {"type": "calico-ipam"},
                    "policy": {"type": "k8s"}, "kubernetes": {"kubeconfig": NET_D + "/calico-kubeconfig"}},
                   {"type": "portmap", "snat": True, "capabilities": {"portMappings": True}}]
        return json.dumps({"name": "k8s-pod-network", "cniVersion": "0.3.1", "plugins": plugins}, indent=2)

    def ls(self, node, now):
        c = self.credentials[node]
        made = after(self.nodes[node][1], -40)

        def line(mode, links, size, moment, name):
            return f"{mode} {links} root root {size:>4} {moment:%Y-%m-%d %H:%M:%S.%f}000 +0000 {name}"
        conf = self.conflist(node)
        rows = [line("drwx------", 2, 4096, c.written, "."), line("drwxr-xr-x", 3, 4096, made, ".."),
                line("-rw-r--r--", 1, len(conf), after(c.written, -1.2), "10-calico.conflist"),
                line("-rw-------", 1, len(self.kubeconfig(node)), c.written, "calico-kubeconfig")]
        return f"$ ls -la --full-time {NET_D}\ntotal 16\n" + "\n".join(rows) + "\n"

    def date(self, now):
        return f"{now.astimezone(UTC):%a %b %e %H:%M:%S UTC %Y}\n"

    def kubelet_journal(self, node, start, now):
        r, out, pid = rng("kubelet/" + node), [], 700 + len(node)

        def add(t, level, where, text):
            out.append((t, f"{level}{t:%m%d} {t:%H:%M:%S.%f} {pid:>7} {where}] {text}"))
        here = [p for p in self.pods if p["spec"].get("nodeName") == node and p not in self.stuck]
        t = start
        while t < now:
            p = r.choice(here)["metadata"]
            add(t, *r.choice([
                ("I", "kubelet.go:2406", f'"SyncLoop (probe)" probe="readiness" status="ready" pod="{p["namespace"]}/{p["name"]}"'),
                ("I", "reconciler_common.go:245", f'"operationExecutor.VerifyControllerAttachedVolume started" pod="{p["namespace"]}/{p["name"]}"'),
                ("I", "image_gc_manager.go:431", '"Disk usage on image filesystem is under the threshold" usage=41'),
                ("W", "watcher.go:93", f'Error while processing event ("/sys/fs/cgroup/system.slice/run-{uid(str(t))[:8]}.scope": no such file or directory)')]))
            t = after(t, r.uniform(9, 41))
        for pod, failing in zip(self.stuck, self.failing):
            m = pod["metadata"]
            if failing.node != node:
                continue
            name, full = f"{m['namespace']}/{m['name']}", f"{m['name']}_{m['namespace']}({m['uid']})"
            add(failing.created, "I", "kubelet.go:2397", f'"SyncLoop ADD" source="api" pods=["{name}"]')
            for k, t in enumerate(self.attempts(pod, failing, now)):
                rpc = "rpc error: code = Unknown desc = " + self.sandbox_error(f"{m['name']}/{k}", failing)
                add(after(t, -0.004), "E", "log.go:32", f'"RunPodSandbox from runtime service failed" err={go_quote(rpc)}')
                add(after(t, -0.002), "E", "kuberuntime_manager.go:1170", f'"CreatePodSandbox for pod failed" err={go_quote(rpc)} pod="{name}"')
                inner = f'failed to "CreatePodSandbox" for "{full}" with CreatePodSandboxError: {go_quote(f"Failed to create sandbox for pod {go_quote(full)}: {rpc}")}'
                add(after(t, -0.001), "E", "pod_workers.go:1301", f'"Error syncing pod, skipping" err={go_quote(inner)} pod="{name}" podUID="{m["uid"]}"')
        return "".join(f"{t:%b %d %H:%M:%S} {node} kubelet[{pid}]: {text}\n" for t, text in sorted(out) if t >= start)

    def apiserver_log(self, start, now):
        r, out, t = rng("apiserver"), [], start
        while t < now:
            where, text = r.choice([
                ("controller.go:667", "quota admission added evaluator for: replicasets.apps"),
                ("handler.go:286", "Adding GroupVersion crd.projectcalico.org v1 to ResourceManager"),
                ("cidrallocator.go:278", "updated ClusterIP allocator for Service CIDR 10.96.0.0/12")])
            out.append((t, f"I{t:%m%d} {t:%H:%M:%S.%f}       1 {where}] {text}"))
            t = after(t, r.uniform(40, 190))
        if self.refusal:
            for pod, failing in zip(self.stuck, self.failing):
                for t in self.attempts(pod, failing, now):
                    t = after(t, -0.02)
                    if t >= start:
                        out.append((t, f'E{t:%m%d} {t:%H:%M:%S.%f}       1 authentication.go:73] "Unable to authenticate the '
                                       f'request" err="[invalid bearer token, {self.refusal}]"'))
        return "".join(f"{t:%Y-%m-%dT%H:%M:%S.%f}000Z {text}\n" for t, text in sorted(out))

    def calico_log(self, node, now):
        c = self.calico_pods[node]
        out = [(t, level, text) for t, level, text in c.log]
        r, t = rng("felix/" + node), c.log_from
        while t < now:
            n, avg = r.randint(6, 16), r.randint(3, 7)
            out.append((t, "INFO", f"felix/summary.go 100: Summarising {n} dataplane reconciliation loops over 1m{r.uniform(1, 4):.1f}s: avg={avg}ms longest={avg + r.randint(1, 12)}ms ()"))
            t = after(t, r.uniform(700, 1500))
        return "".join(calico_line(t, level, 61 if "cni-config" in text else 64, text) for t, level, text in sorted(out))

    # -- objects ---------------------------------------------------------------------------------

    def accounts(self, rows):
        """rows: (name, created)"""
        return object_list([{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {
            "creationTimestamp": zulu(created), "name": name, "namespace": self.namespace, "resourceVersion": str(800 + i),
            "uid": uid(f"sa/{name}/{epoch(created)}")}} for i, (name, created) in enumerate(sorted(rows))])

    def namespaces(self, names):
        return object_list([{"apiVersion": "v1", "kind": "Namespace", "metadata": {
            "creationTimestamp": zulu(created), "labels": {"kubernetes.io/metadata.name": name}, "name": name,
            "resourceVersion": str(4 + i), "uid": uid(f"ns/{name}/{epoch(created)}")},
            "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}} for i, (name, created) in enumerate(sorted(names.items()))])

    def daemonset(self, version, strategy="RollingUpdate"):
        labels = {"k8s-app": "calico-node"}
        pods = list(self.calico_pods.values())
        ready = sum(not c.waiting for c in pods)
        updated = sum(c.version == version for c in pods)
        return yaml({"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {
            "creationTimestamp": zulu(after(self.nodes[self.control][1], 60)), "generation": 2, "labels": labels, "name": "calico-node",
            "namespace": self.namespace, "resourceVersion": "1840", "uid": uid("calico-node")},
            "spec": {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": {
                "containers": [{"env": [{"name": "DATASTORE_TYPE", "value": "kubernetes"}, {"name": "CALICO_MANAGE_CNI", "value": "true"}],
                                "image": f"docker.io/calico/node:{version}", "name": "calico-node"}],
                "hostNetwork": True, "serviceAccountName": "calico-node"}}, "updateStrategy": {"type": strategy}},
            "status": {"currentNumberScheduled": len(pods), "desiredNumberScheduled": len(pods), "numberAvailable": ready,
                       "numberMisscheduled": 0, "numberReady": ready, "observedGeneration": 2, "updatedNumberScheduled": updated}})

    # -- the bundle ------------------------------------------------------------------------------

    def members(self, now, extra, journal_hours=0.35):
        """{path: content}, gathered within half a minute from `now` on."""
        self.make_events(now)
        start = after(now, -3600 * journal_hours)
        out = {"date.txt": self.date(now),
               "kubectl-version.txt": f"Client Version: v1.31.2\nKustomize Version: v5.4.2\nServer Version: {self.versions[0]}\n",
               "get-nodes-wide.txt": views.get_nodes(self, after(now, 2)),
               "get-pods-A-wide.txt": views.get_pods(self, after(now, 3)),
               "get-events-A.txt": views.get_events(self, after(now, 4)),
               f"pods-{self.namespace}.yaml": views.pods_yaml(self, self.namespace),
               "describe-pods-stuck.txt": views.describe_pods(self, self.stuck, after(now, 6)),
               "describe-nodes.txt": "\n\n".join(views.describe_node(self, n, after(now, 9), after(now, 3.1)) for n in self.nodes),
               f"logs-kube-apiserver-{self.control}.txt": self.apiserver_log(start, now)}
        for node in self.nodes:
            out[f"{node}/date.txt"] = self.date(after(now, 15))
            out[f"{node}/kubelet-journal.log"] = self.kubelet_journal(node, start, after(now, 15))
            out[f"{node}/ls-la-etc-cni-net.d.txt"] = self.ls(node, now)
            out[f"{node}/etc/containerd/config.toml"] = CONTAINERD_CONFIG
            out[f"{node}{NET_D}/10-calico.conflist"] = self.conflist(node)
            out[f"{node}{NET_D}/calico-kubeconfig"] = (self.kubeconfig(node), self.credentials[node].written)
            if not self.calico_pods[node].waiting:
                out[f"logs-{self.calico[node]}.txt"] = self.calico_log(node, now)
        out.update(extra)
        return out
