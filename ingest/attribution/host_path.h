// Where a copied file stood on its node: from the command that printed it, or
// from a name that holds the path.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// "k8s01/etc/cni/net.d/10-calico.conflist" is "/etc/cni/net.d/10-calico.conflist":
// the part from a folder of the root on. A file name that spells a well-known path
// with other separators counts too: "etc_cni_net.d_calico-kubeconfig.txt",
// "ls-la-etc-cni-net.d.txt" (which is the folder's). "" if there is none.
std::string HostPathFromName(std::string_view path);

// "sudo cat /host/etc/cni/net.d/calico-kubeconfig" is "/etc/cni/net.d/calico-kubeconfig":
// the first argument that is an absolute path, without the /host that
// `kubectl debug node` puts before it. "" if there is none.
std::string HostPathFromCommand(std::string_view command);

// The host whose state a command printed: the node of `kubectl debug node/k8s01`; nothing for what
// else is asked of the API server, whichever host it is typed on; or else the prompt's.
std::string HostOfCommand(std::string_view command, std::string_view prompt_host);

}  // namespace howdunit
