// The kernel's routes, by `ip route` or `ip r`:
//
//   default via 10.0.0.1 dev eno1 proto dhcp metric 100
//   10.0.0.0/24 dev eno1 proto kernel scope link src 10.0.0.11
//   blackhole 192.168.19.0/26 proto bird
//
// Source: iproute2, ip/iproute.c. Each becomes an object of kind Route with the fields "via" and
// "dev"; the list says that there are no others.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

bool IsRoute(std::string_view line) {
  auto words = SplitWords(line, 12);
  if (words.empty()) return false;
  constexpr std::array kTypes =
      std::to_array<std::string_view>({"blackhole", "unreachable", "prohibit", "throw"});
  const bool typed = std::find(kTypes.begin(), kTypes.end(), words[0]) != kTypes.end();
  if (typed) words.erase(words.begin());
  if (words.empty()) return false;
  const bool network =
      words[0] == "default" ||
      (words[0].find_first_not_of("0123456789abcdef.:/") == std::string_view::npos &&
       words[0].find_first_of(".:") != std::string_view::npos);
  constexpr std::array kNext =
      std::to_array<std::string_view>({"via", "dev", "proto", "scope", "nhid", "metric", "src"});
  const bool way =
      words.size() > 1 && std::find(kNext.begin(), kNext.end(), words[1]) != kNext.end();
  return network && (way || (typed && words.size() == 1));
}

bool Claims(const Head& head) { return IsRoute(head.FirstLine()); }

void Read(const ReadContext& context) {
  CoverageRecord coverage;
  coverage.topic = "objects/Route";
  coverage.node = Redact(context.hints.node);
  while (const auto line = context.in.Peek()) {
    if (!IsRoute(line->text)) break;
    const Source source = Quote(line->number, line->text);
    if (coverage.items++ == 0) coverage.source = source;
    const auto words = SplitWords(line->text);
    ObjectRecord record;
    record.source = source;
    record.kind = "Route";
    record.name = Redact(words[0]);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] != "via" && words[i] != "dev") continue;
      record.fields.push_back(
          {.path = Redact(words[i]), .value = Redact(words[i + 1]), .source = source});
    }
    context.out.Add(std::move(record));
    context.in.Next();
  }
  context.out.Add(std::move(coverage));
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
