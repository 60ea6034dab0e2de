// Which name servers a host asks, as resolv.conf says:
//
//   # This is /run/systemd/resolve/stub-resolv.conf managed by man:systemd-resolved(8).
//   nameserver 127.0.0.53
//   options edns0 trust-ad
//   search example.org
//
// Source: resolv.conf(5). It becomes an object of kind ResolvConf, called after its path where that
// is known ("/etc/resolv.conf"), with the fields "nameserver[0]", "search" and "options". What
// `kubectl exec` printed is not kept.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/address.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

bool IsComment(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

struct Entry {
  std::string_view key, value;  // empty: the line is none
};

Entry EntryIn(std::string_view line) {
  constexpr std::array kKeys =
      std::to_array<std::string_view>({"nameserver", "search", "domain", "options", "sortlist"});
  std::string_view value = TrimRight(line);
  const std::string_view key = TakeUntil(value, " ");
  if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) return {};
  value = Trim(value);
  if (value.empty()) return {};
  // "fe80::1%eth0"
  if (key == "nameserver" && !IsAddress(value.substr(0, value.find('%')))) return {};
  return {.key = key, .value = value};
}

// "# k8s01": what follows is of another host.
bool NamesHost(std::string_view line) {
  const auto heading = ParseHeading(line);
  return heading && !heading->host.empty();
}

// Comments, then nothing but entries, a name server among them, to the first blank line.
bool Claims(const Head& head) {
  if (NamesHost(head.FirstLine())) return false;
  std::string_view text = head.text;
  bool servers = false;
  bool first = true;
  while (!text.empty()) {
    const std::string_view line = TrimRight(TakeUntil(text, "\n"));
    if (IsComment(line) || (line.empty() && first)) continue;
    const Entry entry = EntryIn(line);
    if (entry.key.empty()) return servers && !first;
    first = false;
    servers = servers || entry.key == "nameserver";
  }
  return servers;
}

// A container's is the kubelet's work.
bool IsInside(const MemberHints& hints) {
  const auto words = SplitWords(hints.command);
  return std::find(words.begin(), words.end(), "exec") != words.end();
}

// "/etc/resolv.conf" of "cat /etc/resolv.conf"
std::string_view PathOf(const MemberHints& hints) {
  if (!hints.host_path.empty()) return hints.host_path;
  for (const std::string_view word : SplitWords(hints.command)) {
    if (word.starts_with('/') && word.ends_with("resolv.conf")) return word;
  }
  return {};
}

void Read(const ReadContext& context) {
  ObjectRecord object;
  std::vector<std::string> servers;
  while (const auto line = context.in.Peek()) {
    const Entry entry = EntryIn(line->text);
    const bool above = object.fields.empty() && Trim(line->text).empty();
    if (entry.key.empty() && !IsComment(line->text) && !above) break;
    if (NamesHost(line->text)) break;
    if (!entry.key.empty()) {
      const Source source = Quote(line->number, line->text);
      if (object.kind.empty()) object = ObjectAt(source, "ResolvConf", PathOf(context.hints));
      const bool server = entry.key == "nameserver";
      std::string path(entry.key);
      if (server) path += "[" + std::to_string(servers.size()) + "]";
      object.fields.push_back(
          {.path = Redact(path), .value = Redact(entry.value), .source = source});
      if (server) servers.emplace_back(entry.value);
    }
    context.in.Next();
  }
  if (object.kind.empty() || IsInside(context.hints)) return;
  // Whose it is may not be known: one that names others is another one.
  object.uid = Redact(Join(servers, ","));
  context.out.Add(std::move(object));
}

}  // namespace

extern const Format kResolvConf = {
    .name = "resolv-conf",
    .title = "resolv.conf: the name servers that are asked",
    .sample = R"(nameserver 127.0.0.53
options edns0 trust-ad
search example.org
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
