// Whether a database has the tables and views that this program asks.
#pragma once

#include <string_view>

namespace howdunit {

// All tables and views of a database, as SQLite keeps them: statements with semicolons between.
inline constexpr const char* kTablesAndViews =
    "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type IN ('table', 'view')";

// `sql` is what that gives. It is compared with schema.sql, but for comments and blanks.

// Whether all of schema.sql's are among them.
bool MakesCaseFile(std::string_view sql);
// Whether there is no other.
bool MakesNothingElse(std::string_view sql);

}  // namespace howdunit
