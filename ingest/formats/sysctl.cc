// The kernel's settings, by `sysctl`:
//
//   net.netfilter.nf_conntrack_count = 131072
//   net.ipv4.ip_forward = 1
//   net.ipv4.ip_local_port_range = 32768	60999
//
// Source: procps, src/sysctl.c. Those that rules may ask for become objects of kind Sysctl with the
// field "value". Files below /etc look the same and tell only what somebody wanted: without the
// command, or a file that is called after it, only what no file can set is believed.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

// What networks, pods and their limits depend on. A star stands for one interface.
constexpr std::array kKnown = std::to_array<std::string_view>({
    "net.netfilter.nf_conntrack_count",
    "net.netfilter.nf_conntrack_max",
    "net.nf_conntrack_max",
    "net.ipv4.ip_forward",
    "net.ipv4.conf.*.forwarding",
    "net.ipv4.conf.*.rp_filter",
    "net.ipv6.conf.*.forwarding",
    "net.ipv6.conf.*.disable_ipv6",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.neigh.default.gc_thresh1",
    "net.ipv4.neigh.default.gc_thresh2",
    "net.ipv4.neigh.default.gc_thresh3",
    "net.bridge.bridge-nf-call-iptables",
    "net.bridge.bridge-nf-call-ip6tables",
    "net.core.somaxconn",
    "fs.file-max",
    "fs.file-nr",
    "fs.inotify.max_user_instances",
    "fs.inotify.max_user_watches",
    "kernel.pid_max",
    "kernel.threads-max",
    "kernel.panic",
    "kernel.panic_on_oops",
    "vm.max_map_count",
    "vm.overcommit_memory",
    "vm.swappiness",
});

struct Setting {
  std::string_view key, value;  // empty: the line is none
};

// "net.ipv4.ip_forward = 1"
Setting SettingIn(std::string_view line) {
  constexpr std::string_view kEquals = " = ";
  const std::size_t at = line.find(kEquals);
  if (at == std::string_view::npos) return {};
  const std::string_view key = line.substr(0, at);
  constexpr std::array kRoots = std::to_array<std::string_view>(
      {"net.", "kernel.", "vm.", "fs.", "user.", "dev.", "abi.", "debug.", "crypto."});
  const bool rooted = std::any_of(kRoots.begin(), kRoots.end(),
                                  [&](std::string_view root) { return key.starts_with(root); });
  if (!rooted || key.find_first_of(" \t=\"'") != std::string_view::npos) return {};
  return {.key = key, .value = Trim(line.substr(at + kEquals.size()))};
}

bool IsKnown(std::string_view key) {
  return std::any_of(kKnown.begin(), kKnown.end(), [&](std::string_view known) {
    const std::size_t star = known.find('*');
    if (star == std::string_view::npos) return key == known;
    const std::string_view end = known.substr(star + 1);
    if (key.size() <= known.size() || !key.starts_with(known.substr(0, star))) return false;
    if (!key.ends_with(end)) return false;
    const std::string_view device = key.substr(star, key.size() - star - end.size());
    // Each pod has one of these.
    return !device.starts_with("cali") && !device.starts_with("veth") && !device.starts_with("lxc");
  });
}

// Whether sysctl printed it, of the host.
bool IsPrinted(const MemberHints& hints) {
  if (!hints.command.empty()) {
    const auto words = SplitWords(hints.command);
    const bool inside = std::any_of(words.begin(), words.end(), [](std::string_view word) {
      return word == "exec" || word == "nsenter" || word == "netns";
    });
    return !inside && std::any_of(words.begin(), words.end(),
                                  [](std::string_view word) { return BaseName(word) == "sysctl"; });
  }
  const std::string_view path = hints.path;
  const std::string_view file = BaseName(path);
  return file.starts_with("sysctl") && !file.ends_with(".conf") && !file.ends_with(".md") &&
         hints.host_path.empty();
}

// Whether a line tells what no file can set.
bool HoldsState(std::string_view text) {
  while (!text.empty()) {
    const std::string_view key = SettingIn(TakeUntil(text, "\n")).key;
    if (key == "net.netfilter.nf_conntrack_count" || key == "fs.file-nr") return true;
    if (key.empty()) return false;
  }
  return false;
}

bool Claims(const Head& head) {
  if (SettingIn(head.FirstLine()).key.empty()) return false;
  return IsPrinted(head.hints) || (head.hints.command.empty() && HoldsState(head.text));
}

void Read(const ReadContext& context) {
  while (const auto line = context.in.Peek()) {
    const Setting setting = SettingIn(line->text);
    if (setting.key.empty()) break;
    if (IsKnown(setting.key)) {
      ObjectRecord object = ObjectAt(Quote(line->number, line->text), "Sysctl", setting.key);
      AddField(object, "value", setting.value);
      context.out.Add(std::move(object));
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kSysctl = {
    .name = "sysctl",
    .title = "sysctl: the kernel's settings",
    .sample = R"(net.netfilter.nf_conntrack_count = 131072
net.netfilter.nf_conntrack_max = 131072
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
