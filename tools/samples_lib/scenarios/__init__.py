"""One module per scenario: build() gives {name of the bundle: ({path: content}, moment of capture)}."""

from . import node_kubelet_stopped_posting, node_ready_toggling

SCENARIOS = (node_kubelet_stopped_posting, node_ready_toggling)
