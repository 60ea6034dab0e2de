"""The cluster of the samples: its nodes, pods, events and every moment that they are derived from."""

from .base import after, at, epoch, hex64, rng, suffix, uid, zulu
from .world import HERE

K8S01, K8S02, K8S03 = (HERE.name(n) for n in ("k8s01", "k8s02", "k8s03"))  # the incident is on the first
NODES = {  # name: address, created, the in-place restart by the planned maintenance of May 22, CPU count, memory
    K8S01: (HERE.address("10.30.5.11"), at("2021-09-14 12:11:40"), at("2026-05-22 10:15:26"), 8, "32781180Ki"),
    K8S02: (HERE.address("10.30.5.12"), at("2024-06-11 15:02:18"), at("2026-05-22 10:22:09"), 8, "32780932Ki"),
    K8S03: (HERE.address("10.30.5.13"), at("2024-06-12 09:37:51"), at("2026-05-22 10:29:01"), 8, "32781056Ki"),
}
OLD_CALICO = {n: "calico-node-" + HERE.generated(end) for n, end in zip(NODES, ("px6bj", "c6rjn", "zl9fk"))}
NEW_CALICO = {n: "calico-node-" + HERE.generated(end) for n, end in zip(NODES, ("4t5hk", "m8ztq", "hw2vd"))}
NEW_CREATED = {K8S01: at("2026-05-23 08:20:02"), K8S02: at("2026-05-23 08:20:20"), K8S03: at("2026-05-23 08:20:39")}
OLD_TOKEN = {K8S01: at("2026-05-22 10:15:29"), K8S02: at("2026-05-22 10:22:12"), K8S03: at("2026-05-22 10:29:04")}
OLD_VERSION, NEW_VERSION = "v3.13.2", "v3.29.3"

# Each volume has one replica on every node; rep-1 is the one that may only run on k8s01.
VOLUMES = [
    ("1c0f6a52-7d41-4f0e-9a36-0be2c84d9f17", "10.152.183.61", "20G"),
    ("3e9b0d74-25c8-4d3b-8f6a-91d7e0a45c28", "10.152.183.102", "10G"),
    ("58a7c3f1-b06e-49d2-a7c5-6f2d18e3b940", "10.152.183.37", "50G"),
    ("7b42e9d8-4f13-4c6a-b85e-d03a9c7f1e62", "10.152.183.140", "8G"),
    ("a6d15f3c-98b2-4e70-8d14-2c7be60f9a83", "10.152.183.88", "5G"),
    ("d90e7b26-c35a-4a1f-96e8-b84f05d2c731", "10.152.183.219", "30G"),
]
DELETE_AT = [at("2026-05-23 12:01:" + s) for s in ("06", "09", "13", "18", "22", "27")]
GRACE = 30
EVENT_TTL = 300  # seconds; the API server of MicroK8s forgets an event five minutes after its last update
NO_NODE = ("0/3 nodes are available: 1 node(s) didn't match pod anti-affinity rules, 2 node(s) didn't match Pod's node "
           "affinity/selector. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, "
           "2 Preemption is not helpful for scheduling.")


def token_moment(node):
    """calico-node writes the kubeconfig a few seconds after its pod was created."""
    return after(NEW_CREATED[node], 5)


def destroy_error(sandbox):
    return ('rpc error: code = Unknown desc = failed to destroy network for sandbox "%s": plugin type="calico" failed '
            '(delete): error getting ClusterInformation: connection is unauthorized: Unauthorized' % sandbox)


