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

// "true" of the class of storage that claims get which name none, also where a table marks it.
constexpr std::string_view kDefaultClassField =
    "metadata.annotations.storageclass.kubernetes.io/is-default-class";

// Kept of every kind.
std::span<const std::string_view> CommonFieldPaths();

}  // namespace howdunit
