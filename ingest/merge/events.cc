#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "ingest/merge/event_places.h"
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

// Events by what must agree before SameEvent() is asked.
class EventMerger::Index {
 public:
  static constexpr std::size_t kNowhere = PlaceLists::kNowhere;

  Index(std::size_t events, bool cut) : cut_(cut), whole_(events), names_(cut ? 2 * events : 0) {
    firsts_.reserve(events);
  }

  // The first of `merged` that is the same event; kNowhere if none is.
  std::size_t Find(const EventRecord& event, const EventKey& key,
                   const RecordList<EventRecord>& merged) const {
    const auto same = [&](std::size_t i) {
      return firsts_[i].CanBe(event.first.instant) && SameEvent(merged[i], event);
    };
    // A message that was cut agrees with longer ones, which only looking at them tells.
    if (event.message_cut) return names_.Find(All(key), same);
    const std::size_t cut = cut_ ? names_.Find(Cut(key), same) : kNowhere;
    return std::min(cut, whole_.Find(key.message, event.first.instant, same));
  }

  // `at` counts up; what stands between is not to be found.
  void Add(const EventRecord& event, const EventKey& key, std::size_t at) {
    firsts_.resize(at, BareInstant(Instant{}));
    firsts_.emplace_back(event.first.instant);
    if (cut_) names_.Insert(All(key), at);
    if (event.message_cut) {
      names_.Insert(Cut(key), at);
    } else {
      whole_.Insert(key.message, event.first.instant, at);
    }
  }

  // The event at `at` says more than it did: its message may have been `cut`, and is not any more.
  void Change(const EventRecord& event, std::size_t at, bool cut) {
    firsts_[at] = BareInstant(event.first.instant);
    if (cut && !event.message_cut) {
      whole_.Insert(EventKey(event).message, event.first.instant, at);
    }
  }

 private:
  static std::uint64_t All(const EventKey& key) { return MixHash(key.name, "all"); }
  static std::uint64_t Cut(const EventKey& key) { return MixHash(key.name, "cut"); }

  bool cut_;                         // some messages are
  EventPlaces whole_;                // of the others
  PlaceLists names_;                 // by name and reason, if some messages are cut
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
  const EventKey key(event);
  const std::size_t same = index_->Find(event, key, merged_);
  if (same == Index::kNowhere) {
    if (series_ && series_->Take(event, key)) return;
    index_->Add(event, key, merged_.size());
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
