#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.h"
#include "ingest/merge/merge.h"
#include "ingest/merge/prefer.h"

namespace howdunit {
namespace {

// Cuts what only some views show: a field path before the message (kubectl 1.35).
std::string_view MessageOf(const EventRecord& event) {
  std::string_view message = TrimRight(event.message.str());
  if (event.message_cut && message.ends_with("...")) message.remove_suffix(3);
  return TrimRight(message.substr(0, message.find('\n')));
}

bool SameMessage(const EventRecord& a, const EventRecord& b) {
  const std::string_view x = MessageOf(a);
  const std::string_view y = MessageOf(b);
  if (x == y) return true;
  return (a.message_cut && y.starts_with(x)) || (b.message_cut && x.starts_with(y));
}

constexpr Micros kSlack = 2 * kSecond;  // API times are cut to seconds, ages too

bool CanBeSame(const Instant& a, const Instant& b) {
  if (!a.known() || !b.known()) return true;
  return a.earliest <= b.latest + kSlack && b.earliest <= a.latest + kSlack;
}

// About one object, as far as is stated. A view without kinds (must-gather's page) shows the
// namespace that an event is stored in: for objects outside of namespaces that is "default".
bool SameObject(const EventRecord& a, const EventRecord& b) {
  if (!a.kind.empty() && !b.kind.empty()) return a.kind == b.kind && a.space == b.space;
  if (a.space == b.space) return true;
  const EventRecord& bare = a.kind.empty() ? a : b;
  const EventRecord& known = a.kind.empty() ? b : a;
  return known.space.empty() && bare.space.str() == "default";
}

// The same event, seen at the same or at different moments of its life: it began
// at one moment, and the spans overlap.
bool SameEvent(const EventRecord& a, const EventRecord& b) {
  if (!SameObject(a, b)) return false;
  if (a.type != b.type && !a.type.empty() && !b.type.empty()) return false;
  if (!a.uid.empty() && !b.uid.empty() && a.uid != b.uid) return false;
  if (!SameMessage(a, b)) return false;
  // A view without a first time (a table's LAST SEEN) has it unknown.
  if (!CanBeSame(a.first.instant, b.first.instant)) return false;
  if (CanBeSame(a.last.instant, b.last.instant)) return true;
  // Both dated, and later in one view than in the other: it went on in between.
  return a.first.instant.known() && b.first.instant.known();
}

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
                     from.last.instant.earliest > into.last.instant.latest + kSlack;
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

// Lists of places, each found by a hash, all in one piece of memory: there are two or three for
// each event.
class PlaceLists {
 public:
  static constexpr std::size_t kNowhere = SIZE_MAX;

  explicit PlaceLists(std::size_t places) : buckets_(std::bit_floor(std::max(places, kFewest))) {
    links_.reserve(places);
  }

  // Places of one list ascend.
  void Insert(std::uint64_t key, std::size_t place) {
    Bucket& bucket = BucketOf(key);
    const auto added = static_cast<std::uint32_t>(links_.size());
    links_.push_back(
        {.tag = TagOf(key), .place = static_cast<std::uint32_t>(place), .next = kNone});
    if (bucket.first == kNone) {
      bucket.first = bucket.last = added;
    } else if (links_[bucket.last].place <= place) {
      links_[bucket.last].next = added;
      bucket.last = added;
    } else {
      std::uint32_t* at = &bucket.first;
      while (links_[*at].place <= place) at = &links_[*at].next;
      links_[added].next = *at;
      *at = added;
    }
  }

  // The first place of the list that `wanted` takes; kNowhere if there is none.
  template <typename Wanted>
  std::size_t Find(std::uint64_t key, const Wanted& wanted) const {
    for (std::uint32_t at = BucketOf(key).first; at != kNone; at = links_[at].next) {
      if (links_[at].tag == TagOf(key) && wanted(links_[at].place)) return links_[at].place;
    }
    return kNowhere;
  }

 private:
  static constexpr std::size_t kFewest = 16;
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Link {
    std::uint32_t tag, place, next;
  };
  struct Bucket {
    std::uint32_t first = kNone, last = kNone;
  };

  // Sizes are powers of two, and a key's low bits as good as any; those above them tell keys of
  // one bucket apart.
  static std::uint32_t TagOf(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32U); }
  Bucket& BucketOf(std::uint64_t key) { return buckets_[key & (buckets_.size() - 1)]; }
  const Bucket& BucketOf(std::uint64_t key) const { return buckets_[key & (buckets_.size() - 1)]; }

