// The kernel's routes, by `ip route` or `ip r`:
//
//   default via 10.0.0.1 dev eno1 proto dhcp metric 100
//   10.0.0.0/24 dev eno1 proto kernel scope link src 10.0.0.11
//   blackhole 192.168.19.0/26 proto bird
//   10.8.0.0/16 proto static
//   	nexthop via 10.0.0.2 dev eno1 weight 1
//
// Source: iproute2, ip/iproute.c. Each line becomes an object of kind Route that is called after
// its destination, with the fields "type" ("blackhole"), "via", "dev", "proto", "src" and "metric";
// of those with several ways each way is a field "nexthop[10.0.0.2].dev". Several routes may lead
// to one destination: what tells them apart is their uid. A whole list says that there are no
// others.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/address.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"
#include "ingest/text/ip_command.h"

namespace howdunit {
namespace {

using Words = std::vector<std::string_view>;

// Takes the type off the front of a route's words; "" if it names none.
std::string_view TakeType(Words& words) {
  constexpr std::array kTypes =
      std::to_array<std::string_view>({"blackhole", "unreachable", "prohibit", "throw", "local",
                                       "broadcast", "multicast", "anycast"});
  if (words.empty() || std::find(kTypes.begin(), kTypes.end(), words[0]) == kTypes.end()) return {};
  const std::string_view type = words[0];
  words.erase(words.begin());
  return type;
}

bool IsRoute(std::string_view line) {
  auto words = SplitWords(line, 12);
  const bool typed = !TakeType(words).empty();
  if (words.empty()) return false;
  const bool network = words[0] == "default" || IsAddress(words[0].substr(0, words[0].find('/')));
  constexpr std::array kNext =
      std::to_array<std::string_view>({"via", "dev", "proto", "scope", "nhid", "metric", "src"});
  const bool way =
      words.size() > 1 && std::find(kNext.begin(), kNext.end(), words[1]) != kNext.end();
  return network && (way || (typed && words.size() == 1));
}

bool IsNexthop(std::string_view line) {
  return !line.empty() && (line[0] == ' ' || line[0] == '\t') &&
         TrimLeft(line).starts_with("nexthop ");
}

bool Claims(const Head& head) { return IsRoute(head.FirstLine()); }

// The word behind `key`; of "via inet6 fe80::1" the address.
std::string_view ValueOf(const Words& words, std::string_view key) {
  auto at = std::find(words.begin(), words.end(), key);
  if (at == words.end() || ++at == words.end()) return {};
  if (key == "via" && at->starts_with("inet") && ++at == words.end()) return {};
  return *at;
}

ObjectRecord ReadRoute(const Line& line) {
  auto words = SplitWords(line.text);
  const std::string_view type = TakeType(words);
  ObjectRecord route = ObjectAt(Quote(line.number, line.text), "Route", words[0]);
  AddField(route, "type", type);
  std::string way(type);
  for (const std::string_view key : {"via", "dev", "proto", "src", "metric"}) {
    const std::string_view value = ValueOf(words, key);
    AddField(route, key, value);
    if (value.empty() || key == "proto" || key == "src") continue;
    way.append(way.empty() ? "" : " ").append(key).append(" ").append(value);
  }
  route.uid = Redact(way);
  return route;
}

void ReadNexthop(const Line& line, ObjectRecord& route) {
  const auto words = SplitWords(line.text);
  const std::string_view via = ValueOf(words, "via");
  const std::string_view device = ValueOf(words, "dev");
  if (device.empty()) return;
  const std::string way(via.empty() ? device : via);
  route.fields.push_back({.path = Redact("nexthop[" + way + "].dev"),
                          .value = Redact(device),
                          .source = Quote(line.number, Trim(line.text))});
}

// Whether what is printed are all routes of IPv4: what people paste without the command may be a
// part. A file may be called after it.
bool ListsAll(const MemberHints& hints) {
  constexpr std::array kSelectors =
      std::to_array<std::string_view>({"get", "dev", "via", "proto", "scope", "src", "to", "root",
                                       "match", "exact", "table", "vrf", "type", "-6"});
  if (!hints.command.empty()) return !AsksForPart(hints.command, kSelectors);
  const std::string_view path = hints.path;
  const std::string_view file = BaseName(path);
  return Contains(file, "route") && !file.ends_with(".md");
}

void Read(const ReadContext& context) {
  Source first;
  std::int64_t items = 0;
  bool of_ipv4 = false;
  ObjectRecord route;
  const auto finish = [&] {
    if (!route.name.empty()) context.out.Add(std::move(route));
    route = {};
  };
  while (const auto line = context.in.Peek()) {
    if (IsNexthop(line->text)) {
      ReadNexthop(*line, route);
    } else if (IsRoute(line->text)) {
      finish();
      route = ReadRoute(*line);
      if (items++ == 0) first = route.source;
      of_ipv4 = of_ipv4 || !Contains(line->text, ":");
    } else {
      break;
    }
    context.in.Next();
  }
  finish();
  if (of_ipv4 && ListsAll(context.hints)) {
    context.out.Add(CoverageOf(context, first, "Route", items));
  }
}

}  // namespace

extern const Format kIpRoute = {
    .name = "ip-route",
    .title = "ip route: the kernel's routes",
    .sample = R"(default via 10.0.0.1 dev eno1 proto dhcp metric 100
10.0.0.0/24 dev eno1 proto kernel scope link src 10.0.0.11
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
