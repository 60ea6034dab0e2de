#include "store/postgres_url.h"

#include <catch2/catch.hpp>

#include "core/text.h"

namespace howdunit {
namespace {

TEST_CASE("postgres url: what is shown of it holds no password and no parameters", "[unit]") {
  const auto shown = [](std::string_view url) {
    const auto parsed = ParsePostgresUrl(url);
    return parsed ? parsed->shown : "error: " + parsed.error().message;
  };
  CHECK(shown("postgresql://me@db/all") == "postgresql://me@db/all");
  CHECK(shown("postgres://me:s3cret@db:5433/all?sslmode=require") == "postgresql://me@db:5433/all");
  CHECK(shown("postgresql://me:p%40ss%2Fw%25@[::1]:5432,two/all") ==
        "postgresql://me@[::1]:5432,two/all");
  CHECK(shown("postgresql://") == "postgresql://");
  CHECK(shown("postgresql:///all?host=/run/postgresql&port=5433") == "postgresql:///all");
  CHECK(shown("postgresql://%2Frun%2Fpostgresql/all") == "postgresql://%2Frun%2Fpostgresql/all");
  CHECK(ParsePostgresUrl("postgresql://me:s3cret@db/all")->whole ==
        "postgresql://me:s3cret@db/all");
}

TEST_CASE("postgres url: one that libpq would take apart otherwise is told without it", "[unit]") {
  const auto error = [](std::string_view url) {
    const auto parsed = ParsePostgresUrl(url);
    REQUIRE(!parsed);
    CHECK(!Contains(parsed.error().message, "s3c"));
    CHECK(!Contains(parsed.error().message, "ret"));
    return parsed.error().message;
  };
  const std::string escapes =
      "the URL of the database: in a user or password @ is written %40, / %2F, ? %3F, # %23 and [ "
      "%5B; expected postgresql://USER@HOST:PORT/DATABASE";
  for (const char* url : {"postgresql://me:s3c@ret@db/all", "postgresql://me:s3c/ret@db/all",
                          "postgresql://me:s3c?ret@db/all", "postgresql://me:s3c#ret@db/all",
                          "postgresql://me:[s3cret@db/all"}) {
    CHECK(error(url) == escapes);
  }
  CHECK(error("postgresql://me:s3c%ret@db/all") ==
        "the URL of the database: a % that is no %25, or a %00; expected "
        "postgresql://USER@HOST:PORT/DATABASE");
  error("postgresql://me:s3cret%00@db/all");
  error("postgresql://me:s3cret%");
  CHECK(error("postgresql://me:s3cret") ==
        "the URL of the database: a port that is no number; expected "
        "postgresql://USER@HOST:PORT/DATABASE");
  CHECK(error("postgresql://me@db/all?sslmode=require&p%61ssword=s3cret") ==
        "the URL of the database: a password among its parameters is not taken (PGPASSWORD and "
        "~/.pgpass are); expected postgresql://USER@HOST:PORT/DATABASE");
  CHECK(error("host=db password=s3cret") ==
        "the URL of the database: it does not begin with postgresql://; expected "
        "postgresql://USER@HOST:PORT/DATABASE");
}

}  // namespace
}  // namespace howdunit
