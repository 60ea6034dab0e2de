"""The kubelet of one worker went silent: the machine lost its power at 00:39 local time."""

from .. import managed_views as views
from ..base import after
from ..managed import container, running, utc
from ..managed_bundle import members
from ..world import HERE
from .shapes import classic_2021

NAME, LOST = "node-kubelet-stopped-posting", HERE.name("10.188.156.137")
SILENT, SEEN, EVICTED = utc("2021-10-07 05:39:01"), utc("2021-10-07 05:39:42"), utc("2021-10-07 05:44:47")


def build():
    c = classic_2021(NAME, "2021-10-07 05:58:20")
    c.everyday()
    n = c.nodes[LOST]
    n.status, n.renewed = "NotReady", SILENT
    n.taints = ["node.kubernetes.io/unreachable:NoExecute", "node.kubernetes.io/unreachable:NoSchedule"]
    for kind in ("MemoryPressure", "DiskPressure", "PIDPressure", "Ready"):
        n.conditions[kind] = ("Unknown", utc("2021-10-07 05:34:33"), SEEN, "NodeStatusUnknown", "Kubelet stopped posting node status.")
    c.node_event(LOST, "NodeNotReady", f"Node {LOST} status is now: NodeNotReady", SEEN, source="node-controller")
    for p in c.on(LOST):
        if p["owner"][0] == "Node":
            continue
        c.pod_event(p, "Warning", "NodeNotReady", "Node is not ready", after(SEEN, 0.4), source="node-controller")
        if p["owner"][0] == "ReplicaSet":
            p["deleted"] = EVICTED
            c.pod_event(p, "Normal", "TaintManagerEviction", f"Marking for deletion Pod {p['ns']}/{p['name']}", EVICTED, source="taint-eviction-controller")
    moved = [p for p in c.on(LOST) if p["deleted"]]
    for i, p in enumerate(moved):  # each gets its replacement on another worker
        rs, node = p["owner"][1], list(c.nodes)[1 + i % 2]
        new = c.pod(p["ns"], f"{rs}-{p['uid'][:5].translate(str.maketrans('0134567aei', 'bcdfghjklm'))}", node, after(EVICTED, 0.2), p["owner"],
                    [container(x["name"], x["image"], running(after(EVICTED, 4))) for x in p["containers"]], ip=f"172.30.6{1 + i % 2}.{30 + i}", labels=p["labels"])
        c.pod_event(new, "Normal", "Scheduled", f"Successfully assigned {new['ns']}/{new['name']} to {node}", after(EVICTED, 0.3), source="default-scheduler")
        c.pod_event(new, "Normal", "Started", f"Started container {new['containers'][0]['name']}", after(EVICTED, 4), field="spec.containers{%s}" % new["containers"][0]["name"])
    c.noise()
    out = members(c, silent=(LOST,))
    name = c.calico_pods[LOST]["name"]
    out[f"{name}.log"] = (f'Error from server: Get "https://{n.address}:10250/containerLogs/kube-system/{name}/calico-node": dial tcp {n.address}:10250: i/o timeout\n')
    out["describe-pods-terminating.txt"] = views.describe_pods(c, moved, after(c.captured, 24))
    return out, c.captured


BUNDLES = {NAME: build}
