// The SQL files of this folder, as they were compiled into the program.
#pragma once

#include <string_view>

namespace howdunit {

inline constexpr int kCaseFileVersion = 7;  // PRAGMA user_version in schema.sql

// REQUIRES: there is a file of that name: "schema.sql".
std::string_view SchemaFile(std::string_view name);

}  // namespace howdunit
