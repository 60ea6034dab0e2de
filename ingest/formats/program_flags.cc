// The flags that a snap starts a program with, one a line, in a file called after it:
//
//   # /var/snap/microk8s/current/args/kubelet
//   --kubeconfig=${SNAP_DATA}/credentials/kubelet.config
//   --cluster-dns=10.152.183.10
//   --fail-swap-on="false"
//
// Source: canonical/microk8s, microk8s-resources/default-args; canonical/k8s-snap writes the same.
// They become an object of kind ProgramFlags, called after the program, with the flags as fields
// ("--cluster-dns"); one without a value is "true". What stands for a folder stays as it is
// written.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/attribution/host_path.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::array kPrograms = std::to_array<std::string_view>(
    {"kubelet", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy",
     "containerd", "etcd", "flanneld", "k8s-dqlite"});

// "kubelet" of "…/args/kubelet"
std::string_view ProgramIn(std::string_view path) {
  constexpr std::string_view kFolder = "args/";
  for (const std::string_view program : kPrograms) {
    if (!path.ends_with(program)) continue;
    const std::string_view before = path.substr(0, path.size() - program.size());
    if (!before.ends_with(kFolder)) continue;
    const std::string_view root = before.substr(0, before.size() - kFolder.size());
    if (root.empty() || root.ends_with('/') || root.ends_with('!')) return program;
  }
  return {};
}

// What a command prints of another file is not this one's.
std::string_view ProgramOf(const MemberHints& hints) {
  if (!hints.command.empty()) return ProgramIn(HostPathFromCommand(hints.command));
  return ProgramIn(hints.host_path.empty() ? hints.path : hints.host_path);
}

bool IsFlag(std::string_view line) {
  return line.starts_with("--") && line.size() > 3 && IsAlnum(line[2]);
}

bool IsComment(std::string_view line) { return line.starts_with('#'); }

bool Claims(const Head& head) {
  if (ProgramOf(head.hints).empty()) return false;
  std::string_view text = head.text;
  while (!text.empty()) {
    const std::string_view line = Trim(TakeUntil(text, "\n"));
    if (IsFlag(line)) return true;
    if (!line.empty() && !IsComment(line)) return false;
  }
  return false;
}

std::string_view WithoutQuotes(std::string_view value) {
  for (const char quote : {'"', '\''}) {
    if (value.size() > 1 && value.front() == quote && value.back() == quote) {
      return value.substr(1, value.size() - 2);
    }
  }
  return value;
}

void Read(const ReadContext& context) {
  ObjectRecord object;
  while (const auto line = context.in.Peek()) {
    const Redacted whole = Redact(Trim(line->text));  // a secret may show by its flag's name alone
    const std::string_view text = whole.str();
    if (!text.empty() && !IsFlag(text) && !IsComment(text)) break;
    if (IsFlag(text)) {
      const Source source = Quote(line->number, text);
      const std::size_t end = std::min(text.find_first_of("= "), text.size());
      const std::string_view value = Trim(text.substr(std::min(end + 1, text.size())));
      if (object.fields.empty()) {
        object = ObjectAt(source, "ProgramFlags", ProgramOf(context.hints));
      }
      object.fields.push_back({.path = Redact(text.substr(0, end)),
                               .value = Redact(end == text.size() ? "true" : WithoutQuotes(value)),
                               .source = source});
    }
    context.in.Next();
  }
  if (!object.fields.empty()) context.out.Add(std::move(object));
}

}  // namespace

extern const Format kProgramFlags = {
    .name = "program-flags",
    .title = "flags of MicroK8s' and Canonical Kubernetes' programs, one a line",
    .sample = R"($ cat /var/snap/microk8s/current/args/kube-proxy
--kubeconfig=${SNAP_DATA}/credentials/proxy.config
--cluster-cidr=10.1.0.0/16
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
