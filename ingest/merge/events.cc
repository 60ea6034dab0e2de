#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/merge/event_series.h"
#include "ingest/merge/merge.h"
#include "ingest/merge/place_lists.h"
#include "ingest/merge/prefer.h"
#include "ingest/merge/same_event.h"

namespace howdunit {
namespace {

bool MoreExact(const Instant& a, const Instant& b) {
  if (a.known() != b.known()) return a.known();
  return a.latest - a.earliest < b.latest - b.earliest;
}

void Merge(EventRecord& into, EventRecord& from) {
  into.more_sources.push_back(from.source);
  // The view whose times are exact is the one to quote.
  if (MoreExact(from.last.instant, into.last.instant)) {
    std::swap(into.source, into.more_sources.back());
  }
  if (into.message_cut && !from.message_cut) {
    into.message = from.message;
    into.message_cut = false;
  }
  const bool later = from.last.instant.known() && into.last.instant.known() &&
                     from.last.instant.earliest > into.last.instant.latest + kEventSlack;
  if (later || MoreExact(from.last.instant, into.last.instant)) into.last = from.last;
  if (into.kind.empty() && !from.kind.empty()) {
    into.kind = from.kind;
    into.space = from.space;
  }
  Fill(into.first, from.first);
  Fill(into.uid, from.uid);
  Fill(into.type, from.type);
  Fill(into.component, from.component);
  Fill(into.host, from.host);
  into.count = std::max(into.count, from.count);
}

}  // namespace

// Events by what must agree before SameEvent() is asked: there are many of one pod that say the
// same at different moments. Hashes may agree by chance.
class EventMerger::Index {
 public:
  static constexpr std::size_t kNowhere = PlaceLists::kNowhere;

  Index(std::size_t events, bool cut) : cut_(cut), lists_((cut ? 3 : 2) * events) {
    firsts_.reserve(events);
  }

  // The first of `merged` that is the same event; kNowhere if none is.
  std::size_t Find(const EventRecord& event, const RecordList<EventRecord>& merged) const {
    const auto first_of = [&](std::uint64_t key) {
      return lists_.Find(key, [&](std::size_t i) {
        return firsts_[i].CanBe(event.first.instant) && SameEvent(merged[i], event);
      });
    };
    const std::uint64_t name = event_key::OfName(event);
    // A message that was cut agrees with longer ones, which only looking at them tells.
    if (event.message_cut) return first_of(event_key::Mixed(name, kAll));
    const std::uint64_t message = event_key::OfMessage(name, event);
    const std::size_t cut = cut_ ? first_of(event_key::Mixed(name, kCut)) : kNowhere;
    if (!event_key::IsExact(event.first.instant))
      return std::min(cut, first_of(event_key::Mixed(message, kAll)));
    const std::int64_t slot = event_key::SlotOf(event.first.instant);
    return std::min({cut, first_of(event_key::Mixed(message, kInexact)),
                     first_of(event_key::OfTime(message, slot - 1)),
                     first_of(event_key::OfTime(message, slot)),
                     first_of(event_key::OfTime(message, slot + 1))});
  }

  // `at` counts up; what stands between is not to be found.
  void Add(const EventRecord& event, std::size_t at) {
    const std::uint64_t name = event_key::OfName(event);
    firsts_.resize(at, BareInstant(Instant{}));
    firsts_.emplace_back(event.first.instant);
    if (cut_) lists_.Insert(event_key::Mixed(name, kAll), at);
    if (event.message_cut) {
      lists_.Insert(event_key::Mixed(name, kCut), at);
    } else {
      AddWhole(name, event, at);
    }
  }

  // The event at `at` says more than it did: its message may have been `cut`, and is not any more.
  void Change(const EventRecord& event, std::size_t at, bool cut) {
    firsts_[at] = BareInstant(event.first.instant);
    if (cut && !event.message_cut) AddWhole(event_key::OfName(event), event, at);
  }

 private:
  static constexpr std::string_view kAll = "all";
  static constexpr std::string_view kCut = "cut";          // of a name and reason
  static constexpr std::string_view kInexact = "inexact";  // of a message: known when, but roughly

  void AddWhole(std::uint64_t name, const EventRecord& event, std::size_t at) {
    const std::uint64_t message = event_key::OfMessage(name, event);
    const Instant& first = event.first.instant;
    lists_.Insert(event_key::Mixed(message, kAll), at);
    lists_.Insert(event_key::IsExact(first) ? event_key::OfTime(message, event_key::SlotOf(first))
                                            : event_key::Mixed(message, kInexact),
                  at);
  }

  bool cut_;  // some messages are
  PlaceLists lists_;
  std::vector<BareInstant> firsts_;  // of all: most need not be looked at
};

EventMerger::EventMerger(RecordList<EventRecord>& merged, std::size_t most, bool cut,
                         EventSeries::Counted counted)
    : merged_(merged), index_(std::make_unique<Index>(most, cut)) {
  // What a message that was cut agrees with is not known any more once that has been counted.
  if (most > kMostApart && !cut) series_.emplace(merged, most, std::move(counted));
}

EventMerger::~EventMerger() = default;

void EventMerger::Add(EventRecord&& event) {
  const std::size_t same = index_->Find(event, merged_);
  if (same == Index::kNowhere) {
    if (series_ && series_->Take(event)) return;
    index_->Add(event, merged_.size());
    merged_.push_back(std::move(event));
    return;
  }
  EventRecord known = merged_[same];
  const bool cut = known.message_cut;
  Merge(known, event);
  index_->Change(known, same, cut);
  merged_.Replace(same, std::move(known));
}

void EventMerger::Finish() {
  if (series_) series_->Finish();
  merged_.Flush();
}

}  // namespace howdunit
