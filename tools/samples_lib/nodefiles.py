"""Files taken from the nodes: directory listings, kubeconfigs, CNI and containerd configuration, journals, Calico logs."""

import datetime as dt
import json

from .base import AEST, UTC, after, at, ca_data, go_quote, hex64, pod_token, rng, uid
from .cluster import DELETE_AT, GRACE, K8S01, NODES, OLD_CALICO, OLD_TOKEN, destroy_error, quoted, token_moment
from .views import account_uid

CNI_NETWORK = "/var/snap/microk8s/current/args/cni-network"
NET_D = "/etc/cni/net.d"

CONTAINERD_TEMPLATE = """\
version = 2
oom_score = 0

[grpc]
  uid = 0
  gid = 0
  max_recv_message_size = 16777216
  max_send_message_size = 16777216

[debug]
  address = ""
  uid = 0
  gid = 0

[metrics]
  address = "127.0.0.1:1338"
  grpc_histogram = false

[plugins."io.containerd.grpc.v1.cri"]
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
  enable_selinux = false
  sandbox_image = "registry.k8s.io/pause:3.10"

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "${SNAPSHOTTER}"
    default_runtime_name = "${RUNTIME}"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "${RUNTIME_TYPE}"

  # where the runtime looks for the network plug-in and for its configuration
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${SNAP_DATA}/opt/cni/bin"
    conf_dir = "${SNAP_DATA}/args/cni-network"

  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${SNAP_DATA}/args/certs.d"
"""


# ---- credentials and CNI configuration ----------------------------------------------------------

def kubeconfig(pod, pod_uid, node, issued, by_node):
    """by_node: as calico-node writes it; otherwise as the install script of v3.13.2 does."""
    token = pod_token("calico-node", account_uid("calico-node"), pod, pod_uid, node, uid("node/" + node), issued)
    head = "# Kubeconfig file for Calico CNI plugin." + (" Installed by calico/node." if by_node else "")
    host = "10.152.183.1" if by_node else "[10.152.183.1]"
    quote = '"' if by_node else ""
    return (f"{head}\napiVersion: v1\nkind: Config\nclusters:\n- name: local\n  cluster:\n    server: https://{host}:443\n"
            f"    certificate-authority-data: {quote}{ca_data()}{quote}\nusers:\n- name: calico\n  user:\n"
            f"    token: {token if by_node else chr(34) + token + chr(34)}\ncontexts:\n- name: calico-context\n  context:\n"
            f"    cluster: local\n    user: calico\ncurrent-context: calico-context" + ("" if by_node else "\n"))


def conflist(node, directory, new):
    plugins = [{"type": "calico", "log_level": "info", "log_file_path": "/var/log/calico/cni/cni.log", "datastore_type": "kubernetes",
                "nodename": node, "mtu": 0 if new else 1440, "ipam": {"type": "calico-ipam"}, "policy": {"type": "k8s"},
                "kubernetes": {"kubeconfig": directory + "/calico-kubeconfig"}},
               {"type": "portmap", "snat": True, "capabilities": {"portMappings": True}},
               {"type": "bandwidth", "capabilities": {"bandwidth": True}}]
    return json.dumps({"name": "k8s-pod-network", "cniVersion": "0.3.1", "plugins": plugins}, indent=2) + ("" if new else "\n")


def cni_directories(c, node):
    """{directory: {name: (content, written)}} of real directories; a directory that is missing is a symbolic link."""
    def content(pod, issued, directory, new):
        return {"10-calico.conflist": (conflist(node, directory, new), after(issued, -1)),
                "calico-kubeconfig": (kubeconfig(pod, uid(pod), node, issued, new), after(issued, 0.6))}
    old = content(OLD_CALICO[node], OLD_TOKEN[node], CNI_NETWORK, False)
    if not c.incident:
        return {CNI_NETWORK: old}
    new = content(c.calico[node], token_moment(node), NET_D, True)
    return {CNI_NETWORK: old, NET_D: new} if node == K8S01 else {CNI_NETWORK: new}


# ---- ls -la -------------------------------------------------------------------------------------

def ls_date(moment, now):
    local = moment.astimezone(AEST)
    recent = 0 <= (now - moment).total_seconds() < 15778476
    return local.strftime("%b %e %H:%M" if recent else "%b %e  %Y")


