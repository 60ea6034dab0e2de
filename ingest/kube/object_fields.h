// Which fields of which kind of object are kept.
#pragma once

#include <span>
#include <string_view>

namespace howdunit {

// Paths into an object of that kind: keys separated by '.', "[]" behind a list,
// "*" for every scalar of a map. Kinds that are not listed get a common few.
std::span<const std::string_view> FieldPathsOf(std::string_view kind);

// The age in a table's row, as printed. Kept where its moment is not known: then nothing else tells
// old from new.
constexpr std::string_view kAgeField = "AGE";

// Kept of every kind.
std::span<const std::string_view> CommonFieldPaths();

}  // namespace howdunit
