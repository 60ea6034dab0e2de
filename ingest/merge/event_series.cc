#include "ingest/merge/event_series.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ingest/merge/same_event.h"
#include "ingest/text/container_ids.h"

namespace howdunit {
namespace {

constexpr std::uint32_t kApart = 2;               // of a series, that stand for themselves
constexpr std::string_view kInexact = "inexact";  // of a message: known when, but roughly
constexpr std::string_view kCheck = "check";  // tells the second hash of a series from the first

std::uint64_t HashOf(const EventRecord& event, std::uint64_t hash) {
  for (const Redacted* text : {&event.space, &event.kind, &event.name, &event.uid, &event.type,
                               &event.reason, &event.component, &event.host}) {
    hash = event_key::Mixed(hash, text->str());
  }
  return hash;
}

// What messages have in common that differ only in the ids of containers.
std::uint64_t HashWithoutIds(std::string_view text) {
  std::uint64_t hash = 0;
  std::size_t begin = 0;
  ForEachContainerId(text, [&](std::size_t id) {
    hash = event_key::Mixed(hash, text.substr(begin, id - begin));
    begin = id + kContainerIdLength;
  });
  return event_key::Mixed(hash, text.substr(begin));
}

std::uint32_t CountOf(const EventRecord& event) {
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(event.count, kMost));
}

std::int64_t SumOf(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return a > kMost - b ? kMost : a + b;
}

}  // namespace

EventSeries::EventSeries(RecordList<EventRecord>& merged, std::size_t most, Counted counted)
    : merged_(merged),
      counted_(std::move(counted)),
      series_by_key_(most),
      known_by_key_(2 * most) {}

bool EventSeries::Take(const EventRecord& event) {
  const std::uint64_t message = event_key::OfMessage(event_key::OfName(event), event);
  if (TakeKnown(event, message)) return true;
  if (!event.first.instant.known() || !event.last.instant.known()) return false;
  Series& series = SeriesOf(event);
  if (series.apart < kApart) {
    ++series.apart;
    return false;
  }
  if (series.sum == kNone) {
    Begin(event, series);
  } else {
    Count(event, sums_[series.sum]);
  }
  Remember(event, message, series.sum);
  counted_(event);
  return true;
}

EventSeries::Series& EventSeries::SeriesOf(const EventRecord& event) {
  const std::uint64_t text = HashWithoutIds(MessageOf(event));
  const std::uint64_t key = HashOf(event, text);
  const std::uint64_t check = HashOf(event, event_key::Mixed(text, kCheck));
  std::size_t at =
      series_by_key_.Find(key, [&](std::size_t i) { return series_[i].check == check; });
  if (at == PlaceLists::kNowhere) {
    at = series_.size();
    series_.push_back({.check = check, .apart = 0, .sum = kNone});
    series_by_key_.Insert(key, at);
  }
  return series_[at];
}

void EventSeries::Begin(const EventRecord& event, Series& series) {
  series.sum = static_cast<std::uint32_t>(sums_.size());
  sums_.push_back({.place = merged_.size(),
                   .count = event.count,
                   .first = event.first,
                   .last = event.last,
                   .last_source = {}});
  merged_.push_back(event);
}

void EventSeries::Count(const EventRecord& event, Sum& sum) {
  sum.count = SumOf(sum.count, event.count);
  if (event.first.instant.earliest < sum.first.instant.earliest) {
    // It is quoted for the beginning of them all.
    if (sum.last_source.line == 0) sum.last_source = merged_[sum.place].source;
    sum.first = event.first;
    merged_.Replace(sum.place, event);
  }
  if (event.last.instant.latest > sum.last.instant.latest) {
    sum.last = event.last;
    sum.last_source = event.source;
  }
}

void EventSeries::Remember(const EventRecord& event, std::uint64_t message, std::uint32_t sum) {
  const Instant& first = event.first.instant;
  const std::size_t place = known_.size();
  known_.push_back({.message = message,
                    .first_earliest = first.earliest,
                    .first_latest = first.latest,
                    .count = CountOf(event),
                    .sum = sum});
  known_by_key_.Insert(message, place);
  known_by_key_.Insert(event_key::IsExact(first)
                           ? event_key::OfTime(message, event_key::SlotOf(first))
                           : event_key::Mixed(message, kInexact),
                       place);
}

bool EventSeries::CanBe(const EventRecord& event, const Known& known) const {
  const Sum& sum = sums_[known.sum];
  if (!CanBeSame(event.first.instant, known.first())) return false;
  if (!event.first.instant.known()) {
    const Instant all{sum.first.instant.earliest, sum.last.instant.latest, Basis::kStated};
    if (!CanBeSame(event.last.instant, all)) return false;
  }
  return SameKindOfEvent(merged_[sum.place], event);
}

bool EventSeries::TakeKnown(const EventRecord& event, std::uint64_t message) {
  const Instant& first = event.first.instant;
  const auto find = [&](std::uint64_t key) {
    return known_by_key_.Find(key, [&](std::size_t i) {
      return known_[i].message == message && CanBe(event, known_[i]);
    });
  };
  std::size_t at = PlaceLists::kNowhere;
  if (event_key::IsExact(first)) {
    at = find(event_key::Mixed(message, kInexact));
    const std::int64_t slot = event_key::SlotOf(first);
    for (std::int64_t near = slot - 1; near <= slot + 1; ++near) {
      at = std::min(at, find(event_key::OfTime(message, near)));
    }
  } else {
    at = find(message);
  }
  if (at == PlaceLists::kNowhere) return false;
  Known& known = known_[at];
  Sum& sum = sums_[known.sum];
  if (CountOf(event) > known.count) {
    sum.count = SumOf(sum.count, CountOf(event) - known.count);
    known.count = CountOf(event);
  }
  if (event.last.instant.known() && event.last.instant.earliest > sum.last.instant.latest) {
    sum.last = event.last;
    sum.last_source = event.source;
  }
  return true;
}

void EventSeries::Finish() {
  constexpr std::size_t kTogether = 256;
  std::vector<std::pair<std::size_t, EventRecord>> records;
  for (Sum& sum : sums_) {
    EventRecord event = merged_[sum.place];
    event.count = sum.count;
    event.first = sum.first;
    event.last = sum.last;
    event.last_source = std::move(sum.last_source);
    records.emplace_back(sum.place, std::move(event));
    if (records.size() == kTogether) merged_.Replace(std::exchange(records, {}));
  }
  merged_.Replace(std::move(records));
  sums_.clear();
}

}  // namespace howdunit
