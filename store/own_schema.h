// Whether a database has the tables and views that this program asks.
#pragma once

#include <string_view>

namespace howdunit {

// `sql` is what sqlite_schema holds of tables and views, statements with semicolons between them.
// They are compared with those of schema.sql, but for comments and blanks.

// Whether all of schema.sql's are among them.
bool MakesCaseFile(std::string_view sql);
// Whether there is no other.
bool MakesNothingElse(std::string_view sql);

}  // namespace howdunit