  std::vector<Bucket> buckets_;
  std::vector<Link> links_;
};

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
    const std::uint64_t name = NameKey(event);
    // A message that was cut agrees with longer ones, which only looking at them tells.
    if (event.message_cut) return first_of(Mixed(name, kAll));
    const std::uint64_t message = MessageKey(name, event);
    const std::size_t cut = cut_ ? first_of(Mixed(name, kCut)) : kNowhere;
    if (!IsExact(event.first.instant)) return std::min(cut, first_of(Mixed(message, kAll)));
    const std::int64_t slot = SlotOf(event.first.instant);
    return std::min({cut, first_of(Mixed(message, kInexact)), first_of(TimeKey(message, slot - 1)),
                     first_of(TimeKey(message, slot)), first_of(TimeKey(message, slot + 1))});
  }

  // `at` counts up.
  void Add(const EventRecord& event, std::size_t at) {
    const std::uint64_t name = NameKey(event);
    firsts_.emplace_back(event.first.instant);
    if (cut_) lists_.Insert(Mixed(name, kAll), at);
    if (event.message_cut) {
      lists_.Insert(Mixed(name, kCut), at);
    } else {
      AddWhole(name, event, at);
    }
  }

  // The event at `at` says more than it did: its message may have been `cut`, and is not any more.
  void Change(const EventRecord& event, std::size_t at, bool cut) {
    firsts_[at] = Span(event.first.instant);
    if (cut && !event.message_cut) AddWhole(NameKey(event), event, at);
  }

 private:
  static constexpr std::string_view kAll = "all";
  static constexpr std::string_view kCut = "cut";          // of a name and reason
  static constexpr std::string_view kInexact = "inexact";  // of a message: known when, but roughly
  // Exact moments that can be the same lie in one slot or in two next to each other.
  static constexpr Micros kExact = 2 * kSecond;
  static constexpr Micros kSlot = 8 * kSecond;
  static_assert(kSlot >= kExact + kSlack);

  static bool IsExact(const Instant& instant) {
    return instant.known() && instant.latest - instant.earliest <= kExact;
  }
  static std::int64_t SlotOf(const Instant& instant) { return instant.earliest / kSlot; }

  static std::uint64_t Mixed(std::uint64_t hash, std::string_view text) {
    return hash * 0x9E3779B97F4A7C15 + std::hash<std::string_view>()(text);
  }
  static std::uint64_t NameKey(const EventRecord& event) {
    return Mixed(Mixed(0, event.name.str()), event.reason.str());
  }
  static std::uint64_t MessageKey(std::uint64_t name, const EventRecord& event) {
    return Mixed(name, MessageOf(event));
  }
  static std::uint64_t TimeKey(std::uint64_t message, std::int64_t slot) {
    const std::uint64_t mixed = (message ^ static_cast<std::uint64_t>(slot)) * 0x9E3779B97F4A7C15;
    return mixed ^ mixed >> 32U;
  }

  void AddWhole(std::uint64_t name, const EventRecord& event, std::size_t at) {
    const std::uint64_t message = MessageKey(name, event);
    const Instant& first = event.first.instant;
    lists_.Insert(Mixed(message, kAll), at);
    lists_.Insert(IsExact(first) ? TimeKey(message, SlotOf(first)) : Mixed(message, kInexact), at);
  }

  // An instant, without how it is known.
  class Span {
   public:
    explicit Span(const Instant& instant)
        : earliest_(instant.known() ? instant.earliest : 1),
          latest_(instant.known() ? instant.latest : 0) {}
    bool CanBe(const Instant& other) const {
      return CanBeSame(
          earliest_ > latest_ ? Instant{} : Instant{earliest_, latest_, Basis::kStated}, other);
    }

   private:
    Micros earliest_, latest_;
  };

  bool cut_;  // some messages are
  PlaceLists lists_;
  std::vector<Span> firsts_;  // of all: most need not be looked at
};

EventMerger::EventMerger(RecordList<EventRecord>& merged, std::size_t most, bool cut)
    : merged_(merged), index_(std::make_unique<Index>(most, cut)) {}

EventMerger::~EventMerger() = default;

void EventMerger::Add(EventRecord&& event) {
  const std::size_t same = index_->Find(event, merged_);
  if (same == Index::kNowhere) {
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

}  // namespace howdunit
