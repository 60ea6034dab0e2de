#include "report/incident.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

namespace howdunit::testing {
namespace {

Database OpenWith(const char* file) {
  std::ifstream in(std::filesystem::path(SOURCE_DIR) / "tests/report/data" / file);
  REQUIRE(in.good());
  const std::string sql{std::istreambuf_iterator<char>(in), {}};
  auto database = Database::Open(":memory:");
  REQUIRE(database);
  const auto inserted = database->Execute(sql);
  INFO((inserted ? "" : Result<void>(inserted).error().message));
  REQUIRE(inserted);
  return *std::move(database);
}

}  // namespace

Database OpenIncident() { return OpenWith("incident.sql"); }
Database OpenHealthy() { return OpenWith("healthy.sql"); }

std::string Render(const Database& database, const std::string& name, const std::string& zone) {
  auto files = RenderReport(database, {.zone = zone, .version = "1.2.3"});
  INFO((files ? "" : files.error().message));
  REQUIRE(files);
  for (const OutputFile& file : *files) {
    if (file.name == name) return file.text;
  }
  FAIL("no output is called " << name);
  return "";
}

}  // namespace howdunit::testing
