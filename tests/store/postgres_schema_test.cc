#include "store/postgres_schema.h"

#include <catch2/catch.hpp>

#include "core/text.h"

namespace howdunit {
namespace {

TEST_CASE("postgres schema: types, references and SQLite's own words are translated", "[unit]") {
  CHECK(ToPostgres("PRAGMA user_version = 4;CREATE TABLE pod (id INTEGER PRIMARY KEY, "
                   "source INTEGER NOT NULL REFERENCES source, text TEXT NOT NULL) STRICT;") ==
        "CREATE TABLE pod (id bigint PRIMARY KEY, source bigint NOT NULL , "
        "text text COLLATE \"C\" NOT NULL) ;");
  CHECK(ToPostgres("CREATE TABLE a (b TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;x") ==
        "CREATE TABLE a (b text COLLATE \"C\" PRIMARY KEY) ;x");
}

TEST_CASE("postgres schema: quoted texts stay, comments go, LIKE takes either case", "[unit]") {
  CHECK(ToPostgres("SELECT 'TEXT -- it''s STRICT', \"LIKE\" -- a TEXT\nFROM x WHERE y LIKE 'z'") ==
        "SELECT 'TEXT -- it''s STRICT', \"LIKE\" \nFROM x WHERE y ILIKE 'z'");
}

TEST_CASE("postgres schema: nothing of SQLite is left in it", "[unit]") {
  const std::string schema = PostgresSchema();
  for (const char* word : {"STRICT,", "ROWID", "PRAGMA", "REFERENCES", "INTEGER", "GLOB"}) {
    INFO(word);
    CHECK(!Contains(schema, word));
  }
}

}  // namespace
}  // namespace howdunit
