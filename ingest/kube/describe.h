// What all outputs of `kubectl describe` share: "Key:   value" lines, by indentation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/format.h"

namespace howdunit {

// "    Image ID:   docker.io/…" is {4, "Image ID", "docker.io/…"}.
struct KeyLine {
  std::size_t indent = 0;
  std::string_view key;
  std::string_view value;
};
std::optional<KeyLine> ParseKeyLine(std::string_view line);

// "Fri, 22 May 2026 22:20:01 +1000"; none for the zero time and anything else.
When DescribedTime(std::string_view text);

// How far the clock of the machine that printed such a time is ahead of UTC.
std::optional<Micros> OffsetOfDescribed(std::string_view text);

// "key=value", as labels and selectors are written.
std::pair<Redacted, Redacted> ParsePair(std::string_view text);

// Whether a new object starts at the front of `text`: "Name:   x", and what
// describe writes below it.
bool StartsObject(std::string_view text);

// Whether the reader stands before the next object's first line.
bool AtNextObject(Reader& in);

// The object of "kubectl describe pod/web-0 -n shop" or "… pod web-0 -n shop"; empty where the
// command does not say.
struct DescribedObject {
  std::string kind, space, name;
};
DescribedObject ObjectOfDescribe(const std::string& command);

}  // namespace howdunit