class Cluster:
    """One state of the cluster: 'incident' on May 23, or the quiet day before it."""

    nodes, versions, event_ttl = NODES, ("v1.35.0", "containerd://2.1.3"), EVENT_TTL

    def __init__(self, incident):
        self.incident = incident
        self.day = "2026-05-23" if incident else "2026-05-22"
        self.calico = NEW_CALICO if incident else OLD_CALICO
        self.version = NEW_VERSION if incident else OLD_VERSION
        self.net_dir = "/etc/cni/net.d" if incident else "/var/snap/microk8s/current/args/cni-network"
        self.pods, self.attempts, self.events = [], {}, []
        self._system_pods()
        self._volume_pods()
        self.pods.sort(key=lambda p: (p["metadata"]["namespace"], p["metadata"]["name"]))
        self._events()

    def clock(self, text):
        return at(f"{self.day} {text}")

    @staticmethod
    def roles(_node):
        return "<none>"

    @staticmethod
    def node_labels(name):
        """Labels and annotations."""
        labels = {"beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
                  "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "microk8s.io/cluster": "true",
                  "node.kubernetes.io/microk8s-controlplane": "microk8s-controlplane", "openebs.io/nodename": name,
                  "topology.jiva.openebs.io/nodeName": name}
        notes = {"node.alpha.kubernetes.io/ttl": "0", "projectcalico.org/IPv4Address": NODES[name][0] + "/24",
                 "projectcalico.org/IPv4VXLANTunnelAddr": f"10.1.{73 + list(NODES).index(name)}.0",
                 "volumes.kubernetes.io/controller-managed-attach-detach": "true"}
        return labels, notes

    # -- pods ------------------------------------------------------------------------------------

    def pod(self, ns, name, node, created, owner, containers, ip=None, labels=None, restarts=0, **more):
        """containers: (name, image, started after seconds); 'more' may hold deleted, affinity, init, host, account, volumes."""
        host = more.get("host", False)
        address = self.nodes[node][0] if node else None
        deleted = more.get("deleted")
        generate = name.rsplit("-", 1)[0] + "-"
        meta = {"name": name, "namespace": ns, "uid": uid(name), "creationTimestamp": zulu(created),
                "generateName": generate, "labels": dict(labels or {}),
                "resourceVersion": str(3 * 10**8 + epoch(created) % 10**7),
                "ownerReferences": [{"apiVersion": "apps/v1", "blockOwnerDeletion": True, "controller": True,
                                     "kind": owner[0], "name": owner[1], "uid": uid(owner[1])}]}
        if deleted:
            meta["deletionTimestamp"] = zulu(after(deleted, GRACE))
            meta["deletionGracePeriodSeconds"] = GRACE
        access = "kube-api-access-" + suffix("access/" + name)
        volumes = list(more.get("volumes", []))
        mounts = [{"mountPath": path, "name": vol} for vol, path in more.get("mounts", [])]
        mounts.append({"mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "name": access, "readOnly": True})
        volumes.append({"name": access, "projected": {"defaultMode": 420, "sources": [
            {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
            {"configMap": {"items": [{"key": "ca.crt", "path": "ca.crt"}], "name": "kube-root-ca.crt"}},
            {"downwardAPI": {"items": [{"fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"},
                                        "path": "namespace"}]}}]}})

        def container(spec):
            c = {"name": spec[0], "image": spec[1], "imagePullPolicy": "IfNotPresent", "resources": {},
                 "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
                 "volumeMounts": mounts}
            c.update(more.get("container", {}).get(spec[0], {}))
            return c

        spec = {"containers": [container(c) for c in containers], "dnsPolicy": "ClusterFirst", "enableServiceLinks": True,
                "preemptionPolicy": "PreemptLowerPriority", "priority": 0, "restartPolicy": "Always",
                "schedulerName": "default-scheduler", "securityContext": {}, "serviceAccount": more.get("account", "default"),
                "serviceAccountName": more.get("account", "default"), "terminationGracePeriodSeconds": GRACE,
                "tolerations": more.get("tolerations", [
                    {"effect": "NoExecute", "key": "node.kubernetes.io/" + k, "operator": "Exists", "tolerationSeconds": 300}
                    for k in ("not-ready", "unreachable")]),
                "volumes": volumes}
        for key in ("affinity", "nodeSelector", "priorityClassName", "priority"):
            if key in more:
                spec[key] = more[key]
        if node:
            spec["nodeName"] = node
        if host:
            spec["hostNetwork"] = True
        if "init" in more:
            spec["initContainers"] = [container(c) for c in more["init"]]
        status = {"phase": "Running" if node else "Pending", "qosClass": more.get("qos", "BestEffort")}
        if not node:
            status["conditions"] = [{"lastProbeTime": None, "lastTransitionTime": zulu(created), "message": more.get("unschedulable", NO_NODE),
                                     "reason": "Unschedulable", "status": "False", "type": "PodScheduled"}]
        else:
            ip = address if host else ip
            boot = self.nodes[node][2] if restarts else None
            status.update(hostIP=address, hostIPs=[{"ip": address}], podIP=ip, podIPs=[{"ip": ip}],
                          startTime=zulu(created))
            ended = after(deleted, GRACE) if deleted else None
            waiting = more.get("waiting")
            status["containerStatuses"] = [
                self._waiting(c, waiting) if waiting else self._state(name, c, boot or created, restarts, boot, ended)
                for c in containers]
            if waiting:
                status["phase"] = "Pending"
                if not host:
                    del status["podIP"], status["podIPs"]
            if "init" in more:
                status["initContainerStatuses"] = [
                    self._state(name, c, boot or created, restarts, None, after(boot or created, c[2] + 1), "Completed")
                    for c in more["init"]]
            ready = after(boot or created, max(c[2] for c in containers) + 1)
            status["conditions"] = []
            for kind, moment in (("PodReadyToStartContainers", after(created, 1)), ("Initialized", created), ("Ready", ready),
                                 ("ContainersReady", ready), ("PodScheduled", created)):
                cond = {"lastProbeTime": None, "lastTransitionTime": zulu(moment), "status": "True", "type": kind}
                if ended and kind in ("Ready", "ContainersReady"):
                    names = " ".join(c[0] for c in containers)
                    cond.update(lastTransitionTime=zulu(ended), status="False", reason="ContainersNotReady",
                                message=f"containers with unready status: [{names}]")
                if waiting and kind in ("Ready", "ContainersReady", "PodReadyToStartContainers"):
                    names = " ".join(c[0] for c in containers)
                    cond.update(lastTransitionTime=zulu(created), status="False")
                    if kind != "PodReadyToStartContainers":
                        cond.update(reason="ContainersNotReady", message=f"containers with unready status: [{names}]")
                status["conditions"].append(cond)
        p = {"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec, "status": status}
        self.pods.append(p)
        return p

    @staticmethod
    def _waiting(container, reason):
        return {"image": container[1], "imageID": "", "lastState": {}, "name": container[0], "ready": False,
                "restartCount": 0, "started": False, "state": {"waiting": {"reason": reason}}}

    def _state(self, pod, container, start, restarts, boot, ended, reason="Error"):
        name, image, delay = container
        started = after(start, delay)
        cid = "containerd://" + hex64(f"{pod}/{name}/{restarts}")
        state = {"running": {"startedAt": zulu(started)}}
        if ended:
            state = {"terminated": {"containerID": cid, "exitCode": 0 if reason == "Completed" else 137,
                                    "finishedAt": zulu(ended), "reason": reason, "startedAt": zulu(started)}}
        last = {}
        if boot:
            last = {"terminated": {"containerID": "containerd://" + hex64(f"{pod}/{name}/before"), "exitCode": 0,
                                   "finishedAt": zulu(after(boot, -172)), "reason": "Completed",
                                   "startedAt": zulu(after(boot, -41 * 86400 - 3207))}}
        done = bool(ended)
        return {"containerID": cid, "image": image, "imageID": "sha256:" + hex64("image/" + image), "lastState": last,
                "name": name, "ready": reason == "Completed" if done else True, "restartCount": restarts,
                "started": not done, "state": state}

    def _system_pods(self):
        old = at("2026-04-11 09:12:30")
        always = [{"effect": "NoSchedule", "operator": "Exists"}, {"key": "CriticalAddonsOnly", "operator": "Exists"},
                  {"effect": "NoExecute", "operator": "Exists"}]
        v, new = self.version, self.incident
        revision = suffix("revision/" + v, 9)
        for i, node in enumerate(NODES):
            created = NEW_CREATED[node] if new else NODES[node][1]
            paths = [("lib-modules", "/lib/modules", "/lib/modules"), ("var-run-calico", "/var/run/calico", "/var/run/calico"),
                     ("var-lib-calico", "/var/lib/calico", "/var/lib/calico"), ("xtables-lock", "/run/xtables.lock", "/run/xtables.lock"),
                     ("cni-bin-dir", "/var/snap/microk8s/current/opt/cni/bin", "/host/opt/cni/bin"),
                     ("cni-net-dir", self.net_dir, "/host/etc/cni/net.d"),
                     ("cni-log-dir", "/var/log/calico/cni", "/var/log/calico/cni")]
            self.pod("kube-system", self.calico[node], node, after(created, 0), ("DaemonSet", "calico-node"),
                     [("calico-node", f"docker.io/calico/node:{v}", 4)], host=True, account="calico-node",
                     labels={"controller-revision-hash": revision, "k8s-app": "calico-node",
                             "pod-template-generation": "7" if new else "6"},
                     restarts=0 if new else (9, 5, 5)[i], qos="Burstable", tolerations=always,
                     priorityClassName="system-node-critical", priority=2000001000, nodeSelector={"kubernetes.io/os": "linux"},
                     init=[("upgrade-ipam", f"docker.io/calico/cni:{v}", 0), ("install-cni", f"docker.io/calico/cni:{v}", 2)],
                     volumes=[{"name": n, "hostPath": {"path": p, "type": ""}} for n, p, _ in paths],
                     mounts=[(n, m) for n, _, m in paths],
                     container={"calico-node": {"resources": {"requests": {"cpu": "250m"}}}})
            self.pod("ingress", "nginx-ingress-microk8s-controller-" + suffix("nginx" + node), node, old,
                     ("DaemonSet", "nginx-ingress-microk8s-controller"),
                     [("nginx-ingress-microk8s", "registry.k8s.io/ingress-nginx/controller:v1.13.1", 9)],
                     ip=f"10.1.{73 + i}.12", restarts=3, labels={"name": "nginx-ingress-microk8s"})
            self.pod("openebs", "openebs-jiva-csi-node-" + suffix("csi" + node), node, old,
                     ("DaemonSet", "openebs-jiva-csi-node"),
                     [("csi-node-driver-registrar", "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.3.0", 5),
                      ("jiva-csi-plugin", "openebs/jiva-csi:3.6.0", 6), ("liveness-probe", "registry.k8s.io/sig-storage/livenessprobe:v2.4.0", 6)],
                     host=True, restarts=3, labels={"app": "openebs-jiva-csi-node"}, account="openebs-jiva-csi-node-sa")
        version = "-".join([suffix("kc/" + v, 10), suffix("kcp/" + v)])
        created = at("2026-05-23 08:20:04") if new else at("2026-04-11 09:12:30")
        self.single("kube-system", "calico-kube-controllers-" + version, K8S02, created, f"docker.io/calico/kube-controllers:{v}", "10.1.74.41", 0 if new else 3)
        for ns, name, node, image, ip in (
                ("kube-system", "coredns-79b94494c7-" + suffix("dns"), K8S03, "docker.io/coredns/coredns:1.12.4", "10.1.75.9"),
                ("kube-system", "metrics-server-5c6b7d9f8c-" + suffix("ms"), K8S02, "registry.k8s.io/metrics-server/metrics-server:v0.8.0", "10.1.74.14"),
                (HERE.name("monitoring"), "grafana-6d7f9c4b85-" + suffix("gr"), K8S01, "docker.io/grafana/grafana:12.1.0", "10.1.73.22"),
                (HERE.name("monitoring"), "prometheus-server-7b8d5f6c9d-" + suffix("pr"), K8S03, "quay.io/prometheus/prometheus:v3.5.0", "10.1.75.31"),
                ("openebs", "jiva-operator-68c5d4b97f-" + suffix("jo"), K8S02, "openebs/jiva-operator:3.6.0", "10.1.74.19"),
                ("openebs", "openebs-localpv-provisioner-5f9b7cd86d-" + suffix("lp"), K8S03, "openebs/provisioner-localpv:4.3.0", "10.1.75.17"),
                (HERE.name("web"), HERE.name("wiki") + "-5d9c8f7b64-" + suffix("wi"), K8S01, "docker.io/requarks/wiki:2.5", "10.1.73.27"),
                (HERE.name("web"), HERE.name("git") + "-6f7d8b9c5d-" + suffix("gi"), K8S02, "docker.io/gitea/gitea:1.24", "10.1.74.33")):
            self.single(ns, name, node, old, image, ip, 3)

    def single(self, ns, name, node, created, image, ip, restarts):
        rs = name.rsplit("-", 1)[0]
        app = rs.rsplit("-", 1)[0]
        self.pod(ns, name, node, created, ("ReplicaSet", rs), [(app, image, 7)], ip=ip, restarts=restarts,
                 labels={"app": app, "pod-template-hash": rs.rsplit("-", 1)[1]})

    def _volume_pods(self):
        self.stuck, self.waiting = [], []
        for i, (vol, service, size) in enumerate(VOLUMES):
            pvc = "pvc-" + HERE.volume(vol)
            for rep, node in enumerate(NODES, 1):
                rs = f"{pvc}-rep-{rep}-" + suffix(f"{pvc}/rs{rep}", 10)
                created = after(at(("2026-05-22 12:04:10", "2026-05-22 11:51:44", "2026-05-22 11:40:25")[rep - 1]), 7 * i)
                labels = {"openebs.io/cas-type": "jiva", "openebs.io/component": "jiva-replica",
                          "openebs.io/persistent-volume": pvc, "openebs.io/replica-index": str(rep),
                          "pod-template-hash": rs.rsplit("-", 1)[1]}
                affinity = {
                    "nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                        {"matchExpressions": [{"key": "topology.jiva.openebs.io/nodeName", "operator": "In", "values": [node]}]}]}},
                    "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                        {"labelSelector": {"matchLabels": {"openebs.io/component": "jiva-replica", "openebs.io/persistent-volume": pvc}},
                         "topologyKey": "kubernetes.io/hostname"}]}}
                main = f"{pvc[:12]}-rep-{rep}"
                common = dict(labels=labels, affinity=affinity, mounts=[("openebs", "/openebs")],
                              volumes=[{"name": "openebs", "hostPath": {"path": "/var/openebs/" + pvc, "type": "DirectoryOrCreate"}}],
                              container={main: {"args": ["replica", "--frontendIP", service, "--size", size, "/openebs"], "ports": [
                                  {"containerPort": n, "protocol": "TCP"} for n in (9502, 9503, 9504)]}},
                              tolerations=[{"effect": "NoExecute", "key": "node.kubernetes.io/" + k, "operator": "Exists"}
                                           for k in ("not-ready", "unreachable")])
                gone = DELETE_AT[i] if self.incident and rep == 1 else None
                p = self.pod("openebs", f"{rs}-" + suffix(rs), node, created, ("ReplicaSet", rs), [(main, "openebs/jiva:3.6.0", 2)],
                             ip=f"10.1.{72 + rep}.{50 + i}", deleted=gone, **common)
                if gone:
                    self.stuck.append(p)
                    self.waiting.append(self.pod("openebs", f"{rs}-" + suffix(rs + "/next"), None, after(gone, 0.4), ("ReplicaSet", rs),
                                                 [(main, "openebs/jiva:3.6.0", 2)], **common))
            self.single("openebs", f"{pvc}-ctrl-" + suffix(pvc + "/ctrl", 10) + "-" + suffix(pvc + "/c"), (K8S02, K8S03)[i % 2],
                        at("2026-04-11 09:20:05"), "openebs/jiva:3.6.0", f"10.1.{74 + i % 2}.{70 + i}", 3)

    # -- events ----------------------------------------------------------------------------------

    def event(self, ns, kind, name, level, reason, message, source, moments, field=None):
        """moments: every emission that reached the API server; what is seen of it depends on when it is printed."""
        self.events.append(dict(ns=ns, kind=kind, name=name, type=level, reason=reason, message=message, source=source,
                                moments=moments, first=moments[0], field=field))

    def _events(self):
        grafana = next(p for p in self.pods if p["metadata"]["name"].startswith("grafana"))
        blip = self.clock("12:43:31")
        self.event(HERE.name("monitoring"), "Pod", grafana["metadata"]["name"], "Warning", "Unhealthy",
                   f'Readiness probe failed: Get "http://{grafana["status"]["podIP"]}:3000/api/health": context deadline exceeded '
                   "(Client.Timeout exceeded while awaiting headers)", "kubelet", [blip], field="spec.containers{grafana}")
        if not self.incident:
            return
        for i, (p, w) in enumerate(zip(self.stuck, self.waiting)):
            name, pod_uid = p["metadata"]["name"], p["metadata"]["uid"]
            tries = self.attempts[name] = kill_attempts(i)
            counted = 185 if i == 0 else max(n for n, t in enumerate(tries, 1) if t < self.clock("12:42:25"))
            message = (f'error killing pod: failed to "KillPodSandbox" for "{pod_uid}" with KillPodSandboxError: '
                       f'"{quoted(destroy_error(self.sandbox(p)))}"')
            self.event("openebs", "Pod", name, "Warning", "FailedKillPod", message, "kubelet", tries[:counted])
            r, asked = rng(f"scheduler/{i}"), [after(DELETE_AT[i], 0.5)]
            for _ in range(15):
                asked.append(after(asked[-1], r.uniform(190, 290)))
            self.event("openebs", "Pod", w["metadata"]["name"], "Warning", "FailedScheduling", NO_NODE, "default-scheduler", asked)

    def sandbox(self, pod):
        return hex64("sandbox/" + pod["metadata"]["name"])

    def live_events(self, now):
        """Events as the API server holds them at that moment."""
        out = []
        for e in self.events:
            seen = [m for m in e["moments"] if m <= now]
            if seen and (now - seen[-1]).total_seconds() < self.event_ttl:
                out.append(dict(e, last=seen[-1], count=len(seen)))
        return out


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def kill_attempts(i):
    """When the kubelet tried to stop the sandbox of stuck pod i: after the grace period, then every 11 to 15.5 s."""
    r = rng(f"attempts/{i}")
    first = after(DELETE_AT[i], GRACE + r.uniform(0.5, 0.9))
    gaps = [r.uniform(11.0, 15.5) for _ in range(260)]
    if i == 0:  # the 185th falls 4m2s before the description of this pod is printed
        wanted = (at("2026-05-23 12:42:18.300") - first).total_seconds()
        scale = wanted / sum(gaps[:184])
        gaps = [g * scale for g in gaps]
    out = [first]
    for g in gaps:
        out.append(after(out[-1], g))
    return out
