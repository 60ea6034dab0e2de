// What the views say of many incidents.

#include <catch2/catch.hpp>

#include "store/database.h"

namespace howdunit {
namespace {

TEST_CASE("v_trend_clusters: the most frequent cause is the one that led to the most incidents",
          "[store]") {
  const auto archive = Database::Open(":memory:", Durability::kNone, Indexes::kArchive);
  REQUIRE(archive);
  const auto incident = [](const std::string& values) {
    return "INSERT INTO incident (bundle, name, symptom, verdict, severity, fingerprint, cause,"
           " first_earliest) VALUES (1, '', '', '', '', '', " +
           values + ");";
  };
  REQUIRE(archive->Execute(
      "INSERT INTO bundle VALUES (1, '', 'h', '', 0, 0, 0, '', '', '', 'c1', 'b', '', '');" +
      incident("'', 86400000000") + incident("'disk', 2937600000000") +
      incident("'disk', 2937600000000") + incident("'token', 5356800000000")));
  Statement rows = archive->Prepare(
      "SELECT known_by, incidents, causes, most_frequent, of_these, first_month, last_month"
      " FROM v_trend_clusters");
  REQUIRE(rows.Step());
  std::vector<std::string> row;
  for (int i = 0; i < rows.ColumnCount(); ++i) row.push_back(rows.Text(i));
  CHECK(row == std::vector<std::string>{"b", "4", "3", "disk", "2", "1970-01", "1970-03"});
  CHECK(!rows.Step());
}

}  // namespace
}  // namespace howdunit
