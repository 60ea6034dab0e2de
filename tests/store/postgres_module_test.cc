#include "store/postgres_module.h"

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::TempFolder;

TEST_CASE("postgres module: it is found beside the program", "[unit]") {
  const auto factory = LoadPostgresModule(PostgresModuleFolders());
  INFO((factory ? "" : factory.error().message));
  REQUIRE(factory);
  PostgresAnswer failed;
  CHECK((*factory)("postgresql://127.0.0.1:1/all", failed) == nullptr);
  CHECK(failed.failure == PostgresAnswer::Failure::kLost);
  CHECK(Contains(failed.message, "port 1"));
}

TEST_CASE("postgres module: where it is missing, what is missing is told", "[unit]") {
  const auto factory = LoadPostgresModule({"/nowhere/bin", "/nowhere/lib/howdunit"});
  REQUIRE(!factory);
  CHECK(factory.error().message ==
        "PostgreSQL needs howdunit-postgres.so beside the program; it is in none of /nowhere/bin, "
        "/nowhere/lib/howdunit");
}

TEST_CASE("postgres module: a file that is none is told by name", "[unit]") {
  const TempFolder folder;
  folder.Write("howdunit-postgres.so", "not a library");
  const auto factory = LoadPostgresModule({"/nowhere/bin", folder.path()});
  REQUIRE(!factory);
  CHECK(factory.error().message.starts_with("cannot load " + (folder / "howdunit-postgres.so") +
                                            ": "));
}

}  // namespace
}  // namespace howdunit
