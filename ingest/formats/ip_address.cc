// The kernel's network interfaces, by `ip addr`, `ip a` and `ip link`:
//
//   2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
//       link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
//       inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0
//          valid_lft forever preferred_lft forever
//
// Source: iproute2, ip/ipaddress.c. Each becomes an object of kind Interface with the fields
// "flags", "mtu", "state", "link" ("ether") and one "address" for each inet and inet6. The other
// lines below it (lifetimes, counters of -s, details of -d) belong to it and are left out.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/ip_command.h"

namespace howdunit {
namespace {

// "eth0" of "2: eth0: <…> mtu 1500 …" and of "5: cali0a1b@if3: <…> …"; else nothing.
std::string_view NameIn(std::string_view line) {
  const auto words = SplitWords(line, 5);
  if (words.size() < 4 || !words[0].ends_with(':') || !words[1].ends_with(':')) return {};
  if (!AllDigits(words[0].substr(0, words[0].size() - 1))) return {};
  if (!words[2].starts_with('<') || !words[2].ends_with('>') || words[3] != "mtu") return {};
  const std::string_view name = words[1].substr(0, words[1].size() - 1);
  return name.substr(0, name.find('@'));
}

bool Claims(const Head& head) { return !NameIn(head.FirstLine()).empty(); }

// The word behind `key`.
std::string_view WordAfter(const std::vector<std::string_view>& words, std::string_view key) {
  const auto at = std::find(words.begin(), words.end(), key);
  return at == words.end() || at + 1 == words.end() ? std::string_view() : *(at + 1);
}

ObjectRecord ReadFirstLine(const Line& line) {
  ObjectRecord object = ObjectAt(Quote(line.number, line.text), "Interface", NameIn(line.text));
  const auto words = SplitWords(line.text);
  AddField(object, "flags", words[2].substr(1, words[2].size() - 2));
  for (const std::string_view key : {"mtu", "state", "master"}) {
    AddField(object, key, WordAfter(words, key));
  }
  return object;
}

void ReadDetail(const Line& line, ObjectRecord& object, RecordSink& out) {
  const auto words = SplitWords(line.text);
  const Source source = Quote(line.number, Trim(line.text));
  const auto add = [&](std::string_view path, std::string_view value) {
    object.fields.push_back({.path = Redact(path), .value = Redact(value), .source = source});
  };
  if (words[0].starts_with("link/")) {
    add("link", words[0].substr(5));
  } else if (words[0] == "inet" || words[0] == "inet6") {
    if (words.size() > 1) {
      add("address", words[1]);
    } else {
      out.Add(ProblemRecord{.source = source, .reason = "an interface's address is cut"});
    }
  }
}

// "ip a show dev eth0"
constexpr std::array kSelectors = std::to_array<std::string_view>(
    {"dev", "up", "type", "master", "vrf", "scope", "to", "label", "-4", "-6"});

void Read(const ReadContext& context) {
  LineSearch search(context);
  std::int64_t count = 0;
  Source first;
  bool from_start = false;  // every namespace's first interface is number 1, lo
  ObjectRecord object;
  const auto finish = [&] {
    if (!object.name.empty()) context.out.Add(std::move(object));
    object = {};
  };
  while (const auto line = context.in.Peek()) {
    if (!NameIn(line->text).empty()) {
      finish();
      object = ReadFirstLine(*line);
      if (count++ == 0) {
        first = object.source;
        from_start = line->text.starts_with("1: ");
      }
    } else if (line->text.starts_with(' ') && !Trim(line->text).empty()) {
      ReadDetail(*line, object, context.out);
    } else {
      break;
    }
    search.Look(*line);
    context.in.Next();
  }
  finish();
  if (from_start && !AsksForPart(context.hints.command, kSelectors)) {
    context.out.Add(CoverageOf(context, first, "Interface", count));
  }
}

}  // namespace

extern const Format kIpAddress = {
    .name = "ip-address",
    .title = "ip addr, ip link: the kernel's network interfaces",
    .sample =
        R"(2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.11/24 brd 10.0.0.255 scope global eth0
       valid_lft forever preferred_lft forever
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
