// CRI-O's crio.conf or a drop-in, for where it looks for CNI configuration (cri-o/cri-o,
// docs/crio.conf.5.md):
//
//   [crio.network]
//   network_dir = "/etc/cni/net.d/"
//   plugin_dirs = [
//     "/opt/cni/bin/",
//   ]

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/toml.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  return LooksLikeToml(head.text) &&
         (head.text.starts_with("[crio") || Contains(head.text, "\n[crio"));
}

void Read(const ReadContext& context) {
  RuntimeConfigRecord record;
  record.runtime = "cri-o";
  bool found = false;
  for (const TomlEntry& entry : TakeToml(context.in)) {
    if (entry.section && EndsWithPath(entry.path, {"crio", "network"})) {
      if (!found) record.source = Quote(entry.line, entry.text);
      found = true;
    }
    if (entry.values.empty()) continue;
    if (EndsWithPath(entry.path, {"crio", "network", "network_dir"})) {
      record.conf_dir = Redact(entry.values[0]);
      record.source = Quote(entry.line, entry.text);
      found = true;
    } else if (EndsWithPath(entry.path, {"crio", "network", "plugin_dirs"})) {
      record.bin_dir = Redact(Join(entry.values, ","));
      if (!found) record.source = Quote(entry.line, entry.text);
      found = true;
    }
  }
  if (found) context.out.Add(std::move(record));
}

}  // namespace

extern const Format kCrioConfig = {
    .name = "crio-config",
    .title = "CRI-O's crio.conf: CNI directories",
    .sample = R"([crio.network]
network_dir = "/etc/cni/net.d/"
plugin_dirs = ["/opt/cni/bin/",]
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
