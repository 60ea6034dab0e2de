#include "ingest/kube/address_ranges.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"
#include "ingest/kube/document_text.h"
#include "ingest/text/address.h"

namespace howdunit {
namespace {

// "10.244.0.0/16", "fd00:10:244::/56"
bool IsRange(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && AllDigits(text.substr(slash + 1)) &&
         IsAddress(text.substr(0, slash));
}

bool AreRanges(std::string_view text) {
  const auto parts = Split(text, ',');
  return std::all_of(parts.begin(), parts.end(), IsRange);
}

}  // namespace

ObjectRecord NodePodRange(std::string_view node, std::string_view cidrs, const Source& source) {
  ObjectRecord range;
  range.source = source;
  range.kind = "NodePodRange";
  range.name = Redact(node);
  for (const std::string_view cidr : Split(cidrs, ',')) {
    if (!IsRange(cidr)) continue;
    range.fields.push_back({.path = Redact("cidr[" + std::to_string(range.fields.size()) + "]"),
                            .value = Redact(cidr),
                            .source = source});
  }
  return range;
}

ObjectRecord ReadNodePodRange(const Node& node, const DocumentText& text) {
  const Node& spec = node["spec"];
  const std::string name = node.At("metadata.name").text;
  std::vector<std::string> cidrs;
  for (const Node& cidr : spec["podCIDRs"].items) cidrs.push_back(cidr.text);
  if (!cidrs.empty()) return NodePodRange(name, Join(cidrs, ","), text.Quote(spec, "podCIDRs"));
  return NodePodRange(name, spec["podCIDR"].text, text.Quote(spec, "podCIDR"));
}

RangeFlag RangeFlagOf(std::string_view word) {
  // The last two are k3s' and RKE2's.
  constexpr std::array kFlags = std::to_array<std::string_view>(
      {"--cluster-cidr", "--service-cluster-ip-range", "--service-cidr", "--pod-cidr"});
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {};
  const std::string_view name = word.substr(0, equals);
  if (std::find(kFlags.begin(), kFlags.end(), name) == kFlags.end()) return {};
  std::string_view value = word.substr(equals + 1);
  if (value.size() > 1 && value.starts_with('"') && value.ends_with('"')) {
    value = value.substr(1, value.size() - 2);
  }
  if (!AreRanges(value)) return {};
  return {.name = name, .value = value};
}

void AddContainerFlag(std::string_view container, std::string_view word, std::int64_t line,
                      ObjectRecord& flags) {
  const RangeFlag flag = RangeFlagOf(word);
  if (flag.name.empty()) return;
  const Source source = LineSource(word, line);
  if (flags.fields.empty()) {
    flags.kind = "ContainerFlags";
    flags.source = source;
  }
  flags.fields.push_back({.path = Redact(std::string(container) + "." + std::string(flag.name)),
                          .value = Redact(flag.value),
                          .source = source});
}

ObjectRecord ReadContainerFlags(const Node& pod) {
  ObjectRecord flags;
  for (const Node& container : pod.At("spec.containers").items) {
    for (const std::string_view part : {"command", "args"}) {
      for (const Node& word : container[part].items) {
        AddContainerFlag(container["name"].text, word.text, word.line, flags);
      }
    }
  }
  if (flags.fields.empty()) return flags;
  flags.space = Redact(pod["metadata"]["namespace"].text);
  flags.name = Redact(pod["metadata"]["name"].text);
  return flags;
}

}  // namespace howdunit
