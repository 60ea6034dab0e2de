#include "ingest/kube/object_row.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"
#include "ingest/kube/scope.h"

namespace howdunit {

ObjectRecord ObjectAt(Source source, std::string_view kind, std::string_view name) {
  ObjectRecord object;
  object.source = std::move(source);
  object.kind = Redact(kind);
  object.name = Redact(name);
  return object;
}

void AddField(ObjectRecord& object, std::string_view path, std::string_view value) {
  if (value.empty()) return;
  object.fields.push_back({.path = Redact(path), .value = Redact(value), .source = object.source});
}

void AddCells(ObjectRecord& object, const std::vector<std::string>& columns,
              const std::vector<std::string_view>& cells,
              std::span<const std::string_view> except) {
  for (std::size_t i = 0; i < std::min(columns.size(), cells.size()); ++i) {
    if (std::find(except.begin(), except.end(), columns[i]) != except.end()) continue;
    AddField(object, ToLower(columns[i]), cells[i]);
  }
}

CoverageRecord CoverageOf(const ReadContext& context, Source source, std::string_view kind,
                          std::int64_t items) {
  CoverageRecord coverage;
  coverage.source = std::move(source);
  coverage.topic = TopicOfKind(kind);
  coverage.node = Redact(context.hints.node);
  coverage.items = items;
  return coverage;
}

bool IsFiltered(std::string_view command, std::span<const std::string_view> flags) {
  constexpr std::array kHarmless = std::to_array<std::string_view>({"cat", "less", "sort", "tee"});
  const auto words = SplitWords(command);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with(">") || words[i].starts_with("2>")) return false;
    if (words[i] == "|") {
      const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
      return std::find(kHarmless.begin(), kHarmless.end(), next) == kHarmless.end();
    }
    const std::string_view flag = words[i].substr(0, words[i].find('='));
    if (std::find(flags.begin(), flags.end(), flag) != flags.end()) return true;
  }
  return false;
}

LineSearch::LineSearch(const ReadContext& context, std::string_view origin)
    : groups_(context.signatures, context.out, origin),
      context_{.node = {},
               .space = Redact(context.hints.space),
               .pod = Redact(context.hints.pod),
               .container = Redact(context.hints.container),
               .unit = {}} {}

void LineSearch::Look(std::string_view message, std::string_view line, std::int64_t number) {
  groups_.Look(message, line, number, Stamp{}, context_);
}

}  // namespace howdunit
