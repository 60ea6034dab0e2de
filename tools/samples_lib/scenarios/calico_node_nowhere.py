"""calico-node runs on no worker: in one bundle its DaemonSet was deleted, in the other a webhook refuses its pods."""

from .. import managed_views as views
from ..base import after
from ..managed import Node, utc, waiting
from ..managed_bundle import members
from ..world import HERE
from .cni_not_initialized import MESSAGE
from .shapes import operator_2024

GONE, REFUSED = "calico-node-nowhere", "calico-node-webhook"
DELETED = utc("2024-02-27 18:04:33")
RELOADED = utc("2024-02-27 18:20:51")
WORKER = "10.94.227.77"
NODE = HERE.name(WORKER)


def cluster(name):
    c = operator_2024(name, "2024-02-27 18:51:40")
    c.everyday(exclude_calico=tuple(c.nodes))
    for i, n in enumerate(c.nodes.values()):
        down = after(DELETED, 2 + i)
        n.conditions["NetworkUnavailable"] = ("True", down, down, "CalicoIsDown", "Calico is shutting down on this node")
    n = Node(WORKER, RELOADED, RELOADED)  # a worker that was added since never got a network
    n.status, n.taints = "NotReady", ["node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/not-ready:NoSchedule"]
    n.conditions["Ready"] = ("False", after(c.captured, -41), RELOADED, "KubeletNotReady", MESSAGE)
    n.conditions["NetworkUnavailable"] = ("True", RELOADED, RELOADED, "NoRouteCreated", "Node created without a route")
    waits = c.join(n, waiting("ContainerCreating"))
    c.pod_event(waits, "Warning", "NetworkNotReady", "network is not ready: " + MESSAGE, after(RELOADED, 5), after(c.captured, -1), 905)
    c.node_event(NODE, "Starting", "Starting kubelet.", RELOADED)
    c.noise()
    extra, t = [], after(RELOADED, 2)
    while t < after(c.captured, 75):
        extra.append((t, "E", "kubelet.go:2855", '"Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"'))
        t = after(t, 5)
    return c, {NODE: extra}


def gone():
    c, journals = cluster(GONE)
    return members(c, journals=journals), c.captured


def refused():
    c, journals = cluster(REFUSED)
    c.daemonsets[("calico-system", "calico-node")] = {"desired": len(c.nodes), "selector": "kubernetes.io/os=linux", "created": utc("2024-02-05 02:40:19")}
    c.event("calico-system", "DaemonSet", "calico-node", "Normal", "SuccessfulDelete", "Deleted pod: calico-node-" + HERE.generated("7xq2k"), "daemonset-controller", DELETED)
    c.event("calico-system", "DaemonSet", "calico-node", "Warning", "FailedCreate",
            'Error creating: Internal error occurred: failed calling webhook "validate.guard.example.com": failed to call webhook: Post '
            '"https://guard-webhook.guard.svc:443/validate?timeout=10s": no endpoints available for service "guard-webhook"',
            "daemonset-controller", after(DELETED, 3), after(c.captured, -104), 27)
    out = members(c, journals=journals)
    out["get-validatingwebhookconfigurations.txt"] = views.table(["NAME", "WEBHOOKS", "AGE"], [["guard-validating", "1", "41d"]])
    return out, c.captured


BUNDLES = {GONE: gone, REFUSED: refused}
