#include "ingest/kube/describe.h"

#include <algorithm>

#include "core/text.h"

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

}  // namespace howdunit
