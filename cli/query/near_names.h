// What SQLite's complaint about a name lacks: the names that there are.
#pragma once

#include <string>
#include <string_view>

#include "store/database.h"

namespace howdunit {

// `error`, which SQLite gave for `sql`; if a table or column in it does not exist, with the nearest
// name that does, or with what there is. `database` is fenced.
std::string NameNearest(const Database& database, std::string_view sql, const std::string& error);

}  // namespace howdunit
