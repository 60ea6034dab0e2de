#include "ingest/kube/event.h"

#include <algorithm>

#include "core/text.h"
#include "ingest/kube/kinds.h"

namespace howdunit {
namespace {

// The first of the names that the event has: the two APIs name the same things.
std::string_view FirstOf(const Node& event, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (event[name].is_scalar() || event[name].is_map()) return name;
  }
  return *names.begin();
}

When FirstKnown(std::initializer_list<When> times) {
  for (const When& time : times) {
    if (time.stamp.kind != Stamp::Kind::kNone) return time;
  }
  return {};
}

}  // namespace

void SetEventSource(std::string_view component, std::string_view host, EventRecord& event) {
  event.component = Redact(Trim(component));
  host = Trim(host);
  if (!host.starts_with(event.component.str())) event.host = Redact(host);
}

void SetEventSource(std::string_view cell, EventRecord& event) {
  const bool braced = cell.starts_with('{') && cell.ends_with('}');
  if (braced) cell = cell.substr(1, cell.size() - 2);
  const std::string_view component = TakeUntil(cell, braced ? " " : ",");
  SetEventSource(component, cell, event);
}

void SetEventObject(std::string_view kind, std::string_view space, std::string_view name,
                    EventRecord& event) {
  event.kind = Redact(kind);
  event.name = Redact(name);
  if (!IsClusterScoped(kind)) event.space = Redact(space);
}

std::optional<Assignment> AssignmentIn(const EventRecord& event) {
  if (event.reason.str() != "Scheduled" || event.message_cut) return {};
  std::string_view rest = event.message.str();
  constexpr std::string_view kBegin = "Successfully assigned ";
  if (!rest.starts_with(kBegin)) return {};
  rest.remove_prefix(kBegin.size());
  std::string_view pod = TakeUntil(rest, " to ");
  const std::string_view space = TakeUntil(pod, "/");
  const std::string_view node = Trim(rest);
  const bool whole = !space.empty() && !pod.empty() && !node.empty();
  if (!whole || node.find_first_of(" <>") != std::string_view::npos) return {};
  return Assignment{.space = space, .pod = pod, .node = node};
}

EventRecord ReadEvent(const Node& event, const DocumentText& text) {
  const std::string_view object_key = FirstOf(event, {"involvedObject", "regarding"});
  const std::string_view message_key = FirstOf(event, {"message", "note"});
  const std::string_view first_key = FirstOf(event, {"firstTimestamp", "deprecatedFirstTimestamp"});
  const std::string_view last_key = FirstOf(event, {"lastTimestamp", "deprecatedLastTimestamp"});
  const std::string_view count_key = FirstOf(event, {"count", "deprecatedCount"});
  const Node& object = event[object_key];
  const Node& emitter = event[FirstOf(event, {"source", "deprecatedSource"})];
  const Node& series = event["series"];

  EventRecord record;
  const std::string_view own_space = event.At("metadata.namespace").text;
  const std::string_view space = object["namespace"].text;
  SetEventObject(KindOfApi(object["kind"].text, object["apiVersion"].text),
                 space.empty() ? own_space : space, object["name"].text, record);
  record.uid = RedactIdentifier(object["uid"].text);
  record.type = Redact(event["type"].text);
  record.reason = Redact(event["reason"].text);
  record.message = Redact(Trim(event[message_key].text));
  if (!emitter["component"].text.empty()) {
    SetEventSource(emitter["component"].text, emitter["host"].text, record);
  } else {
    const auto reporter = FirstOf(event, {"reportingComponent", "reportingController"});
    SetEventSource(event[reporter].text, event["reportingInstance"].text, record);
  }
  record.created = StatedTime(event.At("metadata.creationTimestamp"));
  record.first =
      FirstKnown({StatedTime(event["eventTime"]), StatedTime(event[first_key]), record.created});
  record.last = FirstKnown(
      {StatedTime(series["lastObservedTime"]), StatedTime(event[last_key]), record.first});
  const auto count = StatedInt(event[count_key]);
  record.count = std::max<std::int64_t>(StatedInt(series["count"]).value_or(count.value_or(1)), 1);
  record.source = text.Quote({{event, count_key},
                              {event, "eventTime"},
                              {event, first_key},
                              {object, "name"},
                              {event, last_key},
                              {event, message_key},
                              {event, "reason"},
                              {series, "count"},
                              {series, "lastObservedTime"}});
  return record;
}

}  // namespace howdunit
