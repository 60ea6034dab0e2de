// A folder that somebody filled: every file is recognised by what it holds, and placed by what its
// name and its text say of themselves.
#include "ingest/layout.h"

namespace howdunit {

extern const Layout kByHand;

extern const Layout kByHand = {
    .name = "by-hand",
    .title = "folder made by hand",
    .sample = R"(describe-pods.txt
k8s01/etc/cni/net.d/calico-kubeconfig
kubelet-k8s02.log
)",
    .marks = {},
    .rules = {},
};

}  // namespace howdunit
