"""What kubectl prints of a managed cluster."""

import datetime as dt

from .base import after, age, epoch, hex64, table, tabwriter, uid, yaml
from .managed import HASH, UTC
from .views import describe_events, pairs


def zulu(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stamp(c, moment):
    """The form of kubectl describe, in the zone of the workstation."""
    return moment.astimezone(c.zone).strftime("%a, %d %b %Y %H:%M:%S %z")


def date_command(now):
    return "$ date\n" + now.astimezone(UTC).strftime("%a %b %e %H:%M:%S UTC %Y") + "\n"


def date_mail(c, now):
    """date -R: an abbreviation like CDT would be no zone."""
    return stamp(c, now) + "\n"


def version(c):
    client = c.kubernetes.split("+")[0]
    return f"Client Version: {client}\nKustomize Version: v5.0.4-0.20230601165947-6ce0bf390ce3\nServer Version: {c.kubernetes}\n"


# ---- pods ---------------------------------------------------------------------------------------

def status_word(p):
    """The word that kubectl get prints (printPod of kubectl)."""
    if p["deleted"]:
        return "Terminating"
    if not p["node"]:
        return "Pending"
    for i, x in enumerate(p["init"]):
        s = x["state"]
        if s["kind"] == "terminated" and s["code"] == 0:
            continue
        if s["kind"] == "terminated":
            return "Init:" + s["reason"]
        if s["kind"] == "waiting" and s["reason"] != "PodInitializing":
            return "Init:" + s["reason"]
        return f"Init:{i}/{len(p['init'])}"
    for x in reversed(p["containers"]):
        s = x["state"]
        if s["kind"] == "waiting":
            return s["reason"]
        if s["kind"] == "terminated":
            return s["reason"]
    return "Running"


def phase(p):
    word = status_word(p)
    started = all(x["state"]["kind"] == "terminated" and x["state"]["code"] == 0 for x in p["init"])
    images = any(x["state"].get("reason") in ("ErrImagePull", "ImagePullBackOff", "ContainerCreating", "CreateContainerError")
                 for x in p["containers"])
    return "Pending" if word == "Pending" or not started or images else "Running"


def restarts(p):
    waiting_for = [x for x in p["init"] if not (x["state"]["kind"] == "terminated" and x["state"]["code"] == 0)]
    group = waiting_for or p["containers"]
    ends = [x["last"]["end"] for x in group if x["last"]]
    return sum(x["restarts"] for x in group), max(ends) if ends else None


def get_pods(c, now, only=None):
    rows = []
    for p in sorted(c.pods, key=lambda p: (p["ns"], p["name"])):
        if only and not only(p):
            continue
        count, end = restarts(p)
        ready = sum(x["ready"] for x in p["containers"]) if status_word(p)[:5] != "Init:" else 0
        rows.append([p["ns"], p["name"], f"{ready}/{len(p['containers'])}", status_word(p),
                     str(count) + (f" ({age(now, end)} ago)" if count and end else ""), age(now, p["created"]),
                     p["ip"] or "<none>", p["node"] or "<none>", "<none>", "<none>"])
    header = "NAMESPACE NAME READY STATUS RESTARTS AGE IP NODE".split() + ["NOMINATED NODE", "READINESS GATES"]
    return table(header, rows)


def get_nodes(c, now):
    rows = [[n.name, n.status, "<none>", age(now, n.created), c.kubernetes, n.address, "169.48." + n.address.split(".", 2)[2],
             c.os_image, c.kernel, c.runtime] for n in c.nodes.values()]
    return table("NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME".split(), rows)


def get_events(c, now):
    rows = []
    for e in sorted(c.live_events(now), key=lambda e: (e["ns"], e["last"])):
        seen = age(now, e["last"]) + (f" (x{e['count']} over {age(now, e['first'])})" if e["count"] > 1 else "")
        rows.append([e["ns"], seen, e["type"], e["reason"], f"{e['kind'].lower()}/{e['name']}", e["message"].replace("\n", " ")])
    return table(["NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"], rows)


def get_daemonsets(c, now):
    found = {}
    for p in c.pods:
        if p["owner"][0] == "DaemonSet":
            found.setdefault((p["ns"], p["owner"][1]), []).append(p)
    for key in c.daemonsets:
        if c.daemonsets[key] is not None:
            found.setdefault(key, [])
    rows, created = [], after(min(n.created for n in c.nodes.values()), 900)
    for (ns, name), pods in sorted(found.items()):
        more = c.daemonsets.get((ns, name)) or {}
        ready = sum(all(x["ready"] for x in p["containers"]) and not p["deleted"] and status_word(p) == "Running"
                    and c.nodes[p["node"]].status.startswith("Ready") for p in pods)
        n = [more.get("desired", len(pods)), len(pods), ready, len(pods), ready]
        rows.append([ns, name] + [str(x) for x in n] + [more.get("selector", "<none>"), age(now, more.get("created", created))])
    return table(["NAMESPACE", "NAME", "DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE", "NODE SELECTOR", "AGE"], rows)


def state_lines(c, title, s):
    if s["kind"] == "running":
        return [f"    {title}:\tRunning", "      Started:\t" + stamp(c, s["start"])]
    if s["kind"] == "waiting":
        return [f"    {title}:\tWaiting", "      Reason:\t" + s["reason"]]
    out = [f"    {title}:\tTerminated", "      Reason:\t" + s["reason"]]
    if s["message"]:
        out.append("      Message:\t" + s["message"])
    return out + [f"      Exit Code:\t{s['code']}", "      Started:\t" + stamp(c, s["start"]), "      Finished:\t" + stamp(c, s["end"])]


def container_lines(c, p, specs):
    out = []
    for x in specs:
        pulled = x["state"]["kind"] != "waiting" or x["last"]
        out.append(f"  {x['name']}:")
        out.append("    Container ID:\t" + ("containerd://" + hex64(f"{c.title}/{p['name']}/{x['name']}/{x['restarts']}") if pulled else ""))
        out.append("    Image:\t" + x["image"])
        out.append("    Image ID:\t" + (x["image"].rsplit(":", 1)[0] + "@sha256:" + hex64("image/" + x["image"]) if pulled else ""))
        out += ["    Port:\t<none>", "    Host Port:\t<none>"] + state_lines(c, "State", x["state"])
        if x["last"]:
            out += state_lines(c, "Last State", x["last"])
        out += ["    Ready:\t" + str(x["ready"]), f"    Restart Count:\t{x['restarts']}"]
        if x.get("requests"):
            out += ["    Requests:"] + [f"      {k}:\t{v}" for k, v in x["requests"].items()]
        for probe in ("liveness", "readiness"):
            if x.get(probe):
                out.append(f"    {probe.capitalize()}:\t{x[probe]}")
        env = x.get("env", {})
        out += ["    Environment:"] + [f"      {k}:\t{v}" for k, v in env.items()] if env else ["    Environment:\t<none>"]
        out += ["    Mounts:", f"      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-{p['uid'][:5]} (ro)"]
    return out


def describe_pod(c, p, now):
    out = ["Name:\t" + p["name"], "Namespace:\t" + p["ns"], f"Priority:\t{2000001000 if p['critical'] else 0}"]
    if p["critical"]:
        out.append("Priority Class Name:\tsystem-node-critical")
    out += ["Service Account:\t" + p["account"], "Node:\t" + (f"{p['node']}/{c.nodes[p['node']].address}" if p["node"] else "<none>")]
    if p["node"]:
        out.append("Start Time:\t" + stamp(c, p["started"]))
    out += pairs("Labels", p["labels"], "%s=%s") + ["Annotations:\t<none>"]
    if p["deleted"]:
        out += [f"Status:\tTerminating (lasts {age(now, after(p['deleted'], p['grace']))})", f"Termination Grace Period:\t{p['grace']}s"]
    else:
        out.append("Status:\t" + phase(p))
    out += ["IP:\t" + (p["ip"] or ""), "IPs:" if p["ip"] else "IPs:\t<none>"] + (["  IP:\t" + p["ip"]] if p["ip"] else [])
    out.append(f"Controlled By:\t{p['owner'][0]}/{p['owner'][1]}")
    if p["init"]:
        out += ["Init Containers:"] + container_lines(c, p, p["init"])
    out += ["Containers:"] + container_lines(c, p, p["containers"])
    initialized = not status_word(p).startswith("Init:")
    ready = initialized and all(x["ready"] for x in p["containers"]) and (not p["node"] or c.nodes[p["node"]].status.startswith("Ready"))
    out += ["Conditions:", "  Type\tStatus"]
    if p["node"]:
        out += [f"  Initialized\t{initialized} ", f"  Ready\t{ready} ", f"  ContainersReady\t{initialized and all(x['ready'] for x in p['containers'])} "]
    out += [f"  PodScheduled\t{bool(p['node'])} "]
    out += ["Volumes:", f"  kube-api-access-{p['uid'][:5]}:", "    Type:\tProjected (a volume that contains injected data from multiple sources)",
            "    TokenExpirationSeconds:\t3607", "    ConfigMapName:\tkube-root-ca.crt", "    Optional:\tfalse", "    DownwardAPI:\ttrue"]
    out += ["QoS Class:\tBurstable" if p["critical"] else "QoS Class:\tBestEffort", "Node-Selectors:\t<none>"]
    out += ["Tolerations:\t:NoSchedule op=Exists", "\t:NoExecute op=Exists"] if p["critical"] else [
        "Tolerations:\tnode.kubernetes.io/not-ready:NoExecute op=Exists for 300s", "\tnode.kubernetes.io/unreachable:NoExecute op=Exists for 300s"]
    head, body = describe_events([e for e in c.live_events(now) if e["name"] == p["name"] and e["ns"] == p["ns"]], now)
    return tabwriter(out + head, 2) + body


def describe_pods(c, pods, now):
    return "\n\n".join(describe_pod(c, p, now) for p in pods)


def pod_yaml(c, p):
    """kubectl get pod -o yaml, shortened to what kubectl neat leaves."""
    meta = {"name": p["name"], "namespace": p["ns"], "uid": p["uid"], "creationTimestamp": zulu(p["created"]), "labels": p["labels"],
            "ownerReferences": [{"apiVersion": "apps/v1", "controller": True, "kind": p["owner"][0], "name": p["owner"][1], "uid": uid(c.label(p["owner"][1]))}]}
    if p["deleted"]:
        meta.update(deletionTimestamp=zulu(after(p["deleted"], p["grace"])), deletionGracePeriodSeconds=p["grace"])
    return {"apiVersion": "v1", "kind": "Pod", "metadata": meta,
            "spec": {"nodeName": p["node"], "serviceAccountName": p["account"], "containers": [{"name": x["name"], "image": x["image"]} for x in p["containers"]]},
            "status": {"phase": phase(p)}}


# ---- nodes --------------------------------------------------------------------------------------

SUFFICIENT = {"MemoryPressure": ("KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
              "DiskPressure": ("KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
              "PIDPressure": ("KubeletHasSufficientPID", "kubelet has sufficient PID available")}


def describe_node(c, n, now):
    pods = [p for p in sorted(c.on(n.name), key=lambda p: (p["ns"], p["name"]))]
    labels = {"arch": "amd64", "beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "ibm-cloud.kubernetes.io/worker-pool-name": "default",
              "ibm-cloud.kubernetes.io/worker-version": c.kubernetes.split("+")[0].lstrip("v") + "_1563", "ibm-cloud.kubernetes.io/zone": "dal10",
              "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": n.name, "kubernetes.io/os": "linux",
              "node.kubernetes.io/instance-type": "b3c.4x16.encrypted", "topology.kubernetes.io/zone": "dal10"}
    labels.update(n.labels)
    notes = {"node.alpha.kubernetes.io/ttl": "0", "projectcalico.org/IPv4Address": n.address + "/26",
             "projectcalico.org/IPv4IPIPTunnelAddr": "172.30." + n.address.rsplit(".", 1)[1] + ".64"}
    renewed = n.renewed or after(now, -6)
    beat = stamp(c, after(now, -((epoch(now) - epoch(n.ready_since)) % 300) - 1))
    up = stamp(c, n.calico_up)
    rows = [("NetworkUnavailable", "False", up, up, "CalicoIsUp", "Calico is running on this node")]
    rows += [(k, "False", beat, stamp(c, n.ready_since), *SUFFICIENT[k]) for k in SUFFICIENT]
    rows.append(("Ready", "True", beat, stamp(c, n.ready_since), "KubeletReady", "kubelet is posting ready status. AppArmor enabled"))
    for i, row in enumerate(rows):
        if row[0] in n.conditions:
            status, heartbeat, since, reason, message = n.conditions[row[0]]
            rows[i] = (row[0], status, stamp(c, heartbeat) if heartbeat else beat, stamp(c, since), reason, message)
    out = ["Name:\t" + n.name, "Roles:\t<none>"] + pairs("Labels", labels, "%s=%s") + pairs("Annotations", notes, "%s: %s")
    taints = n.taints or ["<none>"]
    out += ["CreationTimestamp:\t" + stamp(c, n.created), "Taints:\t" + taints[0]] + ["\t" + t for t in taints[1:]]
    out += [f"Unschedulable:\t{str(n.unschedulable).lower()}", "Lease:", "  HolderIdentity:\t" + n.name, "  AcquireTime:\t<unset>",
            "  RenewTime:\t" + stamp(c, renewed), "Conditions:",
            "  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage", "  ----\t------\t-----------------\t------------------\t------\t-------"]
    out += ["  " + " \t".join(r) for r in rows]
    out += ["Addresses:", "  InternalIP:\t" + n.address, "  ExternalIP:\t169.48." + n.address.split(".", 2)[2], "  Hostname:\t" + n.name]
    for title in ("Capacity", "Allocatable"):
        out += [title + ":", f"  cpu:\t{n.cpus}", "  ephemeral-storage:\t102609848Ki", "  hugepages-2Mi:\t0", f"  memory:\t{n.memory}", "  pods:\t110"]
    out += ["System Info:", "  Machine ID:\t" + uid(c.label("machine/" + n.name)).replace("-", ""), "  System UUID:\t" + uid(c.label("system/" + n.name)),
            "  Boot ID:\t" + uid(c.label("boot/" + n.name)), "  Kernel Version:\t" + c.kernel, "  OS Image:\t" + c.os_image, "  Operating System:\tlinux",
            "  Architecture:\tamd64", "  Container Runtime Version:\t" + c.runtime, "  Kubelet Version:\t" + c.kubernetes, "ProviderID:\tibm://f0d1/c8/" + n.name,
            f"Non-terminated Pods:\t({len(pods)} in total)", "  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge",
            "  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---"]
    out += [f"  {p['ns']}\t{p['name']}\t\t0 (0%)\t0 (0%)\t0 (0%)\t0 (0%)\t" + age(now, p["created"]) for p in pods]
    out += ["Allocated resources:", "  (Total limits may be over 100 percent, i.e., overcommitted.)", "  Resource\tRequests\tLimits",
            "  --------\t--------\t------", "  cpu\t0 (0%)\t0 (0%)", "  memory\t0 (0%)\t0 (0%)"]
    head, body = describe_events([e for e in c.live_events(now) if e["kind"] == "Node" and e["name"] == n.name], now)
    return tabwriter(out + head, 2) + body


def describe_nodes(c, now):
    return "\n\n".join(describe_node(c, n, now) for n in c.nodes.values())


def daemonset_yaml(c, env=(), selector=None):
    """kubectl get ds calico-node -o yaml"""
    pods = list(c.calico_pods.values())
    counts = c.daemonsets.get((c.namespace, "calico-node")) or {}
    ready = sum(status_word(p) == "Running" and all(x["ready"] for x in p["containers"]) and c.nodes[p["node"]].status.startswith("Ready") for p in pods)
    labels, v = {"k8s-app": "calico-node"}, c.calico
    variables = {"DATASTORE_TYPE": "kubernetes", "FELIX_TYPHAK8SSERVICENAME": "calico-typha", "CLUSTER_TYPE": "k8s,bgp", "CALICO_IPV4POOL_IPIP": "Always"}
    variables.update(env)
    spec = {"containers": [{"name": "calico-node", "image": f"icr.io/ext/calico/node:{v}", "env": [{"name": k, "value": x} for k, x in variables.items()]}],
            "initContainers": [{"name": "install-cni", "image": f"icr.io/ext/calico/cni:{v}", "command": ["/opt/cni/bin/install"],
                                "env": [{"name": "CNI_CONF_NAME", "value": "10-calico.conflist"}]},
                               {"name": "calico-extension", "image": "icr.io/iks/calico-extension:1523"}],
            "hostNetwork": True, "nodeSelector": selector or {"kubernetes.io/os": "linux"}, "priorityClassName": "system-node-critical",
            "serviceAccountName": "calico-node", "terminationGracePeriodSeconds": 0,
            "tolerations": [{"effect": "NoSchedule", "operator": "Exists"}, {"effect": "NoExecute", "operator": "Exists"}],
            "volumes": [{"name": "cni-net-dir", "hostPath": {"path": "/etc/cni/net.d", "type": ""}}, {"name": "cni-bin-dir", "hostPath": {"path": "/opt/cni/bin", "type": ""}}]}
    created = counts.get("created", after(min(n.created for n in c.nodes.values()), 900))
    return yaml({"apiVersion": "apps/v1", "kind": "DaemonSet",
                 "metadata": {"creationTimestamp": zulu(created), "generation": 3, "labels": labels, "name": "calico-node", "namespace": c.namespace,
                              "resourceVersion": "81190342", "uid": uid(c.label("calico-node"))},
                 "spec": {"revisionHistoryLimit": 10, "selector": {"matchLabels": labels},
                          "template": {"metadata": {"labels": dict(labels, **{"controller-revision-hash": HASH})}, "spec": spec},
                          "updateStrategy": {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}, "type": "RollingUpdate"}},
                 "status": {"currentNumberScheduled": len(pods), "desiredNumberScheduled": counts.get("desired", len(pods)), "numberAvailable": ready,
                            "numberMisscheduled": 0, "numberReady": ready, "observedGeneration": 3, "updatedNumberScheduled": len(pods)}})
