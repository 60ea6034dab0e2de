// containerd's config.toml, for where it looks for CNI configuration and what it makes pods with.
// The section's name tells the version (containerd: docs/cri/config.md):
//
//   [plugins.cri.cni]                                  # version 1
//   [plugins."io.containerd.grpc.v1.cri".cni]          # version 2
//     bin_dir = "/opt/cni/bin"
//     conf_dir = "/etc/cni/net.d"
//   [plugins.'io.containerd.cri.v1.runtime'.cni]       # version 3
//     bin_dirs = ["/opt/cni/bin"]
//
//
// Of who manages cgroups, which the kubelet must agree with, and of plugins that are switched off
// an object of kind ContainerdConfig tells, in the fields "disabled_plugins", "systemd_cgroup" (of
// version 1) and "runtimes.<name>.SystemdCgroup". What is not set is not in it.
//
// MicroK8s' template has conf_dir = "${SNAP_DATA}/args/cni-network"; k3s' has {{ }} lines.

#include <algorithm>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/toml.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  if (!LooksLikeToml(head.text) || Contains(head.text, "[crio")) return false;
  return Contains(head.text, "[plugins") ||
         (Contains(head.text, "io.containerd.") && Contains(head.text, " = ")) ||
         (Contains(head.text, "version = ") && Contains(head.text, "disabled_plugins = "));
}

bool IsCriPlugin(std::string_view name) {
  return name == "cri" || name == "io.containerd.grpc.v1.cri" ||
         name == "io.containerd.cri.v1.runtime";
}

// plugins.<cri>.cni
bool IsCniTable(const std::vector<std::string>& path, std::size_t size) {
  return path.size() == size && path[0] == "plugins" && IsCriPlugin(path[1]) && path[2] == "cni";
}

// The field that a setting of containerd becomes; "" if it is none that is kept.
std::string FieldName(const std::vector<std::string>& path) {
  if (path.size() == 1 && path[0] == "disabled_plugins") return path[0];
  if (path.size() < 3 || path[0] != "plugins" || !IsCriPlugin(path[1])) return {};
  if (path.size() == 3 && path[2] == "systemd_cgroup") return path[2];
  const bool option = path.size() == 7 && path[2] == "containerd" && path[3] == "runtimes" &&
                      path[5] == "options" && path[6] == "SystemdCgroup";
  return option ? "runtimes." + path[4] + "." + path[6] : "";
}

void AddSettings(const std::vector<TomlEntry>& entries, const MemberHints& hints, RecordSink& out) {
  ObjectRecord record;
  record.kind = "ContainerdConfig";
  record.name = Redact(hints.host_path.empty() ? "config.toml" : hints.host_path);
  for (const TomlEntry& entry : entries) {
    const std::string name = entry.section ? "" : FieldName(entry.path);
    if (name.empty() || entry.values.empty() || Contains(entry.values[0], "{{")) continue;
    const Source source = Quote(entry.line, entry.text);
    if (record.fields.empty()) record.source = source;
    record.fields.push_back(
        {.path = Redact(name), .value = Redact(Join(entry.values, ",")), .source = source});
  }
  if (!record.fields.empty()) out.Add(std::move(record));
}

void AddRuntimeClass(const TomlEntry& entry, RecordSink& out) {
  RuntimeConfigRecord record;
  record.source = Quote(entry.line, entry.text);
  record.source.note = Redact("for runtime class " + entry.path[entry.path.size() - 2]);
  record.runtime = "containerd";
  record.conf_dir = Redact(entry.values[0]);
  out.Add(std::move(record));
}

void Read(const ReadContext& context) {
  RuntimeConfigRecord record;
  record.runtime = "containerd";
  bool found = false;
  const std::vector<TomlEntry> entries = TakeToml(context.in);
  AddSettings(entries, context.hints, context.out);
  for (const TomlEntry& entry : entries) {
    if (entry.section && IsCniTable(entry.path, 3)) {
      if (!found) record.source = Quote(entry.line, entry.text);
      found = true;
    }
    if (entry.values.empty()) continue;
    const std::string& key = entry.path.back();
    if (key == "cni_conf_dir" && !entry.values[0].empty() && entry.path.size() > 2) {
      AddRuntimeClass(entry, context.out);
    }
    if (!IsCniTable(entry.path, 4)) continue;
    found = true;
    if (key == "conf_dir") {
      record.conf_dir = Redact(entry.values[0]);
      record.source = Quote(entry.line, entry.text);
    } else if (key == "bin_dir" || key == "bin_dirs") {
      record.bin_dir = Redact(Join(entry.values, ","));
      if (record.source.line == 0) record.source = Quote(entry.line, entry.text);
    }
  }
  // Without such a section containerd uses its defaults, and the text says nothing.
  if (found) context.out.Add(std::move(record));
}

}  // namespace

extern const Format kContainerdConfig = {
    .name = "containerd-config",
    .title =
        "containerd's config.toml (version 1 to 3, templates): CNI directories, cgroups, disabled "
        "plugins",
    .sample = R"(version = 2
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/opt/cni/bin"
  conf_dir = "/etc/cni/net.d"
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
