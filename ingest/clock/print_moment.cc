#include "ingest/clock/print_moment.h"

#include <algorithm>

#include "ingest/clock/event_facts.h"

namespace howdunit {
namespace {

// Calls `visit` with the key and the creation of every object in a member.
template <typename Visit>
void ForEachCreation(const ReadMember& read, Visit visit) {
  for (const PodRecord& pod : read.pods) {
    visit({"Pod", pod.space.str(), pod.name.str()}, pod.created);
  }
  for (const auto& [node, section] : read.records.Of<NodeRecord>()) {
    visit({"Node", "", node.name.str()}, node.created);
  }
  for (const auto& [object, section] : read.records.Of<ObjectRecord>()) {
    visit({object.kind.str(), object.space.str(), object.name.str()}, object.created);
  }
}

}  // namespace

std::optional<Micros> NewestHappening(const ReadMember& read) {
  std::optional<Micros> newest = read.event_facts.newest;
  for (const auto& [clock, section] : read.records.Of<ClockRecord>()) {
    if (clock.kind != ClockRecord::Kind::kZone) RaiseToStated(newest, clock.when);
  }
  for (const auto& [node, section] : read.records.Of<NodeRecord>()) {
    RaiseToStated(newest, node.lease_renewed);
    for (const NodeCondition& condition : node.conditions) {
      RaiseToStated(newest, condition.heartbeat);
    }
  }
  for (const auto& [hit, section] : read.records.Of<SignatureRecord>()) {
    RaiseToStated(newest, hit.last);
  }
  for (const auto& [log, section] : read.records.Of<CoverageRecord>()) {
    RaiseToStated(newest, log.last);
  }
  return newest;
}

std::optional<Micros> NewestHappeningBeside(const ReadMember& read,
                                            const std::vector<ReadMember>& members) {
  std::optional<Micros> newest;
  for (const ReadMember& other : members) {
    const bool same_node = !other.member.node.empty() && other.member.node == read.member.node;
    if (&other != &read && !same_node) newest = std::max(newest, NewestHappening(other));
  }
  return newest;
}

std::optional<Micros> NewestStated(const ReadMember& read) {
  return std::max(NewestHappening(read), read.newest_of_pods);
}

PrintMoments::PrintMoments(const std::vector<ReadMember>& members) {
  for (const ReadMember& read : members) {
    ForEachCreation(read, [&](const Key& key, const When& created) { Learn(key, created); });
  }
}

void PrintMoments::Learn(const Key& key, const When& created) {
  if (created.stamp.kind != Stamp::Kind::kUtc) return;
  const auto [at, is_new] = created_.try_emplace(key, created.stamp.value);
  if (!is_new && at->second != created.stamp.value) at->second = -1;
}

// From the ages of one kind.
std::optional<Instant> PrintMoments::FromAges(const ReadMember& read, Stamp::Kind kind,
                                              const Instant& captured) const {
  // Each pair of creation and age: printed in [creation + age, + width of both).
  std::optional<Micros> low;
  std::optional<Micros> high;
  ForEachCreation(read, [&](const Key& key, const When& created) {
    const auto known = created_.find(key);
    if (created.stamp.kind != kind || known == created_.end() || known->second < 0) return;
    // Creation times are cut to whole seconds: up to one later.
    const Micros earliest = known->second + created.stamp.value;
    const Micros latest = earliest + created.stamp.width + kSecond;
    low = std::max(low.value_or(earliest), earliest);
    high = std::min(high.value_or(latest), latest);
  });
  if (!low || !high || *low > *high || *high - *low > kHour) return {};
  // Ages of days are hours wide: where they agree with the capture, it is the better answer.
  const bool agrees = captured.known() && captured.earliest <= *high && captured.latest >= *low;
  if (agrees && *high - *low > captured.latest - captured.earliest + 2 * kMinute) return {};
  const auto stated = NewestStated(read);
  if (stated && *stated > *low && *stated <= *high) low = stated;
  return Instant{.earliest = *low, .latest = *high, .basis = Basis::kAge};
}

PrintMoment PrintMoments::Of(const ReadMember& read, const Instant& own,
                             const Instant& captured) const {
  const auto server = FromAges(read, Stamp::Kind::kAge, captured);
  const auto local = FromAges(read, Stamp::Kind::kLocalAge, captured);
  if (server || local) {
    return {.instant = server ? *server : *local,
            .local = local ? *local : *server,
            .basis = "ages beside stated creation times"};
  }
  const auto stated = NewestStated(read);
  if (!captured.known()) return {};
  PrintMoment moment{.instant = captured, .local = {}, .basis = kPrintedAtCapture};
  if (own.known()) {
    moment.instant = own;
    moment.basis = "date output in it";
  }
  if (stated && *stated > moment.instant.earliest && *stated - moment.instant.earliest < kHour) {
    moment.instant.earliest = *stated;
    moment.instant.latest = std::max(moment.instant.latest, *stated + kMinute);
    moment.basis = "the newest moment it states";
  }
  moment.local = moment.instant;
  return moment;
}

}  // namespace howdunit
