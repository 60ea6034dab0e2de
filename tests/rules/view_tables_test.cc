#include "rules/view_tables.h"

#include <catch2/catch.hpp>

#include "rules/query.h"
#include "store/case_file.h"

namespace howdunit {
namespace {

constexpr const char* kToken = "SELECT sha256, source FROM v_used_token WHERE node = :node";

CaseFile MakeFile() {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  return std::move(*file);
}

void AddToken(const CaseFile& file, const std::string& hash) {
  REQUIRE(file.database().Execute(
      "INSERT INTO token VALUES (NULL, 1, 'n1', '/etc/cni/net.d/calico-kubeconfig', '', '', '" +
      hash +
      "', '', '', '', 'system:serviceaccount:kube-system:calico-node', '', '', '', '', '', '', '',"
      " '', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, 7)"));
}

// The hashes of the tokens that the plugin of n1 uses.
std::vector<std::string> Used(Queries& queries) {
  const auto rows = queries.Run(kToken, {{"node", "n1"}});
  REQUIRE(rows);
  std::vector<std::string> hashes;
  for (const QueryRow& row : *rows) hashes.push_back(row.values.at("sha256"));
  return hashes;
}

bool IsTable(const CaseFile& file, const std::string& name) {
  return file.database()
      .Prepare("SELECT 1 FROM temp.sqlite_schema WHERE name = '" + name + "'")
      .Step();
}

using Hashes = std::vector<std::string>;

TEST_CASE("view tables: hold what the views do, as of when they were filled", "[rules]") {
  CaseFile file = MakeFile();
  AddToken(file, "a");
  Queries queries(file.database());
  {
    ViewTables views(file.database());
    views.Fill();
    CHECK(IsTable(file, "v_used_token"));
    CHECK(Used(queries) == Hashes{"a"});

    file.database().SetFence({});
    REQUIRE(file.database().Execute("DELETE FROM token"));
    AddToken(file, "b");
    CHECK(Used(queries) == Hashes{"a"});
    views.Fill();
    CHECK(Used(queries) == Hashes{"b"});
    views.Fill();
    CHECK(Used(queries) == Hashes{"b"});

    // What was kept compiled is compiled again, of the views.
    file.database().SetFence({});
    REQUIRE(file.database().Execute("DELETE FROM token"));
    AddToken(file, "c");
  }
  CHECK_FALSE(IsTable(file, "v_used_token"));
  CHECK(Used(queries) == Hashes{"c"});
}

TEST_CASE("view tables: a view that finds no end stays one", "[rules]") {
  CaseFile file = MakeFile();
  AddToken(file, "a");
  const Database& database = file.database();
  REQUIRE(database.Execute("DROP VIEW v_token_file"));
  REQUIRE(database.Execute(
      "CREATE VIEW v_token_file AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
      " SELECT token.*, '' AS dir, '' AS file, '' AS real_dir FROM n, token WHERE i < 0"));
  ViewTables views(file.database());
  views.Fill();
  CHECK_FALSE(IsTable(file, "v_token_file"));
  CHECK_FALSE(IsTable(file, "v_used_token"));
  file.database().SetFence(QueryFence{.steps = 1'000'000});
  Queries queries(database);
  const auto rows = queries.Run(kToken, {{"node", "n1"}});
  REQUIRE_FALSE(rows);
  CHECK(rows.error().message == "interrupted");
}

}  // namespace
}  // namespace howdunit
