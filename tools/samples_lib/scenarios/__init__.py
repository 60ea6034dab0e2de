"""One module per scenario: BUNDLES is {name of the bundle: a function that gives ({path: content}, moment of capture)}."""

from . import (calico_bgp_password, calico_is_down, calico_node_crashloop_most, calico_node_nowhere, cni_not_initialized,
               node_kubelet_stopped_posting, node_ready_toggling, typha_unhealthy)

SCENARIOS = {}
for module in (node_kubelet_stopped_posting, node_ready_toggling, cni_not_initialized, calico_is_down, calico_node_nowhere,
               calico_node_crashloop_most, calico_bgp_password, typha_unhealthy):
    SCENARIOS.update(module.BUNDLES)
