"""calico-node fails on three of four workers: the DaemonSet was told to take its address from an interface that no
worker has. Somebody deleted the pods that waited for their turn of the rolling update, so nearly all took the change."""

from .. import managed_logs as logs
from .. import managed_views as views
from ..base import after
from ..managed import ended, utc, waiting
from ..managed_bundle import members
from .shapes import operator_2024

NAME = "calico-node-crashloop-most"
CHANGED = utc("2024-03-12 21:07:44")


def build():
    c = operator_2024(NAME, "2024-03-12 21:49:15")
    well = list(c.nodes)[-1]
    c.everyday(exclude_calico=tuple(n for n in c.nodes if n != well))
    c.calico_pods[well]["labels"].update({"controller-revision-hash": "5b4c99d7f", "pod-template-generation": "2"})
    bad = [n for n in c.nodes if n != well]
    last = {}
    for i, node in enumerate(bad):
        created = after(CHANGED, 2 + 61 * i)
        gaps = (10, 24, 48, 92, 176, 316, 310, 312, 309, 313, 311)
        starts, t = [], created
        for g in gaps:
            t = after(t, g)
            starts.append(t)
        starts = [s for s in starts if s < after(c.captured, -20)]
        last[node] = starts[-1]
        p = c.calico_node(node, created, waiting("CrashLoopBackOff"), False, len(starts) - 1, ended(1, "Error", starts[-1], after(starts[-1], 2)))
        f = "spec.containers{calico-node}"
        c.event(c.namespace, "DaemonSet", "calico-node", "Normal", "SuccessfulCreate", "Created pod: " + p["name"], "daemonset-controller", created)
        c.pod_event(p, "Normal", "Pulled", f'Container image "icr.io/ext/calico/node:{c.calico}" already present on machine', starts[0], starts[-1], len(starts), field=f)
        c.pod_event(p, "Warning", "BackOff", f"Back-off restarting failed container calico-node in pod {p['name']}_{p['ns']}({p['uid']})", after(starts[1], 3), after(c.captured, -6 - i), 171 - 4 * i, field=f)
        n = c.nodes[node]
        n.conditions["NetworkUnavailable"] = ("True", after(created, -1), after(created, -1), "CalicoIsDown", "Calico is shutting down on this node")
    c.noise()
    out = members(c)
    for node in bad:
        p, t = c.calico_pods[node], last[node]
        out[f"{p['name']}.log"] = "".join([
            logs.calico_line(t, "INFO", 9, "startup/startup.go 431: Early log level set to info"),
            logs.calico_line(after(t, 0.02), "INFO", 9, "startup/utils.go 126: Using NODENAME environment for node name " + node),
            logs.calico_line(after(t, 0.31), "WARNING", 9, "startup/autodetection_methods.go 134: Unable to auto-detect an IPv4 address using interface regexes [eth1]: no valid host interfaces found"),
            logs.calico_line(after(t, 0.32), "WARNING", 9, "startup/startup.go 503: Couldn't autodetect an IPv4 address. If auto-detecting, choose a different autodetection method. Otherwise provide an explicit address."),
            logs.calico_line(after(t, 0.33), "INFO", 9, "startup/startup.go 409: Clearing out-of-date IPv4 address from this node IP=\"\""),
            logs.calico_line(after(t, 0.34), "WARNING", 9, "startup/utils.go 48: Terminating"), "Calico node failed to start\n"])
        out[f"{p['name']}-cni.log"] = logs.install_cni(c, node, p["init"][0]["state"]["start"])
        out[f"{p['name']}-ext.log"] = logs.extension(c, node, p["init"][1]["state"]["start"])
    out["calico-node-daemonset.yaml"] = views.daemonset_yaml(c, env={"IP": "autodetect", "IP_AUTODETECTION_METHOD": "interface=eth1"})
    return out, c.captured


BUNDLES = {NAME: build}
