"""A managed cluster (IBM Cloud style: nodes named by their addresses) that scenarios put their fault into."""

from .base import UTC, after, suffix, uid, utc
from .world import HERE

EVENT_TTL = 3600  # seconds; an API server forgets an event an hour after its last update
HASH = "7c9d8f6b5"


def running(start):
    return {"kind": "running", "start": start}


def waiting(reason, message=""):
    return {"kind": "waiting", "reason": reason, "message": message}


def ended(code, reason, start, end, message=""):
    return {"kind": "terminated", "reason": reason, "code": code, "start": start, "end": end, "message": message}


def container(name, image, state, ready=True, restarts=0, last=None, **more):
    return dict(name=name, image=image, state=state, ready=ready, restarts=restarts, last=last, **more)


class Node:
    def __init__(self, name, created, ready_since, cpus=4, memory="16259768Ki"):
        self.name, self.address = HERE.name(name), HERE.address(name)
        self.created, self.ready_since = created, ready_since
        self.cpus, self.memory = cpus, memory
        self.status, self.taints, self.conditions, self.renewed = "Ready", [], {}, None
        self.labels, self.unschedulable = {}, False
        self.calico_up = after(ready_since, 21)


class Cluster:
    """Nodes, pods and events at one moment of capture; 'clock' is where a command of the collection printed."""

    def __init__(self, title, captured, nodes, zone, kubernetes, calico, namespace, os_image, kernel, runtime):
        self.title, self.captured, self.zone = HERE.title(title), captured, zone
        self.nodes = {n.name: n for n in nodes}
        self.kubernetes, self.calico, self.namespace = kubernetes, calico, namespace
        self.os_image, self.kernel, self.runtime = os_image, kernel, runtime
        self.pods, self.events, self.calico_pods, self.absent = [], [], {}, set()
        self.daemonsets = {}  # (namespace, name): overrides of the counts

    # -- pods ------------------------------------------------------------------------------------

    def pod(self, ns, name, node, created, owner, containers, init=(), ip=None, host=False, labels=None, account="default",
            deleted=None, grace=30, critical=False, started=None, affinity=None):
        p = dict(ns=ns, name=name, node=node, created=created, owner=owner, containers=list(containers), init=list(init),
                 ip=self.nodes[node].address if host else ip, host=host, labels=labels or {}, account=account, deleted=deleted, grace=grace,
                 critical=critical, started=started or created, uid=uid(f"{self.title}/{ns}/{name}"), ready_since=None)
        self.pods.append(p)
        return p

    def label(self, text):
        return f"{self.title}/{text}"

    def deployed(self, ns, app, nodes, image, created, ip, restarts=0, labels=None):
        """A Deployment: one pod on each of the nodes."""
        rs = f"{app}-{suffix(self.label(app), 9)}"
        out = []
        for i, node in enumerate(nodes):
            start = after(created, 4 + i)
            last = ended(0, "Completed", start, after(self.nodes[node].ready_since, -95)) if restarts else None
            state = running(after(self.nodes[node].ready_since, 33) if restarts else start)
            out.append(self.pod(ns, f"{rs}-{suffix(self.label(f'{rs}/{node}'))}", node, created, ("ReplicaSet", rs),
                                [container(app, image, state, restarts=restarts, last=last)], ip=f"{ip}{10 + i}",
                                labels=labels or {"app": app, "pod-template-hash": rs.rsplit("-", 1)[1]}))
        return out

    def daemon(self, ns, name, image, nodes=None, host=True, created=None):
        for i, node in enumerate(nodes or self.nodes):
            n = self.nodes[node]
            start = created or n.ready_since
            self.pod(ns, f"{name}-{suffix(self.label(name + node))}", node, start, ("DaemonSet", name),
                     [container(name, image, running(after(start, 12)))], ip=f"172.30.{20 + i}.6", host=host,
                     labels={"name": name}, critical=True)

    def calico_node(self, node, created=None, state=None, ready=True, restarts=0, last=None, init=None, up=None):
        """The calico-node pod of a node; 'init' replaces the states of its init containers."""
        n = self.nodes[node]
        start = created or n.ready_since
        name = "calico-node-" + suffix(self.label("calico" + node))
        v = self.calico
        boot = [container("install-cni", f"icr.io/ext/calico/cni:{v}", ended(0, "Completed", after(start, 3), after(start, 5))),
                container("calico-extension", "icr.io/iks/calico-extension:1523", ended(0, "Completed", after(start, 6), after(start, 8)))]
        if init is not None:
            boot = init
        main = container("calico-node", f"icr.io/ext/calico/node:{v}", state or running(after(start, 10)), ready, restarts, last,
                         requests={"cpu": "250m", "memory": "80Mi"},
                         liveness="exec [/bin/calico-node -felix-live -bird-live] delay=10s timeout=10s period=10s #success=1 #failure=6",
                         readiness="exec [/bin/calico-node -felix-ready -bird-ready] delay=0s timeout=10s period=10s #success=1 #failure=3")
        p = self.pod(self.namespace, name, node, start, ("DaemonSet", "calico-node"), [main], boot, host=True, account="calico-node",
                     labels={"k8s-app": "calico-node", "controller-revision-hash": HASH, "pod-template-generation": "3"}, critical=True)
        self.calico_pods[node] = p
        return p

    def everyday(self, exclude_calico=()):
        """The pods that every such cluster runs."""
        names = list(self.nodes)
        old = min(n.created for n in self.nodes.values())
        for node in names:
            if node not in exclude_calico:
                self.calico_node(node)
        self.daemon("kube-system", "ibm-keepalived-watcher", "icr.io/ext/keepalived-watcher:1987")
        self.daemon("kube-system", "ibmcloud-block-storage-driver", "icr.io/ibm/ibmcloud-block-storage-driver:v2.2.4")
        for i, node in enumerate(names):  # the local proxy to the master is a static pod
            self.pod("kube-system", "ibm-master-proxy-static-" + node, node, self.nodes[node].ready_since, ("Node", node),
                     [container("ibm-master-proxy-static", "icr.io/ibm/haproxy:9b4d5c", running(after(self.nodes[node].ready_since, 3)))],
                     host=True, critical=True, labels={"app": "ibm-master-proxy-static"})
        later = after(old, 5400)
        self.deployed("kube-system", "coredns", names[:3], "icr.io/ext/coredns/coredns:1.10.1", later, "172.30.41.", labels={"k8s-app": "kube-dns"})
        self.deployed("kube-system", "konnectivity-agent", names[:2], "icr.io/ext/kubernetes/konnectivity:v0.1.5", later, "172.30.42.")
        self.deployed("kube-system", "metrics-server", names[1:2], "icr.io/ext/metrics-server/metrics-server:v0.6.4", later, "172.30.43.")
        self.deployed("kube-system", "ibm-file-plugin", names[-1:], "icr.io/ibm/ibmcloud-file-plugin:438", later, "172.30.44.")
        self.deployed(self.namespace, "calico-kube-controllers", names[1:2], f"icr.io/ext/calico/kube-controllers:{self.calico}", later,
                      "172.30.45.", labels={"k8s-app": "calico-kube-controllers"})
        self.deployed(self.namespace, "calico-typha", names[1:2], f"icr.io/ext/calico/typha:{self.calico}", later, "172.30.46.",
                      labels={"k8s-app": "calico-typha"})
        for p in self.pods:
            if p["name"].startswith("calico-typha-"):
                p.update(host=True, ip=self.nodes[p["node"]].address, critical=True)
        shop = after(old, 86400)
        ns, cart, catalog = HERE.name("shop"), HERE.name("cart"), HERE.name("catalog")
        self.deployed(ns, cart, names[:2], f"us.icr.io/{ns}/{cart}:3.4.1", shop, "172.30.51.")
        self.deployed(ns, catalog, names[1:3], f"us.icr.io/{ns}/{catalog}:2.9.0", shop, "172.30.52.")
        self.deployed(HERE.name("monitoring"), "prometheus", names[-1:], "quay.io/prometheus/prometheus:v2.49.1", shop, "172.30.53.")

    def join(self, node, driver=None):
        """A worker that came later, with what runs on every worker; 'driver' is the state of a pod that needs the pod network."""
        self.nodes[node.name] = node
        ready = node.ready_since
        for name, image in (("ibm-keepalived-watcher", "icr.io/ext/keepalived-watcher:1987"), ("ibmcloud-block-storage-driver", "icr.io/ibm/ibmcloud-block-storage-driver:v2.2.4")):
            self.daemon("kube-system", name, image, [node.name])
        self.pod("kube-system", "ibm-master-proxy-static-" + node.name, node.name, ready, ("Node", node.name),
                 [container("ibm-master-proxy-static", "icr.io/ibm/haproxy:9b4d5c", running(after(ready, 3)))], host=True, critical=True,
                 labels={"app": "ibm-master-proxy-static"})
        if driver:
            return self.pod(HERE.name("monitoring"), "node-problem-detector-" + suffix(self.label("npd" + node.name)), node.name, after(ready, 4),
                            ("DaemonSet", "node-problem-detector"), [container("node-problem-detector", "registry.k8s.io/node-problem-detector/node-problem-detector:v0.8.15", driver, False)],
                            labels={"app": "node-problem-detector"})
        return None

    def on(self, node):
        return [p for p in self.pods if p["node"] == node]

    # -- events ----------------------------------------------------------------------------------

    def event(self, ns, kind, name, level, reason, message, source, first, last=None, count=1, field=None, host=""):
        self.events.append(dict(ns=ns, kind=kind, name=name, type=level, reason=reason, message=message, source=source,
                                first=first, last=last or first, count=count, field=field, host=host))

    def pod_event(self, p, level, reason, message, first, last=None, count=1, source="kubelet", field=None):
        self.event(p["ns"], "Pod", p["name"], level, reason, message, source, first, last, count, field)

    def node_event(self, node, reason, message, first, last=None, count=1, source="kubelet", level="Normal"):
        self.event("default", "Node", node, level, reason, message, source, first, last, count)

    def noise(self):
        """What happens in any cluster within the hour and means nothing."""
        prometheus = next(p for p in self.pods if p["name"].startswith("prometheus-"))
        blip = after(self.captured, -1143)
        self.pod_event(prometheus, "Warning", "Unhealthy", f'Readiness probe failed: Get "http://{prometheus["ip"]}:9090/-/ready": context '
                       "deadline exceeded (Client.Timeout exceeded while awaiting headers)", blip, field="spec.containers{prometheus}")
        ns, job = HERE.name("shop"), HERE.name("report") + "-" + str(int(self.captured.timestamp()) // 3600 * 60)
        self.event(ns, "Job", job, "Normal", "SuccessfulCreate", f"Created pod: {job}-{suffix(self.label(job))}", "job-controller", after(self.captured, -2702))
        self.event(ns, "Job", job, "Normal", "Completed", "Job completed", "job-controller", after(self.captured, -2687))

    def live_events(self, now):
        return [e for e in self.events if e["last"] <= now and (now - e["last"]).total_seconds() < EVENT_TTL]
