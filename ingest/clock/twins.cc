#include "ingest/clock/twins.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "ingest/log_layers.h"

namespace howdunit {
namespace {

constexpr std::size_t kSandboxIdSize = 64;

bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

// The first sandbox id in a message; "" if none.
std::string SandboxIn(std::string_view message) {
  for (std::size_t at = 0; at < message.size(); ++at) {
    if (!IsHexDigit(message[at])) continue;
    std::size_t end = at;
    while (end < message.size() && IsHexDigit(message[end])) ++end;
    if (end - at == kSandboxIdSize) return std::string(message.substr(at, end - at));
    at = end;
  }
  return {};
}

const Redacted* SandboxOf(const SignatureRecord& hit) {
  for (const auto& [name, value] : hit.captures) {
    if (name == "sandbox" && value.str().size() == kSandboxIdSize) return &value;
  }
  return nullptr;
}

// The UTC stamps of events, by the sandbox that they are about.
std::map<std::string, std::vector<Stamp>> StampsBySandbox(const std::vector<ReadMember>& members) {
  std::map<std::string, std::vector<Stamp>> stamps;
  for (const ReadMember& read : members) {
    for (const ReadRecord& one : read.records) {
      const auto* event = std::get_if<EventRecord>(&one.record);
      if (event == nullptr || event->component.str() != "kubelet") continue;
      const std::string sandbox = SandboxIn(event->message.str());
      if (sandbox.empty()) continue;
      for (const Stamp& stamp : {event->first.stamp, event->last.stamp}) {
        if (stamp.kind == Stamp::Kind::kUtc) stamps[sandbox].push_back(stamp);
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
  const auto events = StampsBySandbox(members);
  std::map<std::string, NodeClock> zones;
  std::set<std::string> disagreeing;
  for (const ReadMember& read : members) {
    for (const ReadRecord& one : read.records) {
      const auto* hit = std::get_if<SignatureRecord>(&one.record);
      if (hit == nullptr || !hit->container.empty()) continue;
      const Redacted* sandbox = SandboxOf(*hit);
      const Redacted& node = hit->node.empty() ? read.member.node : hit->node;
      if (sandbox == nullptr || node.empty()) continue;
      const auto twins = events.find(sandbox->str());
      if (twins == events.end()) continue;
      for (const Stamp& local : {hit->first.stamp, hit->last.stamp}) {
        for (const Stamp& utc : twins->second) {
          const auto zone = ZoneOfTwins(local, utc);
          if (!zone) continue;
          const NodeClock clock{.node = node,
                                .offset = *zone,
                                .basis = "an event about a sandbox that its log names",
                                .zone = {},
                                .member = read.member.path.str(),
                                .line = hit->source.line};
          const auto [known, fresh] = zones.try_emplace(node.str(), clock);
          if (!fresh && known->second.offset != *zone) disagreeing.insert(node.str());
        }
      }
    }
  }
  for (const std::string& node : disagreeing) zones.erase(node);
  return zones;
}

std::vector<NodeSkew> SkewsOfEvents(const std::vector<ReadMember>& members) {
  std::map<std::string, NodeSkew> skews;
  for (std::size_t member = 0; member < members.size(); ++member) {
    for (const ReadRecord& one : members[member].records) {
      const auto* event = std::get_if<EventRecord>(&one.record);
      if (event == nullptr || event->component.str() != "kubelet" || event->host.empty()) continue;
      const Stamp& sent = event->first.stamp;
      const Stamp& written = event->created.stamp;
      if (sent.kind != Stamp::Kind::kUtc || written.kind != Stamp::Kind::kUtc) continue;
      // Whole seconds are cut off: each may be up to one later than it says.
      constexpr Micros kQuick = 2 * kSecond;
      const Micros ahead = sent.value - written.value;
      const auto [known, fresh] = skews.try_emplace(event->host.str());
      NodeSkew& skew = known->second;
      ++skew.events;
      if (!fresh && ahead - kSecond <= skew.least) continue;
      skew.node = event->host;
      skew.least = ahead - kSecond;
      skew.most = ahead + kSecond + kQuick;
      skew.source = event->source;
      skew.source.member = static_cast<std::int64_t>(member);
    }
  }
  std::vector<NodeSkew> sorted;
  for (auto& [node, skew] : skews) sorted.push_back(std::move(skew));
  return sorted;
}

}  // namespace howdunit