def ls_lines(entries, now):
    """entries: (mode, links, size, moment, name)."""
    links, sizes = max(len(str(e[1])) for e in entries), max(len(str(e[2])) for e in entries)
    total = sum(-(-e[2] // 4096) * 4 for e in entries if e[0][0] != "l")
    return [f"total {total}"] + [f"{m} {n:>{links}} root root {s:>{sizes}} {ls_date(t, now)} {name}" for m, n, s, t, name in entries]


def directory_entries(node, files, made, private):
    up = at("2026-05-22 10:12:48") if private else at("2026-03-03 19:42:11")
    own = "drwx------" if private else "drwxr-xr-x"
    parent = ("drwxr-xr-x", 3, 4096, made, "..") if private else ("drwxr-xr-x", 8, 4096, up, "..")
    return [(own, 2, 4096, made, "."), parent,
            ("-rw-r--r--", 1, len(files["10-calico.conflist"][0]), files["10-calico.conflist"][1], "10-calico.conflist"),
            ("-rw-------", 1, len(files["calico-kubeconfig"][0]), files["calico-kubeconfig"][1], "calico-kubeconfig")]


def ls_etc_cni(c, node, now):
    dirs, made = cni_directories(c, node), after(NODES[node][1], 75)
    outer = [("drwxr-xr-x", 3 if NET_D in dirs else 2, 4096, made, "."),
             ("drwxr-xr-x", 112, 4096, at("2026-05-22 10:12:48"), "..")]
    if NET_D in dirs:
        outer.append(("drwx------", 2, 4096, made, "net.d"))
        inner = directory_entries(node, dirs[NET_D], made, True)
    else:
        outer.append(("lrwxrwxrwx", 1, len(CNI_NETWORK), made, f"net.d -> {CNI_NETWORK}"))
        inner = directory_entries(node, dirs[CNI_NETWORK], made, False)
    lines = ["$ ls -la /etc/cni/ /etc/cni/net.d/", "/etc/cni/:"] + ls_lines(outer, now) + ["", "/etc/cni/net.d/:"] + ls_lines(inner, now)
    return "\n".join(lines) + "\n"


def ls_cni_network(c, node, now):
    made = after(NODES[node][1], 75)
    lines = [f"$ ls -la {CNI_NETWORK}"] + ls_lines(directory_entries(node, cni_directories(c, node)[CNI_NETWORK], made, False), now)
    return "\n".join(lines) + "\n"


# ---- journals -----------------------------------------------------------------------------------

def klog(moment, level, where, text, pid):
    local = moment.astimezone(AEST)
    return f"{level}{local:%m%d} {local:%H:%M:%S.%f} {pid:>7} {where}] {text}"


def journal(entries, host, ident, pid):
    out = []
    for moment, text, *other in sorted(entries, key=lambda e: e[0]):
        out.append(f"{moment.astimezone(AEST):%b %d %H:%M:%S} {host} {other[0] if other else f'{ident}[{pid}]'}: {text}")
    return "\n".join(out) + "\n"


def rate_limited(entries, unit, interval=300, burst=295):
    """journald's limit: a unit may log 'burst' messages in an interval, the rest is counted and dropped."""
    out, begin, used, dropped = [], None, 0, 0
    for e in sorted(entries, key=lambda e: e[0]):
        if begin is None or (e[0] - begin).total_seconds() > interval:
            if dropped:
                out.append((e[0], f"Suppressed {dropped} messages from {unit}", "systemd-journald[402]"))
            begin, used, dropped = e[0], 0, 0
        if used < burst:
            out.append(e)
            used += 1
        else:
            dropped += 1
    return out


def ordinary(c, node, start, end, count, pid):
    """Everyday lines of kubelet and API server in one process."""
    r = rng(f"noise/{c.day}/{node}")
    pods = [p for p in c.pods if p["spec"].get("nodeName") == node and "deletionTimestamp" not in p["metadata"]]
    span, out = (end - start).total_seconds(), []
    peers = [v[0] for v in NODES.values()]
    for k in range(count):
        t = after(start, (k + r.random()) * span / count)
        p, gone, audit = r.choice(pods), hex64(f"gone/{node}/{k}"), uid(f"audit/{node}/{k}")
        ms, peer, trace = r.randint(503, 988), r.choice(peers), r.randint(10**8, 2 * 10**9)
        where = f"{p['metadata']['namespace']}/{p['metadata']['name']}"
        kind = r.choices(range(10), (16, 9, 14, 12, 10, 10, 8, 6, 9, 6))[0]
        if kind == 0:
            lines = [("I", "cidrallocator.go:277", "updated ClusterIP allocator for Service CIDR 10.152.183.0/24")]
        elif kind == 1:
            lines = [("I", "trace.go:236", f'Trace[{trace}]: "Update" accept:application/vnd.kubernetes.protobuf, */*,audit-id:{audit},client:{peer},api-group:coordination.k8s.io,api-version:v1,name:{r.choice(list(NODES))},subresource:,namespace:kube-node-lease,protocol:HTTP/2.0,resource:leases,scope:resource,verb:PUT (total time: {ms}ms):'),
                     ("I", "trace.go:236", f'Trace[{trace}]: ["GuaranteedUpdate etcd3" audit-id:{audit},key:/leases/kube-node-lease,type:*coordination.Lease,resource:leases.coordination.k8s.io {ms - 2}ms]')]
        elif kind == 2:
            lines = [("I", "handler.go:288", "Adding GroupVersion " + r.choice(["crd.projectcalico.org v1", "openebs.io v1", "openebs.io v1alpha1", "metrics.k8s.io v1beta1"]) + " to ResourceManager")]
        elif kind == 3:
            lines = [("I", "reflector.go:946", f'"Watch close" logger="kubernetes.io/kubelet" reflector="object-\\"{p["metadata"]["namespace"]}\\"/\\"kube-root-ca.crt\\"" type="*v1.ConfigMap" totalItems={r.randint(1, 9)}')]
        elif kind == 4:
            lines = [("I", "request.go:752", f'"Waited before sending request" delay="1.{r.randint(0, 189):03}s" reason="client-side throttling, not priority and fairness" verb="GET" URL="https://127.0.0.1:16443/api/v1/namespaces/{p["metadata"]["namespace"]}/pods?limit=500"')]
        elif kind == 5:
            lines = [("I", "kubelet_volumes.go:163", f'"Cleaned up orphaned pod volumes dir" podUID="{uid(gone)}" path="/var/snap/microk8s/common/var/lib/kubelet/pods/{uid(gone)}/volumes"')]
        elif kind == 6:
            lines = [("I", "scope.go:117", f'"RemoveContainer" containerID="{gone}"'),
                     ("E", "log.go:32", f'"ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = an error occurred when try to find container \\"{gone}\\": not found" containerID="{gone}"'),
                     ("I", "pod_container_deletor.go:53", f'"DeleteContainer returned error" containerID={{"Type":"containerd","ID":"{gone}"}} err="failed to get container status \\"{gone}\\": rpc error: code = NotFound desc = an error occurred when try to find container \\"{gone}\\": not found"')]
        elif kind == 7:
            lines = [("I", "kubelet.go:1451", '"Image garbage collection succeeded"')]
        elif kind == 8:
            lines = [("I", "kubelet.go:2651", f'"SyncLoop (probe)" probe="readiness" status="ready" pod="{where}"')]
        else:
            lines = [("W", "sysinfo.go:227", "Found cpu without any physical core information, providing default topology")]
        out += [(after(t, 0.0001 * i), klog(after(t, 0.0001 * i), *line, pid)) for i, line in enumerate(lines)]
    for e in c.events:
        if e["reason"] == "Unhealthy" and any(p["metadata"]["name"] == e["name"] for p in pods):
            p = next(p for p in pods if p["metadata"]["name"] == e["name"])
            text = (f'"Probe failed" probeType="Readiness" pod="{e["ns"]}/{e["name"]}" podUID="{p["metadata"]["uid"]}" containerName="grafana" '
                    f"probeResult=\"failure\" output={go_quote(e['message'].split('failed: ', 1)[1])}")
            out.append((e["first"], klog(e["first"], "I", "prober.go:120", text, pid)))
            ok = after(e["first"], 10)
            out.append((ok, klog(ok, "I", "kubelet.go:2651", f'"SyncLoop (probe)" probe="readiness" status="ready" pod="{e["ns"]}/{e["name"]}"', pid)))
    return out


def teardown_failures(c, end, pid):
    """The kubelet's side of the stuck pods: the delete request, the kill after the grace period, each failed attempt."""
    r, out = rng("teardown"), []

    def add(t, level, where, text):
        t = after(t, r.uniform(0, 0.00009))
        out.append((t, klog(t, level, where, text, pid)))

    for p, deleted in zip(c.stuck, DELETE_AT):
        m, sandbox = p["metadata"], c.sandbox(p)
        name, cid = f"openebs/{m['name']}", p["status"]["containerStatuses"][0]["containerID"]
        t = after(deleted, r.uniform(0.1, 0.3))
        add(t, "I", "kubelet.go:2543", f'"SyncLoop DELETE" source="api" pods=["{name}"]')
        add(after(t, 0.0006), "I", "kuberuntime_container.go:863", f'"Killing container with a grace period" pod="{name}" podUID="{m["uid"]}" containerName="{p["spec"]["containers"][0]["name"]}" containerID="{cid}" gracePeriod={GRACE}')
        tries = [a for a in c.attempts[m["name"]] if a < end]
        died = after(tries[0], -0.25)
        add(died, "I", "generic.go:358", f'"Generic (PLEG): container finished" podID="{m["uid"]}" containerID="{cid[13:]}" exitCode=137')
        add(after(died, 0.0002), "I", "kubelet.go:2569", f'"SyncLoop (PLEG): event for pod" pod="{name}" event={{"ID":"{m["uid"]}","Type":"ContainerDied","Data":"{cid[13:]}"}}')
        rpc = destroy_error(sandbox)
        kill = f'failed to "KillPodSandbox" for "{m["uid"]}" with KillPodSandboxError: "{quoted(rpc)}"'
        for a in tries:
            add(after(a, -0.004), "E", "authentication.go:75", '"Unable to authenticate the request" err="[invalid bearer token, service account token has been invalidated]"')
            add(after(a, -0.0005), "E", "log.go:32", f'"StopPodSandbox from runtime service failed" err={go_quote(rpc)} podSandboxID="{sandbox}"')
            add(after(a, -0.0004), "E", "kuberuntime_manager.go:1881", f'"Failed to stop sandbox" podSandboxID={{"Type":"containerd","ID":"{sandbox}"}}')
            add(after(a, -0.0003), "E", "kubelet.go:2451", f'"Unhandled Error" err={go_quote(kill)} logger="UnhandledError"')
            add(after(a, -0.0002), "E", "pod_workers.go:1324", f'"Error syncing pod, skipping" err={go_quote(kill)} pod="{name}" podUID="{m["uid"]}"')
    return out


def kubelite(c, node, start, end, count):
    pid = dict(zip(NODES, (2184, 1937, 2051)))[node]
    entries = ordinary(c, node, start, end, count, pid)
    unit = "snap.microk8s.daemon-kubelite.service"
    if c.incident and node == K8S01:
        entries += teardown_failures(c, end, pid)
        entries = rate_limited(entries, unit)
    return journal(entries, node, "microk8s.daemon-kubelite", pid)


def containerd(c, node, start, end, count, tail):
    r = rng(f"containerd/{c.day}/{node}")
    entries, span = [], (end - start).total_seconds()

    def add(t, level, msg, rest=""):
        nine = f"{t.astimezone(AEST):%Y-%m-%dT%H:%M:%S.%f}{r.randint(0, 999):03}+10:00"
        entries.append((t, f'time="{nine}" level={level} msg={go_quote(msg)}{rest}'))

    def stop(t, sandbox):
        add(t, "info", f'StopPodSandbox for "{sandbox}"')
        add(after(t, 0.11), "info", f'TearDown network for sandbox "{sandbox}" successfully')
        add(after(t, 0.1101), "info", f'StopPodSandbox for "{sandbox}" returns successfully')
        add(after(t, 6.2), "info", f'RemovePodSandbox "{sandbox}" returns successfully')

    for k in range(count):
        t, cid = after(start, (k + r.random()) * span / count), hex64(f"ctr/{node}/{k}")
        add(t, *r.choice([
            ("info", f'RemoveContainer for "{cid}"'), ("info", f'RemoveContainer for "{cid}" returns successfully'),
            ("info", 'ImageUpdate event name:"docker.io/grafana/grafana:12.1.0" labels:{key:"io.cri-containerd.image" value:"managed"}'),
            ("error", f'ContainerStatus for "{cid}" failed', f' error="rpc error: code = NotFound desc = an error occurred when try to find container \\"{cid}\\": not found"')]))
    if not c.incident:  # the replicas were rolled at noon: each old sandbox went, each new one came
        for p in (p for p in c.pods if p["spec"].get("nodeName") == node and "-rep-" in p["metadata"]["name"]):
            m = p["metadata"]
            t = after(dt.datetime.strptime(m["creationTimestamp"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC), 0.4)
            stop(after(t, -0.3), hex64("before/" + m["name"]))
            meta = f'RunPodSandbox for &PodSandboxMetadata{{Name:{m["name"]},Uid:{m["uid"]},Namespace:openebs,Attempt:0,}}'
            add(t, "info", meta)
            add(after(t, 0.6), "info", f'{meta} returns sandbox id "{c.sandbox(p)}"')
    elif node == K8S01:
        for p in c.stuck:
            sandbox = c.sandbox(p)
            for a in (a for a in c.attempts[p["metadata"]["name"]] if start < a < end):
                add(after(a, -0.14), "info", f'StopPodSandbox for "{sandbox}"')
                error = destroy_error(sandbox).split("desc = ", 1)[1]
                add(after(a, -0.001), "error", f'StopPodSandbox for "{sandbox}" failed', f" error={go_quote(error)}")
    lines = journal(entries, node, "microk8s.daemon-containerd", 1642).splitlines(True)
    return "".join(lines[-tail:])


# ---- Calico's own logs (UTC, as in the stock containers) ----------------------------------------

def calico_line(t, level, pid, text):
    u = t.astimezone(UTC)
    return f"{u:%Y-%m-%d %H:%M:%S}.{u.microsecond // 1000:03} [{level}][{pid}] {text}\n"


def install_cni_log(c, node):
    if not c.incident:
        return ("Wrote Calico CNI binaries to /host/opt/cni/bin\nCNI plugin version: v3.13.2\n/host/secondary-bin-dir is non-writeable, "
                f"skipping\nCNI config: {conflist(node, CNI_NETWORK, False)}Created CNI config 10-calico.conflist\n"
                "Done configuring CNI.  Sleep=false\n")
    t = after(token_moment(node), -2.6)
    names = ("bandwidth", "calico", "calico-ipam", "flannel", "host-local", "loopback", "portmap", "tuning")
    steps = [(139, "Running as a Kubernetes pod")]
    steps += [(213, f"Installed /host/opt/cni/bin/{n}") for n in names]
    steps += [(219, "Wrote Calico CNI binaries to /host/opt/cni/bin\n"), (224, "CNI plugin version: v3.29.3"),
              (198, "/host/secondary-bin-dir is not writeable, skipping"), (299, "Using CNI config template from CNI_NETWORK_CONFIG environment variable."),
              (411, "Created /host/etc/cni/net.d/10-calico.conflist"), (438, "Done configuring CNI.  Sleep= false")]
    return "".join(calico_line(after(t, 0.07 * i), "INFO", 1, f"cni-installer/install.go {n}: {text}") for i, (n, text) in enumerate(steps))


def calico_node_log(c, node, end):
    v3 = c.incident
    t = after(token_moment(node), -0.4) if v3 else after(OLD_TOKEN[node], 1.3)
    part = (lambda name: name + "/") if v3 else (lambda name: "")
    out = [calico_line(t, "INFO", 9, part("startup") + "startup.go 427: Early log level set to info"),
           calico_line(after(t, 0.02), "INFO", 9, part("startup") + "utils.go 135: Using NODENAME environment for node name " + node),
           calico_line(after(t, 0.05), "INFO", 9, part("startup") + "startup.go 509: Initialize BGP data"),
           calico_line(after(t, 0.06), "INFO", 9, part("startup") + f"autodetection_methods.go 103: Using autodetected IPv4 address on interface eno1: {NODES[node][0]}/24")]
    if v3:
        out.append(calico_line(after(t, 1.0), "INFO", 61, 'cni-config-monitor/token_watch.go 282: Wrote updated CNI kubeconfig file. path="/host/etc/cni/net.d/calico-kubeconfig"'))
    out.append(calico_line(after(t, 1.9), "INFO", 64, part("felix") + "daemon.go 373: Successfully loaded configuration. GOMAXPROCS=8"))
    r, t = rng(f"felix/{c.day}/{node}"), after(end, -3600)
    while t < end:
        n, avg = r.randint(6, 16), r.randint(3, 7)
        out.append(calico_line(t, "INFO", 64, part("felix") + f"summary.go 100: Summarising {n} dataplane reconciliation loops over 1m{r.uniform(1, 4):.1f}s: avg={avg}ms longest={avg + r.randint(1, 12)}ms ()"))
        t = after(t, r.uniform(61, 66))
    return "".join(out)
