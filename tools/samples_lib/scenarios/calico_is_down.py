"""One worker is Ready and has no calico-node: it lost the label that the DaemonSet asks for when the move to the
operator passed it, so its old pod was shut down and no new one was made."""

from ..base import after, hex64, uid
from ..managed import container, utc, waiting
from ..managed_bundle import members
from .. import managed_views as views
from ..world import HERE
from .shapes import operator_2024

NAME, NODE = "calico-is-down", HERE.name("10.94.227.48")
DOWN = utc("2024-02-20 14:11:37")
LABEL = "projectcalico.org/operator-node-migration"


def build():
    c = operator_2024(NAME, "2024-02-20 14:52:05")
    c.everyday(exclude_calico=(NODE,))
    c.daemonsets[("calico-system", "calico-node")] = {"desired": len(c.nodes) - 1, "selector": f"kubernetes.io/os=linux,{LABEL}=migrated", "created": utc("2024-02-20 14:02:50")}
    order = [n for n in c.nodes if n != NODE]
    for i, node in enumerate(order):
        p, start = c.calico_pods[node], utc(f"2024-02-20 14:{5 + 3 * i:02}:12")
        p.update(created=start, started=start)
        for x, s in zip(p["init"] + p["containers"], (3, 6, 10)):
            x["state"]["start"] = after(start, s)
            if "end" in x["state"]:
                x["state"]["end"] = after(start, s + 2)
        c.nodes[node].calico_up = after(start, 21)
        c.nodes[node].labels[LABEL] = "migrated"
        c.event("calico-system", "DaemonSet", "calico-node", "Normal", "SuccessfulCreate", "Created pod: " + p["name"], "daemonset-controller", start)
    n = c.nodes[NODE]
    n.conditions["NetworkUnavailable"] = ("True", DOWN, DOWN, "CalicoIsDown", "Calico is shutting down on this node")
    shop, checkout = HERE.name("shop"), HERE.name("checkout")
    rs = f"{checkout}-{HERE.generated('5f7d8c9b64')}"
    waits = c.pod(shop, f"{rs}-{HERE.generated('v8qzt')}", NODE, utc("2024-02-20 14:20:31"), ("ReplicaSet", rs),
                  [container(checkout, f"us.icr.io/{shop}/{checkout}:5.0.2", waiting("ContainerCreating"), False)], labels={"app": checkout})
    c.pod_event(waits, "Normal", "Scheduled", f"Successfully assigned {shop}/{waits['name']} to {NODE}", waits["created"], source="default-scheduler")
    sandbox = hex64(NAME + "/sandbox")
    text = (f'rpc error: code = Unknown desc = failed to setup network for sandbox "{sandbox}": plugin type="calico" failed (add): stat /var/lib/calico/nodename: '
            "no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/")
    c.pod_event(waits, "Warning", "FailedCreatePodSandBox", "Failed to create pod sandbox: " + text, after(waits["created"], 2), after(c.captured, -7), 143)
    c.noise()
    extra = []
    for k in range(120):
        t = after(c.captured, -1800 + 15 * k)
        extra.append((t, "E", "pod_workers.go:1298", '"Error syncing pod, skipping" err="failed to \\"CreatePodSandbox\\" for \\"%s_%s(%s)\\" with CreatePodSandboxError: \\"Failed to create sandbox for pod \\\\\\"%s_%s(%s)\\\\\\": %s\\"" pod="%s/%s" podUID="%s"' % (
            waits["name"], shop, waits["uid"], waits["name"], shop, waits["uid"], text.replace('"', '\\\\\\"'), shop, waits["name"], waits["uid"])))
    out = members(c, journals={NODE: extra})
    out["calico-node-daemonset.yaml"] = views.daemonset_yaml(c, selector={"kubernetes.io/os": "linux", LABEL: "migrated"})
    out[f"describe-pods-{shop}-waiting.txt"] = views.describe_pods(c, [waits], after(c.captured, 24))
    return out, c.captured


BUNDLES = {NAME: build}
