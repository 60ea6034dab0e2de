#include "ingest/clock/twins.h"

#include <algorithm>
#include <functional>
#include <set>

#include "ingest/logs/log_layers.h"
#include "ingest/text/container_ids.h"

namespace howdunit {
namespace {

// The first sandbox id in a message; "" if none.
std::string_view SandboxIn(std::string_view message) {
  std::string_view first;
  ForEachContainerId(message, [&](std::size_t id) {
    if (first.empty()) first = message.substr(id, kContainerIdLength);
  });
  return first;
}

const Redacted* SandboxOf(const SignatureRecord& hit) {
  for (const auto& [name, value] : hit.captures) {
    if (name == "sandbox" && value.str().size() == kContainerIdLength) return &value;
  }
  return nullptr;
}

bool IsLocal(const Stamp& stamp) {
  return stamp.kind == Stamp::Kind::kLocal || stamp.kind == Stamp::Kind::kLocalNoYear;
}

// A line about a sandbox that its node stamped, by a wall clock.
struct LocalLine {
  const ReadMember* read;
  const SignatureRecord* hit;
  const Redacted* sandbox;
  const Redacted* node;
};

std::vector<LocalLine> LocalLines(const std::vector<ReadMember>& members) {
  std::vector<LocalLine> lines;
  for (const ReadMember& read : members) {
    for (const auto& one : read.records.Of<SignatureRecord>()) {
      const SignatureRecord& hit = one.record;
      if (!hit.container.empty()) continue;
      if (!IsLocal(hit.first.stamp) && !IsLocal(hit.last.stamp)) continue;
      const Redacted* sandbox = SandboxOf(hit);
      const Redacted& node = hit.node.empty() ? read.member.node : hit.node;
      if (sandbox == nullptr || node.empty()) continue;
      lines.push_back({.read = &read, .hit = &hit, .sandbox = sandbox, .node = &node});
    }
  }
  return lines;
}

// The UTC stamps of events, by the sandbox that they are about: of those that lines name.
using SandboxStamps = std::map<std::string, std::vector<Stamp>, std::less<>>;
SandboxStamps StampsOfSandboxes(const std::vector<LocalLine>& lines,
                                const std::vector<ReadMember>& members) {
  SandboxStamps stamps;
  for (const LocalLine& line : lines) stamps.try_emplace(line.sandbox->str());
  for (const ReadMember& read : members) {
    if (stamps.empty()) break;
    for (const EventRecord& event : read.events) {
      if (event.component.str() != "kubelet") continue;
      const auto named = stamps.find(SandboxIn(event.message.str()));
      if (named == stamps.end()) continue;
      for (const Stamp& stamp : {event.first.stamp, event.last.stamp}) {
        if (stamp.kind == Stamp::Kind::kUtc) named->second.push_back(stamp);
      }
    }
  }
  return stamps;
}

// The quarter of an hour that `local` is ahead of `utc` by, if they are twins.
std::optional<Micros> ZoneOfTwins(const Stamp& local, const Stamp& utc) {
  constexpr Micros kTwins = 2 * kSecond;
  const auto zone = ZoneBetween(local, utc);
  if (!zone) return {};
  // Both lie in the second that they name.
  Stamp shifted = utc;
  shifted.value += *zone;
  shifted.kind = Stamp::Kind::kLocal;
  Stamp reading = local;
  if (local.kind == Stamp::Kind::kLocalNoYear) {
    const CivilTime year = ToCivil(shifted.value);
    const CivilTime t = ToCivil(local.value);
    const auto dated = FromCivil(year.year, t.month, t.day, t.hour, t.minute, t.second, t.fraction);
    if (!dated) return {};
    reading.value = *dated;
    reading.kind = Stamp::Kind::kLocal;
  }
  const auto distance = StampDistance(reading, shifted);
  if (!distance || std::abs(*distance) > kTwins) return {};
  return zone;
}

}  // namespace

std::map<std::string, NodeClock> ZonesOfTwins(const std::vector<ReadMember>& members) {
  const std::vector<LocalLine> lines = LocalLines(members);
  const SandboxStamps stamps = StampsOfSandboxes(lines, members);
  std::map<std::string, NodeClock> zones;
  std::set<std::string> disagreeing;
  for (const LocalLine& line : lines) {
    const std::string& node = line.node->str();
    for (const Stamp& local : {line.hit->first.stamp, line.hit->last.stamp}) {
      for (const Stamp& utc : stamps.find(line.sandbox->str())->second) {
        const auto zone = ZoneOfTwins(local, utc);
        if (!zone) continue;
        const NodeClock clock{.node = *line.node,
                              .offset = *zone,
                              .basis = "an event about a sandbox that its log names",
                              .zone = {},
                              .member = line.read->member.path.str(),
                              .line = line.hit->source.line};
        const auto [known, fresh] = zones.try_emplace(node, clock);
        if (!fresh && known->second.offset != *zone) disagreeing.insert(node);
      }
    }
  }
  for (const std::string& node : disagreeing) zones.erase(node);
  return zones;
}

std::vector<NodeSkew> SkewsOfEvents(const std::vector<ReadMember>& members) {
  std::map<std::string, NodeSkew> skews;
  for (std::size_t member = 0; member < members.size(); ++member) {
    for (const auto& [node, skew] : members[member].event_facts.skews) {
      const auto [known, fresh] = skews.try_emplace(node, skew);
      NodeSkew& all = known->second;
      const std::int64_t before = fresh ? 0 : all.events;
      if (fresh || skew.least > all.least) {
        all = skew;
        all.source.member = static_cast<std::int64_t>(member);
      }
      all.events = before + skew.events;
    }
  }
  std::vector<NodeSkew> sorted;
  for (auto& [node, skew] : skews) sorted.push_back(std::move(skew));
  return sorted;
}

}  // namespace howdunit
