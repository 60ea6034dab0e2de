#include "ingest/kube/describe.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/object_name.h"
#include "ingest/kube/scope.h"

namespace howdunit {

std::optional<KeyLine> ParseKeyLine(std::string_view line) {
  KeyLine parsed;
  parsed.indent = std::min(line.find_first_not_of(' '), line.size());
  line = TrimRight(line.substr(parsed.indent));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  parsed.key = line.substr(0, colon);
  const std::string_view rest = line.substr(colon + 1);
  if (!rest.empty() && rest[0] != ' ') return {};  // "10.0.0.1:443"
  parsed.value = Trim(rest);
  return parsed;
}

When DescribedTime(std::string_view text) {
  const auto stamp = TakeRfc1123(text);
  if (!stamp || stamp->value <= 0) return {};
  return {.stamp = *stamp, .instant = {}};
}

std::optional<Micros> OffsetOfDescribed(std::string_view text) {
  const std::string wall_clock = std::string(text.substr(0, text.rfind(' '))) + " +0000";
  std::string_view as_utc = wall_clock;
  const auto local = TakeRfc1123(as_utc);
  const auto stamp = TakeRfc1123(text);
  if (!local || !stamp) return {};
  return local->value - stamp->value;
}

std::pair<Redacted, Redacted> ParsePair(std::string_view text) {
  const std::string_view key = TakeUntil(text, "=");
  return {Redact(key), Redact(text)};
}

bool StartsObject(std::string_view text) {
  if (!text.starts_with("Name:  ")) return false;
  TakeUntil(text, "\n");
  for (int i = 0; i < 3; ++i) {
    const auto line = ParseKeyLine(TakeUntil(text, "\n"));
    if (!line || line->indent != 0) continue;
    for (const std::string_view key :
         {"Namespace", "Labels", "Roles", "Priority", "CreationTimestamp", "StorageClass",
          "Selector", "API Version"}) {
      if (line->key == key) return true;
    }
  }
  return false;
}

bool AtNextObject(Reader& in) {
  const auto line = in.Peek();
  return line && line->text.starts_with("Name:") && StartsObject(in.Ahead(512));
}

DescribedObject ObjectOfDescribe(const std::string& command) {
  DescribedObject object;
  std::string_view rest = command;
  if (!Contains(rest, "describe ")) return object;
  MemberHints hints;
  hints.command = command;
  object.space = ScopeOf(hints).space;
  TakeUntil(rest, "describe ");
  // Flags may stand anywhere; a pipe, a redirection or a comment ends it all.
  std::string_view flag;
  std::vector<std::string_view> words;
  rest = rest.substr(0, rest.find(" 2>"));
  for (const std::string_view word : SplitWords(rest.substr(0, rest.find_first_of("|>;&#")))) {
    const bool value = flag == "-n" || flag == "--namespace" || flag == "--context" ||
                       flag == "-l" || flag == "--selector";
    flag = word;
    if (!value && !word.starts_with("-")) words.push_back(word);
  }
  if (words.empty()) return object;
  std::string_view word = words[0];
  object.kind = KindFromWord(TakeUntil(word, "/"));
  // Of several, nobody knows which one is meant.
  if (words.size() == 2 && word.empty()) {
    word = words[1];
  } else if (words.size() > 1) {
    word = {};
  }
  if (IsObjectName(word)) object.name = word;
  return object;
}

}  // namespace howdunit
