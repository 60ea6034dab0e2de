// The tables, views and indexes of an archive for PostgreSQL, made of the SQL that makes the case
// file: what is written there is all that there is to change.
#pragma once

#include <string>
#include <string_view>

namespace howdunit {

// SQL of schema.sql in PostgreSQL's dialect, without comments. Texts are compared byte by byte as
// SQLite does, whatever the database's locale. References are dropped: nothing in SQLite enforces
// them either, and each would be looked up for each row.
std::string ToPostgres(std::string_view sql);

// All that an empty database needs: SQLite's functions that views call, tables, views, indexes.
std::string PostgresSchema();

}  // namespace howdunit
