"""A worker that joined today has no CNI configuration, because the init container install-cni does not get through:
in one bundle it fails and is started ever later, in the other its image cannot be pulled."""

from .. import managed_logs as logs
from .. import managed_views as views
from ..base import after, hex64
from ..managed import Node, container, ended, utc, waiting
from ..managed_bundle import members
from ..world import HERE
from .shapes import operator_2024

FAILS, PULL = "cni-not-initialized", "cni-image-pull"
WORKER = "10.94.227.77"
NODE = HERE.name(WORKER)
JOINED = utc("2024-03-06 09:02:10")
CAPTURED = "2024-03-06 09:48:30"
MESSAGE = "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"
TOKEN_ERROR = ('Post "https://172.21.0.1:443/api/v1/namespaces/calico-system/serviceaccounts/calico-cni-plugin/token": dial tcp 172.21.0.1:443: i/o timeout')


def worker(name):
    c = operator_2024(name, CAPTURED)
    c.everyday()
    n = Node(WORKER, JOINED, JOINED)
    n.status, n.taints = "NotReady", ["node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/not-ready:NoSchedule"]
    waits = c.join(n, waiting("ContainerCreating"))
    c.pod_event(waits, "Warning", "NetworkNotReady", "network is not ready: " + MESSAGE, after(JOINED, 5), after(c.captured, -1), 1380)
    n.conditions["Ready"] = ("False", after(c.captured, -72), JOINED, "KubeletNotReady", MESSAGE)
    n.conditions["NetworkUnavailable"] = ("True", JOINED, JOINED, "NoRouteCreated", "Node created without a route")
    c.node_event(NODE, "Starting", "Starting kubelet.", JOINED)
    c.node_event(NODE, "RegisteredNode", f"Node {NODE} event: Registered Node {NODE} in Controller", after(JOINED, 3), source="node-controller")
    c.noise()
    extra = []
    t = after(JOINED, 2)
    while t < after(c.captured, 60):
        extra.append((t, "E", "kubelet.go:2855", '"Container runtime network not ready" networkReady="NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"'))
        t = after(t, 5)
    return c, extra


def containerd(c):
    rows = [(after(JOINED, -20), f'time="{utc("2024-03-06 09:01:50"):%Y-%m-%dT%H:%M:%S}.118Z" level=info msg="Start cri plugin with config ..."'),
            (after(JOINED, -19), f'time="{utc("2024-03-06 09:01:51"):%Y-%m-%dT%H:%M:%S}.204Z" level=error msg="failed to load cni during init, please check CRI plugin status before setting up network for pods" error="cni config load failed: no network config found in /etc/cni/net.d: cni plugin not initialized: failed to load cni config"')]
    return logs.journal(rows, NODE, "containerd", 1107)


