#include "ingest/attribution/logged_event.h"

#include "core/text.h"

namespace howdunit {
namespace {

// "web-0" of "… Name:"web-0", …"; empty if it is not there, or not to its end.
std::string ValueOf(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return "";
  text.remove_prefix(at + key.size());
  const std::size_t end = text.find('"');
  return end == std::string_view::npos ? "" : std::string(text.substr(0, end));
}

}  // namespace

std::optional<LoggedEvent> LoggedEventIn(std::string_view line) {
  constexpr std::string_view kReference = "ObjectReference{Kind:";
  constexpr std::string_view kOccurred = "Event occurred";
  std::size_t at = line.find(kReference);
  const bool reference = at != std::string_view::npos;
  if (!reference) at = line.find(kOccurred);
  if (at == std::string_view::npos) return {};
  const std::string plain = UnescapeGoFully(line.substr(at));
  std::string_view text = plain;
  LoggedEvent event;
  if (reference) {
    text = text.substr(0, text.find('}'));
    event.kind = ValueOf(text, "{Kind:\"");
    event.space = ValueOf(text, " Namespace:\"");
    event.name = ValueOf(text, " Name:\"");
  } else {
    if (!text.substr(kOccurred.size()).starts_with("\" object=\"")) return {};
    text = text.substr(0, text.find(" reason=\""));  // the message may hold anything
    const std::string object = ValueOf(text, " object=\"");
    event.kind = ValueOf(text, " kind=\"");
    const std::size_t slash = object.find('/');
    event.name = object.substr(slash == std::string::npos ? 0 : slash + 1);
    if (slash != std::string::npos) event.space = object.substr(0, slash);
  }
  if (event.kind.empty() || event.name.empty()) return {};
  return event;
}

bool SpeaksOfItsNode(std::string_view unit) { return unit == "kubelet"; }

}  // namespace howdunit
