"""Logs of a managed cluster: kubelet journals (node clocks run in UTC) and the containers of calico-node."""

from .base import after, go_quote, hex64, rng, uid
from .managed import UTC
from .managed_views import status_word


def klog(moment, level, where, text, pid):
    u = moment.astimezone(UTC)
    return f"{level}{u:%m%d} {u:%H:%M:%S.%f} {pid:>7} {where}] {text}"


def journal(entries, host, ident="kubelet.service", pid=3214):
    return "".join(f"{m.astimezone(UTC):%b %d %H:%M:%S} {host} {ident}[{pid}]: {text}\n" for m, text in sorted(entries, key=lambda e: e[0]))


def ordinary(c, node, start, end, count, pid=3214):
    """Everyday lines of a kubelet."""
    r, out = rng(f"{c.title}/kubelet/{node}"), []
    pods = [p for p in c.on(node) if status_word(p) == "Running"]
    span = (end - start).total_seconds()
    for k in range(count):
        t, p, gone = after(start, (k + r.random()) * span / count), r.choice(pods), hex64(f"{c.title}/gone/{node}/{k}")
        lines = r.choice([
            [("I", "kubelet.go:1453", '"Image garbage collection succeeded"')],
            [("I", "scope.go:117", f'"RemoveContainer" containerID="{gone}"'),
             ("E", "remote_runtime.go:432", f'"ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = an error occurred when try to find container \\"{gone}\\": not found" containerID="{gone}"')],
            [("I", "kubelet_volumes.go:163", f'"Cleaned up orphaned pod volumes dir" podUID="{uid(gone)}" path="/var/data/kubelet/pods/{uid(gone)}/volumes"')],
            [("I", "kubelet.go:2453", f'"SyncLoop (probe)" probe="readiness" status="ready" pod="{p["ns"]}/{p["name"]}"')],
            [("I", "reflector.go:559", f'"Watch close" reflector="object-\\"{p["ns"]}\\"/\\"kube-root-ca.crt\\"" type="*v1.ConfigMap" totalItems={r.randint(1, 9)}')],
            [("W", "sysinfo.go:203", "Nodes topology is not available, providing CPU topology")]])
        out += [(after(t, 0.0001 * i), klog(after(t, 0.0001 * i), *line, pid)) for i, line in enumerate(lines)]
    return out


def kubelet(c, node, start, end, count=60, extra=(), pid=3214):
    entries = ordinary(c, node, start, end, count, pid)
    entries += [(m, klog(m, level, where, text, pid)) for m, level, where, text in extra]
    return journal(entries, node, pid=pid)


def calico_line(t, level, pid, text):
    u = t.astimezone(UTC)
    return f"{u:%Y-%m-%d %H:%M:%S}.{u.microsecond // 1000:03} [{level}][{pid}] {text}\n"


def install_cni(c, node, start, files=True):
    names = ("bandwidth", "calico", "calico-ipam", "flannel", "host-local", "loopback", "portmap", "tuning")
    steps = [(139, "Running as a Kubernetes pod")]
    steps += [(213, f"Installed /host/opt/cni/bin/{n}") for n in names]
    steps += [(219, "Wrote Calico CNI binaries to /host/opt/cni/bin\n"), (224, "CNI plugin version: " + c.calico),
              (198, "/host/secondary-bin-dir is not writeable, skipping"), (299, "Using CNI config template from CNI_NETWORK_CONFIG environment variable.")]
    if files:
        steps += [(411, "Created /host/etc/cni/net.d/10-calico.conflist"), (438, "Done configuring CNI.  Sleep= false")]
    return "".join(calico_line(after(start, 0.07 * i), "INFO", 1, f"cni-installer/install.go {n}: {text}") for i, (n, text) in enumerate(steps))


def extension(c, node, start):
    """The init container that makes the HostEndpoint of the worker."""
    lines = [(0, f"Creating HostEndpoint for worker {node}"), (0.8, "Connected to the Calico datastore"),
             (1.1, f"HostEndpoint worker-{node}-private is up to date"), (1.2, "calico-extension finished")]
    return "".join(calico_line(after(start, s), "INFO", 1, text) for s, text in lines)


def startup(c, node, start, interface="bond0"):
    return "".join([
        calico_line(start, "INFO", 9, "startup/startup.go 431: Early log level set to info"),
        calico_line(after(start, 0.02), "INFO", 9, "startup/utils.go 126: Using NODENAME environment for node name " + node),
        calico_line(after(start, 0.05), "INFO", 9, "startup/startup.go 95: Starting node " + node + " with version " + c.calico),
        calico_line(after(start, 0.31), "INFO", 9, f"startup/autodetection_methods.go 103: Using autodetected IPv4 address on interface {interface}: {c.nodes[node].address}/26"),
        calico_line(after(start, 0.52), "INFO", 9, "startup/startup.go 217: Using node name: " + node),
        calico_line(after(start, 1.9), "INFO", 64, "felix/daemon.go 373: Successfully loaded configuration. GOMAXPROCS=4")])


def summaries(c, node, start, end):
    r, t, out = rng(f"{c.title}/felix/{node}"), start, []
    while t < end:
        n, avg = r.randint(6, 16), r.randint(3, 7)
        out.append(calico_line(t, "INFO", 64, f"felix/summary.go 100: Summarising {n} dataplane reconciliation loops over 1m{r.uniform(1, 4):.1f}s: avg={avg}ms longest={avg + r.randint(1, 12)}ms ()"))
        t = after(t, r.uniform(61, 66))
    return "".join(out)


def calico_node(c, node, now, hours=1.0):
    p = c.calico_pods[node]
    start = p["containers"][0]["state"]["start"]
    begin = max(start, after(now, -3600 * hours))
    return startup(c, node, start) + summaries(c, node, after(begin, 65), now)
