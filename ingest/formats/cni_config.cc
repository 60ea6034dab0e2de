// A CNI network configuration, of one plugin or a list (containernetworking/cni: SPEC.md):
//
//   {
//     "name": "k8s-pod-network",
//     "cniVersion": "0.3.1",
//     "plugins": [
//       {"type": "calico", "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}},
//       {"type": "portmap", "snat": true, "capabilities": {"portMappings": true}}
//     ]
//   }
//
// The kubeconfig's path is the one that the plugin opens on the host.

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/json_object.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  const std::string_view text = head.text;
  if (!text.starts_with('{') || Contains(text, "\"apiVersion\"")) return false;
  const bool version = Contains(text, "\"cniVersion\"");
  const bool plugin = Contains(text, "\"type\"") || Contains(text, "\"plugins\"");
  return plugin && (version || (Contains(text, "\"plugins\"") && Contains(text, "\"name\"")) ||
                    Contains(text, "\"ipam\"") || Contains(text, "\"delegate"));
}

// calico has it below "kubernetes", multus and ovn-kubernetes at the top.
void FindKubeconfig(const Node& plugin, const Excerpt& text, CniConfigRecord& record) {
  for (const Node* holder : {&plugin["kubernetes"], &plugin}) {
    const Node& path = (*holder)["kubeconfig"];
    if (!path.is_scalar() || !record.kubeconfig.empty()) continue;
    record.kubeconfig = Redact(path.text);
    record.kubeconfig_source = text.QuoteLine(path.line);
  }
}

void ReadDocument(const Node& root, const Excerpt& text, RecordSink& out) {
  CniConfigRecord record;
  const std::int64_t name_line = root.LineOf("name");
  record.source = text.QuoteLine(name_line == 0 ? text.first : name_line);
  record.network = Redact(root["name"].text);
  std::vector<std::string> types;
  const auto add = [&](const Node& plugin) {
    if (!plugin["type"].text.empty()) types.push_back(plugin["type"].text);
    FindKubeconfig(plugin, text, record);
  };
  if (root["plugins"].is_list()) {
    for (const Node& plugin : root["plugins"].items) add(plugin);
  } else {
    add(root);
  }
  record.plugins = Redact(Join(types, ","));
  if (types.empty()) {
    out.Add(
        ProblemRecord{.source = record.source, .reason = "the CNI configuration names no plugin"});
  }
  out.Add(std::move(record));
}

void Read(const ReadContext& context) {
  const auto document = TakeJsonObject(context, "CNI configuration");
  if (document) ReadDocument(document->root, document->text, context.out);
}

}  // namespace

extern const Format kCniConfig = {
    .name = "cni-config",
    .title = "CNI network configurations (conf, conflist): plugins and their kubeconfig",
    .sample = R"({
  "name": "k8s-pod-network",
  "cniVersion": "0.3.1",
  "plugins": [{"type": "calico", "kubernetes": {"kubeconfig": "/etc/cni/net.d/calico-kubeconfig"}}]
}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
