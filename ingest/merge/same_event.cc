#include "ingest/merge/same_event.h"

#include <functional>

#include "core/text.h"

namespace howdunit {
namespace {

bool SameMessage(const EventRecord& a, const EventRecord& b) {
  const std::string_view x = MessageOf(a);
  const std::string_view y = MessageOf(b);
  if (x == y) return true;
  return (a.message_cut && y.starts_with(x)) || (b.message_cut && x.starts_with(y));
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

}  // namespace

bool CanBeSame(const Instant& a, const Instant& b) {
  if (!a.known() || !b.known()) return true;
  return a.earliest <= b.latest + kEventSlack && b.earliest <= a.latest + kEventSlack;
}

std::string_view MessageOf(const EventRecord& event) {
  std::string_view message = TrimRight(event.message.str());
  if (event.message_cut && message.ends_with("...")) message.remove_suffix(3);
  return TrimRight(message.substr(0, message.find('\n')));
}

bool SameKindOfEvent(const EventRecord& a, const EventRecord& b) {
  if (!SameObject(a, b)) return false;
  if (a.type != b.type && !a.type.empty() && !b.type.empty()) return false;
  return a.uid == b.uid || a.uid.empty() || b.uid.empty();
}

bool SameEvent(const EventRecord& a, const EventRecord& b) {
  if (!SameKindOfEvent(a, b) || !SameMessage(a, b)) return false;
  // A view without a first time (a table's LAST SEEN) has it unknown.
  if (!CanBeSame(a.first.instant, b.first.instant)) return false;
  if (CanBeSame(a.last.instant, b.last.instant)) return true;
  // Both dated, and later in one view than in the other: it went on in between.
  return a.first.instant.known() && b.first.instant.known();
}

std::uint64_t MixHash(std::uint64_t hash, std::string_view text) {
  return hash * kHashFactor + std::hash<std::string_view>()(text);
}

EventKey::EventKey(const EventRecord& event)
    : name(MixHash(MixHash(0, event.name.str()), event.reason.str())),
      message(MixHash(name, MessageOf(event))) {}

}  // namespace howdunit
