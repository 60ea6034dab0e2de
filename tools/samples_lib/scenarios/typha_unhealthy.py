"""Typha lost the API server and is not Ready; without it no calico-node is in sync."""

from .. import managed_logs as logs
from .. import managed_views as views
from ..base import after
from ..managed import utc
from ..managed_bundle import members
from .shapes import classic_2021

NAME = "typha-unhealthy"
BEGAN = utc("2021-11-18 16:22:05")


def build():
    c = classic_2021(NAME, "2021-11-18 17:01:30")
    c.everyday()
    typha = next(p for p in c.pods if p["name"].startswith("calico-typha-"))
    typha["containers"][0]["ready"] = False
    c.pod_event(typha, "Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", after(BEGAN, 31), after(c.captured, -5), 229, field="spec.containers{calico-typha}")
    for i, (node, p) in enumerate(c.calico_pods.items()):
        p["containers"][0]["ready"] = False
        c.pod_event(p, "Warning", "Unhealthy", "Readiness probe failed: calico/node is not ready: felix is not ready: readiness probe reporting 503",
                    after(BEGAN, 95 + i), after(c.captured, -4 - i), 223, field="spec.containers{calico-node}")
    c.noise()
    out = members(c)
    at = f"{typha['ip']}:5473"
    for node, p in c.calico_pods.items():
        log, t, k = logs.startup(c, node, p["containers"][0]["state"]["start"]), after(BEGAN, -900), 0
        log += logs.summaries(c, node, t, BEGAN)
        while after(BEGAN, 20 + 12 * k) < after(c.captured, 20):
            m = after(BEGAN, 20 + 12 * k)
            log += logs.calico_line(m, "WARNING", 64, f"felix/sync_client.go 172: Failed to connect to typha endpoint {at}.  Will try other endpoints if available. error=dial tcp {at}: connect: connection refused")
            log += logs.calico_line(after(m, 0.001), "ERROR", 64, "felix/daemon.go 433: Failed to connect to Typha. Retrying... error=failed to load next typha address to try: tried all available typha addresses")
            k += 1
        out[f"{p['name']}.log"] = log
    log = logs.calico_line(typha["containers"][0]["state"]["start"], "INFO", 7, "daemon.go 188: Starting calico-typha... GOMAXPROCS=4 version=" + c.calico)
    for k in range(60):
        log += logs.calico_line(after(BEGAN, 38 * k), "ERROR", 7, 'watchercache.go 184: Failed to perform list of current data during resync ListRoot="/calico/resources/v3/projectcalico.org/kubernetesnetworkpolicies" error=Get "https://172.21.0.1:443/apis/networking.k8s.io/v1/networkpolicies": dial tcp 172.21.0.1:443: i/o timeout')
    out[f"logs-{typha['name']}.txt"] = log
    out["describe-calico-typha.txt"] = views.describe_pods(c, [typha], after(c.captured, 23))
    out["get-endpoints-calico-typha.txt"] = views.table(["NAMESPACE", "NAME", "ENDPOINTS", "AGE"], [["kube-system", "calico-typha", "<none>", "157d"]])
    return out, c.captured


BUNDLES = {NAME: build}
