// Whether a database has the tables and views that this program asks.
#pragma once

#include <string_view>

namespace howdunit {

// `sql` is what sqlite_schema holds, statements with semicolons between them. True if every table
// and view of schema.sql is made by one of them as it stands there, but for comments and blanks.
// What else they make is nobody's business.
bool MakesCaseFile(std::string_view sql);

}  // namespace howdunit
