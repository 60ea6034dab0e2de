"""The members that every collection of a managed cluster has; scenarios add to them and replace them."""

from . import managed_logs as logs
from . import managed_views as views
from .base import after
from .managed_views import status_word


def members(c, busy=(), silent=(), journals=None):
    """{path: content}. 'busy': nodes whose calico-node is described and logged; 'silent': nodes that answer nothing."""
    now = c.captured
    out = {
        "date.txt": views.date_mail(c, now),
        "kubectl-version.txt": views.version(c),
        "get-nodes-wide.txt": views.get_nodes(c, after(now, 3)),
        "get-pods-A-wide.txt": views.get_pods(c, after(now, 5)),
        "get-events-A.txt": views.get_events(c, after(now, 9)),
        "get-daemonsets-A.txt": views.get_daemonsets(c, after(now, 12)),
        "describe-nodes.txt": views.describe_nodes(c, after(now, 16)),
    }
    if c.calico_pods:
        out["describe-calico-node.txt"] = views.describe_pods(c, list(c.calico_pods.values()), after(now, 21))
    if (c.namespace, "calico-node") in c.daemonsets or c.calico_pods:
        out["calico-node-daemonset.yaml"] = views.daemonset_yaml(c)
    for node, p in c.calico_pods.items():  # named as the runbook asks for
        name, main = p["name"], p["containers"][0]["state"]
        if node in silent or main["kind"] != "running" or status_word(p).startswith("Init:"):
            continue
        out[f"{name}.log"] = logs.calico_node(c, node, after(now, 25))
        out[f"{name}-cni.log"] = logs.install_cni(c, node, p["init"][0]["state"]["start"])
        out[f"{name}-ext.log"] = logs.extension(c, node, p["init"][1]["state"]["start"])
    for i, node in enumerate(c.nodes):
        if node in silent:
            continue
        read = after(now, 40 + 9 * i)
        out[f"{node}/date.txt"] = views.date_command(read)
        extra = (journals or {}).get(node, ())
        out[f"{node}/kubelet-journal.log"] = logs.kubelet(c, node, after(now, -3300), read, 60, extra)
    return out
