"""The members of a bundle of the MicroK8s cluster, on the day of its incident or on the quiet day before it."""

from . import nodefiles, views
from .base import after, date_command
from .cluster import K8S01, NODES, Cluster

VERSION = "Client Version: v1.35.0\nKustomize Version: v5.7.1\nServer Version: v1.35.0\n"
NODE_CLOCK = dict(zip(NODES, ("12:46:52", "12:47:19", "12:47:44")))


def members(c):
    """{path: content}; the moments are those at which each command printed."""
    clock = c.clock
    out = {
        "date.txt": date_command(clock("12:46:03")) + "\n",
        "kubectl-version.txt": VERSION,
        "get-nodes-wide.txt": views.get_nodes(c, clock("12:46:07")),
        "get-pods-A-wide.txt": views.get_pods(c, clock("12:46:09")),
        "get-events-A.txt": views.get_events(c, clock("12:46:12")),
        "get-daemonsets-A.txt": views.get_daemonsets(c, clock("12:46:15")),
        "get-sa-kube-system.yaml": views.service_accounts(c),
        "pods-kube-system.yaml": views.pods_yaml(c, "kube-system"),
        "pods-openebs.yaml": views.pods_yaml(c, "openebs"),
        "describe-nodes.txt": "\n\n".join(
            views.describe_node(c, n, clock("12:46:33"), clock(t)) for n, t in zip(NODES, ("12:46:27", "12:46:31", "12:46:25"))),
        "describe-calico-node.txt": views.describe_pods(
            c, [p for p in c.pods if p["metadata"]["name"] in c.calico.values()], clock("12:46:38")),
        "calico-node-daemonset.yaml": views.daemonset_yaml(c),
        f"logs-install-cni-{K8S01}.txt": nodefiles.install_cni_log(c, K8S01),
    }
    if c.incident:
        out["describe-pods-openebs-terminating.txt"] = views.describe_pods(c, c.stuck, after(clock("12:46:20"), 0.4))
        out["describe-pods-openebs-pending.txt"] = views.describe_pods(c, c.waiting, after(clock("12:46:24"), 0.4))
    else:
        replicas = [p for p in c.pods if "-rep-1-" in p["metadata"]["name"]]
        out["describe-pods-openebs.txt"] = views.describe_pods(c, replicas, clock("12:46:20"))
    for node in NODES:
        now = clock(NODE_CLOCK[node])
        out[f"logs-calico-node-{node}.txt"] = nodefiles.calico_node_log(c, node, clock("12:46:44"))
        out[f"{node}/date.txt"] = date_command(now) + "\n"
        busy = c.incident and node == K8S01
        out[f"{node}/kubelite-journal.log"] = nodefiles.kubelite(c, node, clock("11:55:00"), now, 1000 if busy else 190)
        if node == K8S01:
            out[f"{node}/containerd-journal.log"] = nodefiles.containerd(c, node, clock("11:55:00"), now, 130, 700)
        out[f"{node}/ls-la-etc-cni.txt"] = nodefiles.ls_etc_cni(c, node, now)
        out[f"{node}/ls-la-cni-network.txt"] = nodefiles.ls_cni_network(c, node, now)
        out[f"{node}/var/snap/microk8s/current/args/containerd-template.toml"] = nodefiles.CONTAINERD_TEMPLATE
        for directory, files in nodefiles.cni_directories(c, node).items():
            for name, (content, written) in files.items():
                out[f"{node}{directory}/{name}"] = (content, written)
    return out


def bundle(incident):
    """({path: content}, moment of capture)"""
    c = Cluster(incident)
    return members(c), c.clock("12:46:50")
