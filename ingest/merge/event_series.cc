#include "ingest/merge/event_series.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ingest/merge/same_event.h"
#include "ingest/text/container_ids.h"

namespace howdunit {
namespace {

constexpr std::uint32_t kApart = 2;  // of a series, that stand for themselves

std::uint64_t HashOfObject(const EventRecord& event) {
  std::uint64_t hash = 0;
  for (const Redacted* text : {&event.space, &event.kind, &event.name, &event.uid, &event.type,
                               &event.reason, &event.component, &event.host}) {
    hash = MixHash(hash, text->str());
  }
  return hash;
}

// What messages have in common that differ only in the ids of containers.
std::uint64_t HashWithoutIds(std::string_view text) {
  std::uint64_t hash = 0;
  std::size_t begin = 0;
  ForEachContainerId(text, [&](std::size_t id) {
    hash = MixHash(hash, text.substr(begin, id - begin));
    begin = id + kContainerIdLength;
  });
  return MixHash(hash, text.substr(begin));
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
    : merged_(merged), counted_(std::move(counted)), series_places_(most), known_places_(most) {}

bool EventSeries::Take(const EventRecord& event, const EventKey& key) {
  if (TakeKnown(event, key.message)) return true;
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
  Remember(event, key.message, series.sum);
  counted_(event);
  return true;
}

EventSeries::Series& EventSeries::SeriesOf(const EventRecord& event) {
  const std::uint64_t object = HashOfObject(event);
  const std::uint64_t text = HashWithoutIds(MessageOf(event));
  const std::uint64_t key = object * kHashFactor + text;
  std::size_t at = series_places_.Find(
      key, [&](std::size_t i) { return series_[i].object == object && series_[i].text == text; });
  if (at == PlaceLists::kNowhere) {
    at = series_.size();
    series_.push_back({.object = object, .text = text, .apart = 0, .sum = kNone});
    series_places_.Insert(key, at);
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
  known_places_.Insert(message, first, known_.size());
  known_.push_back(
      {.message = message, .first = BareInstant(first), .count = CountOf(event), .sum = sum});
}

bool EventSeries::CanBe(const EventRecord& event, const Known& known) const {
  const Sum& sum = sums_[known.sum];
  if (!known.first.CanBe(event.first.instant)) return false;
  if (!event.first.instant.known()) {
    const Instant all{sum.first.instant.earliest, sum.last.instant.latest, Basis::kStated};
    if (!CanBeSame(event.last.instant, all)) return false;
  }
  return SameKindOfEvent(merged_[sum.place], event);
}

bool EventSeries::TakeKnown(const EventRecord& event, std::uint64_t message) {
  const std::size_t at = known_places_.Find(message, event.first.instant, [&](std::size_t i) {
    return known_[i].message == message && CanBe(event, known_[i]);
  });
  if (at == EventPlaces::kNowhere) return false;
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
