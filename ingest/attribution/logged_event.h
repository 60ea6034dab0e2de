// What an event is about that a program writes into its own log when it sends it:
//
//   Event(v1.ObjectReference{Kind:"Pod", Namespace:"shop", Name:"web-0", …}): type: 'Warning' …
//   "Event occurred" object="shop/web-0" fieldPath="" kind="Pod" … type="Warning" reason="…"
//
// Source: client-go, tools/record/event.go, StartLogging and StartStructuredLogging.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdunit {

struct LoggedEvent {
  std::string kind;
  std::string space;  // empty: the object stands outside of namespaces
  std::string name;
};

// Nothing if the line is no such one, or names no object.
std::optional<LoggedEvent> LoggedEventIn(std::string_view line);

// Whether a program of that name sends events of its own node's pods only.
bool SpeaksOfItsNode(std::string_view unit);

}  // namespace howdunit
