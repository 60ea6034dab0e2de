#include "ingest/kube/old_event_row.h"

#include <algorithm>

#include "core/text.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/table.h"

namespace howdunit {
namespace {

constexpr std::size_t kLeastWords = 5;  // ages, count, type, reason
constexpr std::size_t kMostWords = 12;  // up to the type

struct OldEventRow {
  std::string_view first, last;
  std::int64_t count = 1;
  std::string_view from;  // "{kubelet k8s02}", "kubelet, k8s02", with what follows it
  std::string_view type, reason, message;
};

std::string_view Between(std::string_view begin, std::string_view end) {
  const char* from = begin.data() + begin.size();
  return Trim(std::string_view(from, static_cast<std::size_t>(end.data() - from)));
}

std::optional<OldEventRow> Parse(std::string_view line) {
  line = TrimRight(Unquote(line));
  const auto words = SplitWords(line, kMostWords);
  if (words.size() < kLeastWords) return {};
  const auto count = ParseInt(words[2]);
  if (!IsEventAge(words[0]) || !IsEventAge(words[1]) || !count || *count < 1) return {};
  const auto type = std::find_if(words.begin() + 3, words.end(), IsEventType);
  if (words.end() - type < 2) return {};
  OldEventRow row{.first = words[0],
                  .last = words[1],
                  .count = *count,
                  .from = Between(words[2], *type),
                  .type = *type,
                  .reason = {},
                  .message = {}};
  row.message = line.substr(static_cast<std::size_t>(type->data() - line.data()) + type->size());
  row.message = TrimLeft(row.message);
  row.reason = row.message.substr(0, row.message.find_first_of(" \t"));
  row.message = Trim(row.message.substr(row.reason.size()));
  return row;
}

When AgeOf(std::string_view cell) {
  auto age = ParseShortAge(cell);
  if (!age) return {};
  age->kind = Stamp::Kind::kLocalAge;
  return {.stamp = *age, .instant = {}};
}

// What the path of a part of the object, "spec.containers{web}", stands behind.
std::string_view EmitterIn(std::string_view from) {
  if (from.starts_with('{')) return from.substr(0, from.find('}') + 1);
  const auto words = SplitWords(from, 3);
  if (words.empty() || words[0].starts_with("spec.")) return {};
  if (words.size() == 1 || !words[0].ends_with(',')) return words[0];
  return from.substr(0, static_cast<std::size_t>(words[1].data() - from.data()) + words[1].size());
}

}  // namespace

bool IsOldEventsHeader(std::string_view line) {
  const auto words = SplitWords(Unquote(line), 9);
  return words.size() == 8 && words[0] == "FirstSeen" && words[1] == "LastSeen" &&
         words[2] == "Count" && words[5] == "Type" && words[7] == "Message";
}

bool IsOldEventRow(std::string_view line) { return Parse(line).has_value(); }

std::optional<EventRecord> ReadOldEventRow(const Line& line) {
  const auto row = Parse(line.text);
  if (!row) return {};
  EventRecord event;
  event.source = LineSource(line.text, line.number);
  event.type = Redact(row->type);
  event.reason = Redact(row->reason);
  event.message = Redact(row->message);
  event.count = row->count;
  event.first = AgeOf(row->first);
  event.last = AgeOf(row->last);
  SetEventSource(EmitterIn(row->from), event);
  return event;
}

}  // namespace howdunit
