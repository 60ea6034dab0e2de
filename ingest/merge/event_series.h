// What an object says again and again, as one event that is counted.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/record_list.h"
#include "ingest/merge/event_places.h"
#include "ingest/merge/place_lists.h"
#include "ingest/merge/same_event.h"

namespace howdunit {

// Recorders count what repeats, but not beyond a restart, and not if an id in the message differs:
// a failing cluster lists hundreds of events of each pod that say the same. Where there are very
// many events, the first few of those stand for themselves; the others become one record, with the
// sum of their counts, the first and the last moment, and where these stand.
class EventSeries {
 public:
  // Told of each event that is counted with others: what it alone says is nowhere else.
  using Counted = std::function<void(const EventRecord&)>;

  // Of at most so many events; those that stand for others are put into `merged`, which outlives
  // this.
  EventSeries(RecordList<EventRecord>& merged, std::size_t most, Counted counted);

  // Whether it has been counted with others, or had been in another view. If not it stands for
  // itself. REQUIRES: it is none of those that stand for themselves.
  bool Take(const EventRecord& event, const EventKey& key);

  // Writes down what was counted. To be called once, at the end.
  void Finish();

 private:
  // Those of one object that say the same.
  struct Series {
    std::uint64_t object, text;  // hashes
    std::uint32_t apart;         // so many stand for themselves
    std::uint32_t sum;           // in sums_; kNone if there is none yet
  };
  struct Sum {
    std::size_t place;  // in merged_
    std::int64_t count;
    When first, last;
    Source last_source;
  };
  // One that was counted, to know it again in another view.
  struct Known {
    std::uint64_t message;
    BareInstant first;
    std::uint32_t count;
    std::uint32_t sum;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  bool TakeKnown(const EventRecord& event, std::uint64_t message);
  Series& SeriesOf(const EventRecord& event);
  void Begin(const EventRecord& event, Series& series);
  void Count(const EventRecord& event, Sum& sum);
  void Remember(const EventRecord& event, std::uint64_t message, std::uint32_t sum);
  bool CanBe(const EventRecord& event, const Known& known) const;

  RecordList<EventRecord>& merged_;
  Counted counted_;
  std::vector<Series> series_;
  PlaceLists series_places_;
  std::vector<Sum> sums_;
  std::vector<Known> known_;
  EventPlaces known_places_;
};

}  // namespace howdunit
