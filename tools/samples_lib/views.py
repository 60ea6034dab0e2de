"""What kubectl prints: get tables, describe, YAML lists."""

import datetime as dt

from .base import UTC, age, at, object_list, rfc1123z, table, tabwriter, uid, yaml, zulu
from .cluster import K8S01, NODES
from .world import HERE


def moment(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def get_pods(c, now):
    rows = []
    for p in c.pods:
        m, st = p["metadata"], p["status"]
        states = st.get("containerStatuses", [])
        ready = sum(s["ready"] for s in states)
        restarts = str(sum(s["restartCount"] for s in states))
        ends = [moment(s["lastState"]["terminated"]["finishedAt"]) for s in states if s["lastState"]]
        if ends:
            restarts += f" ({age(now, max(ends))} ago)"
        status = "Terminating" if "deletionTimestamp" in m else st["phase"]
        stuck = [s for s in st.get("initContainerStatuses", []) + states if "waiting" in s["state"]]
        if stuck and status == "Pending":
            first = stuck[0] in st.get("initContainerStatuses", [])
            status = ("Init:" if first else "") + stuck[0]["state"]["waiting"]["reason"]
        rows.append([m["namespace"], m["name"], f"{ready}/{len(p['spec']['containers'])}", status, restarts,
                     age(now, moment(m["creationTimestamp"])), st.get("podIP", "<none>"), p["spec"].get("nodeName", "<none>"),
                     "<none>", "<none>"])
    header = "NAMESPACE NAME READY STATUS RESTARTS AGE IP NODE".split() + ["NOMINATED NODE", "READINESS GATES"]
    return table(header, rows)


def get_nodes(c, now):
    kubelet, runtime = c.versions
    rows = [[n, "Ready", c.roles(n), age(now, v[1]), kubelet, v[0], "<none>", "Ubuntu 22.04.5 LTS", "5.15.0-143-generic",
             runtime] for n, v in c.nodes.items()]
    return table("NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME".split(), rows)


def get_events(c, now):
    rows = []
    for e in sorted(c.live_events(now), key=lambda e: (e["ns"], e["name"], e["reason"])):
        rows.append([e["ns"], age(now, e["last"]), e["type"], e["reason"], f"{e['kind'].lower()}/{e['name']}", e["message"]])
    return table(["NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"], rows)


def get_daemonsets(c, now):
    names = {}
    for p in c.pods:
        owner = p["metadata"]["ownerReferences"][0]
        if owner["kind"] == "DaemonSet":
            names.setdefault((p["metadata"]["namespace"], owner["name"]), []).append(p)
    rows = []
    for (ns, name), pods in sorted(names.items()):
        n = str(len(pods))
        created = NODES[K8S01][1] if name == "calico-node" else moment(pods[0]["metadata"]["creationTimestamp"])
        selector = "kubernetes.io/os=linux" if name == "calico-node" else "<none>"
        rows.append([ns, name, n, n, n, n, n, selector, age(now, created)])
    return table(["NAMESPACE", "NAME", "DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE", "NODE SELECTOR", "AGE"], rows)


def pods_yaml(c, ns):
    return object_list([p for p in c.pods if p["metadata"]["namespace"] == ns])


def account_uid(name):
    return uid("serviceaccount/kube-system/" + name)


def service_accounts(c):
    names = ["calico-kube-controllers", "calico-node", "coredns", "default", "metrics-server"]
    if c.incident:  # this account came with the manifest of v3.29.3
        names.append("calico-cni-plugin")
    items = []
    for name in sorted(names):
        created = zulu(at("2026-05-23 08:19:58")) if name == "calico-cni-plugin" else zulu(NODES[K8S01][1])
        items.append({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {
            "creationTimestamp": created, "name": name, "namespace": "kube-system",
            "resourceVersion": "297114852" if name == "calico-cni-plugin" else str(300 + len(name)), "uid": account_uid(name)}})
    return object_list(items)


# ---- describe -----------------------------------------------------------------------------------

def describe_events(events, now):
    if not events:
        return ["Events:\t<none>"], ""
    lines = ["  Type\tReason\tAge\tFrom\tMessage", "  ----\t------\t----\t----\t-------"]
    for e in sorted(events, key=lambda e: e["last"]):
        seen = age(now, e["last"]) + (f" (x{e['count']} over {age(now, e['first'])})" if e["count"] > 1 else "")
        text = (e["field"] + ": " if e["field"] else "") + e["message"]
        lines.append("\t".join(["  " + e["type"], e["reason"], seen, e["source"], text]))
    return ["Events:"], tabwriter(lines, 2)


def pairs(title, mapping, form):
    items = [form % kv for kv in sorted(mapping.items())] or ["<none>"]
    return [f"{title}:\t{items[0]}"] + ["\t" + i for i in items[1:]]


def state_lines(title, state):
    if "running" in state:
        return [f"    {title}:\tRunning", "      Started:\t" + rfc1123z(moment(state["running"]["startedAt"]))]
    if "waiting" in state:
        return [f"    {title}:\tWaiting", f"      Reason:\t{state['waiting']['reason']}"]
    t = state["terminated"]
    return [f"    {title}:\tTerminated", f"      Reason:\t{t['reason']}", f"      Exit Code:\t{t['exitCode']}",
            "      Started:\t" + rfc1123z(moment(t["startedAt"])), "      Finished:\t" + rfc1123z(moment(t["finishedAt"]))]


def container_lines(specs, statuses):
    by_name, out = {s["name"]: s for s in statuses}, []
    for spec in specs:
        s = by_name.get(spec["name"])
        out.append(f"  {spec['name']}:")
        if s:
            out.append("    Container ID:\t" + s.get("containerID", ""))
        out.append("    Image:\t" + spec["image"])
        if s:
            out.append("    Image ID:\t" + s["imageID"])
        ports = spec.get("ports", [])
        if ports:
            out += ["    Ports:\t" + ", ".join(f"{p['containerPort']}/TCP" for p in ports), "    Host Ports:\t" + ", ".join("0/TCP" for _ in ports)]
        else:
            out += ["    Port:\t<none>", "    Host Port:\t<none>"]
        if "args" in spec:
            out += ["    Args:"] + ["      " + a for a in spec["args"]]
        if s:
            out += state_lines("State", s["state"])
            if s["lastState"]:
                out += state_lines("Last State", s["lastState"])
            out += ["    Ready:\t" + str(s["ready"]), f"    Restart Count:\t{s['restartCount']}"]
        if spec["resources"].get("requests"):
            out += ["    Requests:"] + [f"      {k}:\t{v}" for k, v in spec["resources"]["requests"].items()]
        out += ["    Environment:\t<none>", "    Mounts:"]
        for m in sorted(spec["volumeMounts"], key=lambda m: m["mountPath"]):
            out.append(f"      {m['mountPath']} from {m['name']} ({'ro' if m.get('readOnly') else 'rw'})")
    return out


def volume_lines(volumes):
    out = ["Volumes:"]
    for v in volumes:
        out.append(f"  {v['name']}:")
        if "hostPath" in v:
            out += ["    Type:\tHostPath (bare host directory volume)", "    Path:\t" + v["hostPath"]["path"],
                    "    HostPathType:\t" + v["hostPath"]["type"]]
        else:
            out += ["    Type:\tProjected (a volume that contains injected data from multiple sources)",
                    "    TokenExpirationSeconds:\t3607", "    ConfigMapName:\tkube-root-ca.crt", "    Optional:\tfalse", "    DownwardAPI:\ttrue"]
    return out


def toleration(t):
    text = t.get("key", "") + (":" + t["effect"] if "effect" in t else "") + " op=Exists"
    return text + (f" for {t['tolerationSeconds']}s" if "tolerationSeconds" in t else "")


def describe_pod(c, p, now):
    m, spec, st = p["metadata"], p["spec"], p["status"]
    node = f"{spec['nodeName']}/{st['hostIP']}" if "nodeName" in spec else "<none>"
    out = ["Name:\t" + m["name"], "Namespace:\t" + m["namespace"], f"Priority:\t{spec['priority']}"]
    if "priorityClassName" in spec:
        out.append("Priority Class Name:\t" + spec["priorityClassName"])
    out += ["Service Account:\t" + spec["serviceAccount"], "Node:\t" + node]
    if "startTime" in st:
        out.append("Start Time:\t" + rfc1123z(moment(st["startTime"])))
    out += pairs("Labels", m["labels"], "%s=%s") + ["Annotations:\t<none>"]
    if "deletionTimestamp" in m:
        out += [f"Status:\tTerminating (lasts {age(now, moment(m['deletionTimestamp']))})",
                f"Termination Grace Period:\t{m['deletionGracePeriodSeconds']}s"]
    else:
        out.append("Status:\t" + st["phase"])
    out += ["IP:\t" + st.get("podIP", "")]
    out += ["IPs:", "  IP:\t" + st["podIP"]] if "podIP" in st else ["IPs:\t<none>"]
    owner = m["ownerReferences"][0]
    out.append(f"Controlled By:\t{owner['kind']}/{owner['name']}")
    if "initContainers" in spec:
        out += ["Init Containers:"] + container_lines(spec["initContainers"], st["initContainerStatuses"])
    out += ["Containers:"] + container_lines(spec["containers"], st.get("containerStatuses", []))
    out += ["Conditions:", "  Type\tStatus"] + [f"  {k['type']}\t{k['status']} " for k in st["conditions"]]
    out += volume_lines(spec["volumes"]) + ["QoS Class:\t" + st["qosClass"]]
    out += pairs("Node-Selectors", spec.get("nodeSelector", {}), "%s=%s")
    tol = [toleration(t) for t in spec["tolerations"]]
    out += ["Tolerations:\t" + tol[0]] + ["\t" + t for t in tol[1:]]
    mine = [e for e in c.live_events(now) if e["name"] == m["name"]]
    head, body = describe_events(mine, now)
    return tabwriter(out + head, 2) + body


def describe_pods(c, pods, now):
    return "\n\n".join(describe_pod(c, p, now) for p in pods)


def describe_node(c, name, now, renewed):
    address, created, boot, cpus, memory = c.nodes[name]
    kubelet, runtime = c.versions
    pods = [p for p in c.pods if p["spec"].get("nodeName") == name]
    labels, notes = c.node_labels(name)
    beat = rfc1123z(dt.datetime.fromtimestamp(renewed.timestamp() - 97, UTC))
    calico = moment(next(p for p in pods if p["metadata"]["name"] == c.calico[name])["status"]["conditions"][2]["lastTransitionTime"])
    up, ready = rfc1123z(calico), rfc1123z(boot)
    rows = [("NetworkUnavailable", "False", up, up, "CalicoIsUp", "Calico is running on this node"),
            ("MemoryPressure", "False", beat, ready, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            ("DiskPressure", "False", beat, ready, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            ("PIDPressure", "False", beat, ready, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            ("Ready", "True", beat, ready, "KubeletReady", "kubelet is posting ready status")]
    out = ["Name:\t" + name, "Roles:\t" + c.roles(name)] + pairs("Labels", labels, "%s=%s") + pairs("Annotations", notes, "%s: %s")
    out += ["CreationTimestamp:\t" + rfc1123z(created), "Taints:\t<none>", "Unschedulable:\tfalse", "Lease:",
            "  HolderIdentity:\t" + name, "  AcquireTime:\t<unset>", "  RenewTime:\t" + rfc1123z(renewed), "Conditions:",
            "  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage", "  ----\t------\t-----------------\t------------------\t------\t-------"]
    out += ["  " + " \t".join(r) for r in rows]
    out += ["Addresses:", "  InternalIP:\t" + address, "  Hostname:\t" + name]
    for title in ("Capacity", "Allocatable"):
        out += [title + ":", f"  cpu:\t{cpus}", "  ephemeral-storage:\t238737052Ki", "  hugepages-2Mi:\t0", f"  memory:\t{memory}", "  pods:\t110"]
    out += ["System Info:", "  Machine ID:\t" + uid("machine/" + name).replace("-", ""), "  System UUID:\t" + uid("system/" + name),
            "  Boot ID:\t" + uid(f"boot/{HERE.bundle}{name}"), "  Kernel Version:\t5.15.0-143-generic", "  OS Image:\tUbuntu 22.04.5 LTS",
            "  Operating System:\tlinux", "  Architecture:\tamd64", "  Container Runtime Version:\t" + runtime,
            "  Kubelet Version:\t" + kubelet, f"Non-terminated Pods:\t({len(pods)} in total)",
            "  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge",
            "  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---"]
    for p in pods:
        cpu = "250m (3%)" if p["metadata"]["name"] == c.calico[name] else "0 (0%)"
        out.append(f"  {p['metadata']['namespace']}\t{p['metadata']['name']}\t\t{cpu}\t0 (0%)\t0 (0%)\t0 (0%)\t"
                   + age(now, moment(p["metadata"]["creationTimestamp"])))
    out += ["Allocated resources:", "  (Total limits may be over 100 percent, i.e., overcommitted.)", "  Resource\tRequests\tLimits",
            "  --------\t--------\t------", "  cpu\t250m (3%)\t0 (0%)", "  memory\t0 (0%)\t0 (0%)", "  ephemeral-storage\t0 (0%)\t0 (0%)",
            "Events:\t<none>"]
    return tabwriter(out, 2)


def daemonset_yaml(c):
    """kubectl get ds calico-node -n kube-system -o yaml"""
    pod = next(p for p in c.pods if p["metadata"]["name"] == c.calico[K8S01])
    spec = {k: v for k, v in pod["spec"].items() if k in ("containers", "initContainers", "dnsPolicy", "hostNetwork", "nodeSelector",
            "priorityClassName", "restartPolicy", "schedulerName", "securityContext", "serviceAccount", "serviceAccountName", "tolerations")}
    for group in ("containers", "initContainers"):
        spec[group] = [dict(x, volumeMounts=x["volumeMounts"][:-1]) for x in spec[group]]
    spec["volumes"] = pod["spec"]["volumes"][:-1]
    spec["terminationGracePeriodSeconds"] = 0
    for x in spec["initContainers"]:
        if x["name"] == "install-cni":
            x["command"] = ["/opt/cni/bin/install"] if c.incident else ["/install-cni.sh"]
            x["env"] = [{"name": "CNI_CONF_NAME", "value": "10-calico.conflist"}]
            if not c.incident:
                x["env"].append({"name": "CNI_NET_DIR", "value": c.net_dir})
            x["env"].append({"name": "SLEEP", "value": "false"})
    labels = {"k8s-app": "calico-node"}
    return yaml({"apiVersion": "apps/v1", "kind": "DaemonSet",
                 "metadata": {"creationTimestamp": zulu(NODES[K8S01][1]), "generation": 7 if c.incident else 6, "labels": labels,
                               "name": "calico-node", "namespace": "kube-system", "resourceVersion": "297119034", "uid": uid("calico-node")},
                  "spec": {"revisionHistoryLimit": 10, "selector": {"matchLabels": labels},
                           "template": {"metadata": {"labels": labels}, "spec": spec},
                           "updateStrategy": {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}, "type": "RollingUpdate"}},
                  "status": {"currentNumberScheduled": 3, "desiredNumberScheduled": 3, "numberAvailable": 3, "numberMisscheduled": 0,
                             "numberReady": 3, "observedGeneration": 7 if c.incident else 6, "updatedNumberScheduled": 3}})