def fails():
    c, extra = worker(FAILS)
    starts = [after(JOINED, s) for s in (14, 52, 106, 187, 318, 530, 872, 1216, 1560, 1904, 2248, 2592)]
    last = ended(1, "Error", starts[-1], after(starts[-1], 37))
    v = c.calico
    p = c.calico_node(NODE, JOINED, waiting("PodInitializing"), False, init=[
        container("install-cni", f"icr.io/ext/calico/cni:{v}", waiting("CrashLoopBackOff"), False, len(starts) - 1, last),
        container("calico-extension", "icr.io/iks/calico-extension:1523", waiting("PodInitializing"), False)])
    c.pod_event(p, "Normal", "Scheduled", f"Successfully assigned {p['ns']}/{p['name']} to {NODE}", after(JOINED, 3), source="default-scheduler")
    c.pod_event(p, "Normal", "Pulled", f'Container image "icr.io/ext/calico/cni:{v}" already present on machine', starts[0], starts[-1], len(starts), field="spec.initContainers{install-cni}")
    c.pod_event(p, "Warning", "BackOff", f"Back-off restarting failed container install-cni in pod {p['name']}_{p['ns']}({p['uid']})", after(starts[1], 12), after(c.captured, -9), 158, field="spec.initContainers{install-cni}")
    t = after(JOINED, 70)
    for k in range(14):
        m = after(t, 190 * k)
        extra.append((m, "E", "pod_workers.go:1298", f'"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"install-cni\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=install-cni pod={p["name"]}_{p["ns"]}({p["uid"]})\\"" pod="{p["ns"]}/{p["name"]}" podUID="{p["uid"]}"'))
    out = members(c, journals={NODE: extra})
    log = logs.install_cni(c, NODE, starts[-1], files=False)
    log += logs.calico_line(after(starts[-1], 36.4), "ERROR", 1, f"cni-installer/token_watch.go 108: Unable to create token for CNI kubeconfig error={TOKEN_ERROR}")
    log += logs.calico_line(after(starts[-1], 36.5), "FATAL", 1, f"cni-installer/install.go 501: Unable to create token for CNI kubeconfig error={TOKEN_ERROR}")
    out[f"{p['name']}-cni.log"] = log
    out[f"{p['name']}.log"] = f'Error from server (BadRequest): container "calico-node" in pod "{p["name"]}" is waiting to start: PodInitializing\n'
    out[f"{NODE}/containerd-journal.log"] = containerd(c)
    return out, c.captured


def pull():
    c, extra = worker(PULL)
    image = f"icr.io/ext/calico/cni:{c.calico}"
    why = (f'failed to pull and unpack image "{image}": failed to resolve reference "{image}": failed to do request: Head '
           f'"https://icr.io/v2/ext/calico/cni/manifests/{c.calico}": dial tcp: lookup icr.io on 161.26.0.10:53: read udp {c.nodes[NODE].address}:41207->161.26.0.10:53: i/o timeout')
    p = c.calico_node(NODE, JOINED, waiting("PodInitializing"), False, init=[
        container("install-cni", image, waiting("ImagePullBackOff"), False),
        container("calico-extension", "icr.io/iks/calico-extension:1523", waiting("PodInitializing"), False)])
    field = "spec.initContainers{install-cni}"
    first = after(JOINED, 24)
    c.pod_event(p, "Normal", "Scheduled", f"Successfully assigned {p['ns']}/{p['name']} to {NODE}", after(JOINED, 3), source="default-scheduler")
    c.pod_event(p, "Normal", "Pulling", f'Pulling image "{image}"', after(JOINED, 4), after(c.captured, -148), 13, field=field)
    c.pod_event(p, "Warning", "Failed", f'Failed to pull image "{image}": {why}', first, after(c.captured, -128), 13, field=field)
    c.pod_event(p, "Warning", "Failed", "Error: ErrImagePull", first, after(c.captured, -128), 13, field=field)
    c.pod_event(p, "Normal", "BackOff", f'Back-off pulling image "{image}"', after(first, 1), after(c.captured, -4), 171, field=field)
    c.pod_event(p, "Warning", "Failed", "Error: ImagePullBackOff", after(first, 1), after(c.captured, -4), 171, field=field)
    for k in range(9):
        m = after(first, 300 * k)
        extra.append((m, "E", "remote_image.go:180", f'"PullImage from image service failed" err="rpc error: code = Unknown desc = {why.replace(chr(34), chr(92) + chr(34))}" image="{image}"'))
    out = members(c, journals={NODE: extra})
    waits = f'Error from server (BadRequest): container "%s" in pod "{p["name"]}" is waiting to start: %s\n'
    out[f"{p['name']}-cni.log"] = waits % ("install-cni", "trying and failing to pull image")
    out[f"{p['name']}.log"] = waits % ("calico-node", "PodInitializing")
    out[f"{NODE}/containerd-journal.log"] = containerd(c)
    return out, c.captured


BUNDLES = {FAILS: fails, PULL: pull}
