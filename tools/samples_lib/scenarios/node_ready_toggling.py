"""One worker goes in and out of Ready: its kubelet is started again and again while its way to the master drops."""

from ..base import after
from ..managed import ended, running
from ..managed_bundle import members
from ..world import HERE
from .shapes import classic_2021

NAME, NODE = "node-ready-toggling", HERE.name("10.188.156.137")


def build():
    c = classic_2021(NAME, "2021-10-07 04:59:10")
    c.everyday()
    now, n = after(c.captured, 16), c.nodes[NODE]

    def ago(minutes, seconds=0):
        return after(now, -60 * minutes - seconds)

    def event(reason, first, last=None, count=1, level="Normal", message=None):
        c.node_event(NODE, reason, message or f"Node {NODE} status is now: {reason}", first, last, count, level=level)

    starts = [ago(44, 31), ago(31, 40), ago(27, 52), ago(17, 44)]
    for start in starts:
        event("Starting", start, message="Starting kubelet.")
        event("NodeAllocatableEnforced", after(start, 1), message="Updated Node Allocatable limit across pods")
    for start in starts[1:3]:
        event("InvalidDiskCapacity", after(start, 0.3), level="Warning", message="invalid capacity 0 on image filesystem")
    for reason in ("NodeHasSufficientMemory", "NodeHasNoDiskPressure", "NodeHasSufficientPID"):
        event(reason, after(starts[0], 2), ago(42, 10), 8)
        event(reason, after(starts[1], 0.6))
        event(reason, after(starts[2], 0.6), ago(21, 12), 2)
        event(reason, after(starts[3], 0.6), ago(16, 32), 7)
    event("NodeReady", ago(44, 11))
    event("NodeNotReady", after(starts[1], 1.1))
    event("NodeReady", after(starts[1], 11.3))
    event("NodeNotReady", after(starts[2], 1.1))
    event("NodeReady", ago(27, 33), ago(21, 12), 2)
    event("NodeNotReady", after(starts[3], 1.2))
    back = ago(16, 32)
    event("NodeReady", back)
    n.conditions["Ready"] = ("True", after(back, 900), back, "KubeletReady", "kubelet is posting ready status. AppArmor enabled")
    for kind, reason, text in (("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                               ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                               ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available")):
        n.conditions[kind] = ("False", after(back, 900), after(starts[3], 0.6), reason, text)
    proxy = "https://172.20.0.1:2040"
    extra = []
    for start in starts:
        for k in range(7):
            t = after(start, -100 + 11.5 * k)
            extra.append((t, "E", "controller.go:144", f'failed to ensure lease exists, will retry in 7s, error: Get "{proxy}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{NODE}?timeout=10s": dial tcp 172.20.0.1:2040: i/o timeout'))
            extra.append((after(t, 2.2), "E", "kubelet_node_status.go:470", f'"Error updating node status, will retry" err="error getting node \\"{NODE}\\": Get \\"{proxy}/api/v1/nodes/{NODE}?timeout=10s\\": dial tcp 172.20.0.1:2040: i/o timeout"'))
        extra.append((start, "I", "server.go:440", '"Kubelet version" kubeletVersion="v1.21.5+IKS"'))
        extra.append((after(start, 0.6), "I", "kubelet.go:1846", '"Starting kubelet main sync loop"'))
        extra.append((after(start, 0.7), "E", "kubelet.go:1870", '"Skipping pod synchronization" err="[container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]"'))
    proxy_pod = next(p for p in c.on(NODE) if p["name"].startswith("ibm-master-proxy-static"))["containers"][0]
    proxy_pod.update(restarts=2, state=running(ago(18, 20)), last=ended(137, "Error", ago(29, 10), ago(18, 40)))
    c.noise()
    return members(c, journals={NODE: extra}), c.captured


BUNDLES = {NAME: build}
