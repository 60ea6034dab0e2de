"""The move to the operator stands still at its first worker: the BGP password stayed behind in kube-system, so the new
calico-node gets no session with the workers that have not moved yet."""

from .. import managed_logs as logs
from .. import managed_views as views
from ..base import after, suffix, uid, yaml
from ..managed import utc
from ..managed_bundle import members
from ..world import HERE
from .shapes import operator_2024

NAME = "calico-bgp-password-left-behind"
WORKERS = ("10.94.227.12", "10.94.227.28", "10.94.227.48")
FIRST = HERE.name(WORKERS[0])
MOVED = utc("2024-02-12 13:31:20")


def secrets(c, now):
    rows = [["calico-system", "calico-node-certs", "Opaque", "2", MOVED], ["calico-system", "tigera-ca-private", "kubernetes.io/tls", "2", MOVED],
            ["calico-system", "typha-certs", "kubernetes.io/tls", "2", MOVED], ["default", "all-icr-io", "kubernetes.io/dockerconfigjson", "1", utc("2023-11-02 11:02:40")],
            ["kube-system", "addon-disk-driver-credentials", "Opaque", "1", utc("2023-11-02 11:01:12")],
            ["kube-system", "calico-bgp-password", "Opaque", "1", utc("2023-11-02 10:58:31")]]
    return views.table(["NAMESPACE", "NAME", "TYPE", "DATA", "AGE"], [r[:4] + [views.age(now, r[4])] for r in rows])


def build():
    c = operator_2024(NAME, "2024-02-12 14:44:20", WORKERS)
    c.namespace = "kube-system"
    c.everyday(exclude_calico=(FIRST,))
    old = dict(c.calico_pods)
    c.namespace, c.calico_pods = "calico-system", {}
    p = c.calico_node(FIRST, MOVED, ready=False)
    c.calico_pods.update(old)
    f = "spec.containers{calico-node}"
    shown = after(c.captured, 21)
    others = ",".join(n.address for n in c.nodes.values() if n.name != FIRST)
    c.pod_event(p, "Warning", "Unhealthy", f"(combined from similar events): Readiness probe failed: {utc('2024-02-12 14:42:49'):%Y-%m-%d %H:%M:%S}.280 [INFO][5037] confd/health.go 180: Number of node(s) "
                "with BGP peering established = 0\ncalico/node is not ready: BIRD is not ready: BGP not established with " + others,
                after(MOVED, 41), after(shown, -112), 201, field=f)
    c.daemonsets[("calico-system", "calico-node")] = {"desired": 1, "selector": "kubernetes.io/os=linux,projectcalico.org/operator-node-migration=migrated", "created": after(MOVED, -22)}
    c.daemonsets[("kube-system", "calico-node")] = {"selector": "kubernetes.io/os=linux,projectcalico.org/operator-node-migration=pre-operator"}
    for node in c.nodes:
        c.nodes[node].labels["projectcalico.org/operator-node-migration"] = "migrated" if node == FIRST else "pre-operator"
    c.nodes[FIRST].calico_up = after(MOVED, 25)
    c.event("calico-system", "DaemonSet", "calico-node", "Normal", "SuccessfulCreate", "Created pod: " + p["name"], "daemonset-controller", MOVED)
    c.noise()
    out = members(c)
    denied = ('reflector.go:140: Failed to watch *v1.Secret: failed to list *v1.Secret: secrets "calico-bgp-password" is forbidden: User '
              '"system:serviceaccount:calico-system:calico-node" cannot list resource "secrets" in API group "" in the namespace "calico-system"')
    log = logs.startup(c, FIRST, p["containers"][0]["state"]["start"])
    for k in range(40):
        log += logs.calico_line(after(c.captured, -2000 + 49.5 * k), "ERROR", 65, "confd/" + denied)
    out[f"{p['name']}.log"] = log + logs.summaries(c, FIRST, after(c.captured, -300), after(c.captured, 20))
    out["get-secrets-A.txt"] = secrets(c, after(c.captured, 30))
    out["bgpconfigurations.yaml"] = views_list([{"apiVersion": "crd.projectcalico.org/v1", "kind": "BGPConfiguration",
        "metadata": {"creationTimestamp": views.zulu(utc("2023-11-02 10:58:40")), "name": "default", "resourceVersion": "61120", "uid": uid(c.label("bgp"))},
        "spec": {"asNumber": 64512, "logSeverityScreen": "Info", "nodeToNodeMeshEnabled": True, "nodeMeshPassword": {"secretKeyRef": {"key": "password", "name": "calico-bgp-password"}}}}])
    return out, c.captured


def views_list(items):
    return yaml({"apiVersion": "v1", "items": items, "kind": "List", "metadata": {"resourceVersion": ""}})


BUNDLES = {NAME: build}
