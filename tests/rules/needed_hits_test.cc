#include "rules/needed_hits.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/query.h"
#include "rules/rule.h"
#include "store/case_file.h"
#include "support/judge.h"

namespace howdunit {
namespace {

using Ids = std::vector<std::string>;

TEST_CASE("needed hits: plain conditions are read", "[unit]") {
  const struct {
    const char* select;
    Ids needed;
  } rows[] = {
      {"SELECT bundle FROM hit WHERE signature = 'a'", {"a"}},
      {"SELECT bundle FROM hit WHERE node <> '' AND signature IN ('b', 'a') ORDER BY 1",
       {"a", "b"}},
      {"SELECT h.bundle FROM node JOIN v_open_hit AS h ON h.node = node.name"
       " WHERE h.signature = 'a' GROUP BY h.bundle",
       {"a"}},
      {"SELECT bundle FROM hit WHERE signature = 'a'\nUNION ALL"
       " SELECT bundle FROM cni_failure WHERE signature = 'b'",
       {"a", "b"}},
      {"SELECT bundle, count(*) FROM hit WHERE signature = 'a' GROUP BY bundle", {"a"}},
      {"SELECT bundle FROM hit WHERE (node = 'x' OR node = 'y') AND signature = 'a'", {"a"}},
      {"SELECT CASE node WHEN '' THEN 1 END AS n FROM hit WHERE signature = 'a' -- or not", {"a"}},
      {"SELECT told.n FROM (SELECT count(*) AS n FROM hit WHERE signature = 'a' GROUP BY node) told"
       " LEFT JOIN node ON node.name = told.n WHERE told.n > 1 OR node.name = 'x'",
       {"a"}},
      {"WITH x AS (SELECT node FROM hit WHERE signature = 'a'), y AS (SELECT node FROM x)"
       " SELECT node FROM y WHERE node <> '' UNION SELECT node FROM hit WHERE signature = 'b'",
       {"a", "b"}},
      // A row may come without a hit of it, or it may be told another way.
      {"SELECT count(*) FROM hit WHERE signature = 'a'", {}},
      {"SELECT bundle FROM hit WHERE signature = 'a' OR node = 'x'", {}},
      {"SELECT bundle FROM hit WHERE NOT signature = 'a'", {}},
      {"SELECT bundle FROM hit WHERE signature <> 'a'", {}},
      {"SELECT bundle FROM hit WHERE signature NOT IN ('a')", {}},
      {"SELECT bundle FROM hit WHERE signature = 'a' UNION SELECT bundle FROM node", {}},
      {"SELECT bundle FROM hit", {}},
      {"SELECT bundle FROM (SELECT 'a' AS signature, 1 AS bundle) WHERE signature = 'a'", {}},
      {"SELECT x.bundle FROM node x, hit WHERE x.signature = 'a'", {}},
      {"SELECT bundle FROM node WHERE EXISTS (SELECT 1 FROM hit WHERE signature = 'a')", {}},
      {"WITH hit AS (SELECT 'a' AS signature) SELECT signature FROM hit WHERE signature = 'a'", {}},
      {"WITH x AS (SELECT 1) SELECT 1 FROM x, hit WHERE hit.signature = 'a'", {}},
      {"WITH x AS (SELECT node FROM x) SELECT node FROM x", {}},
      {"WITH RECURSIVE x AS (SELECT 1) SELECT bundle FROM hit WHERE signature = 'a'", {}},
      {"WITH x AS (SELECT 1", {}},
      {"WITH x AS", {}},
      {"SELECT bundle FROM hit WHERE CASE WHEN 1 THEN 1 AND signature = 'a' END", {}},
      {"SELECT bundle FROM hit WHERE signature = :a", {}},
      {"SELECT n FROM (SELECT count(*) AS n FROM hit WHERE signature = 'a')", {}},
      {"SELECT 1 FROM hit WHERE signature = 'a' HAVING count(*) = 0", {}},
      {"SELECT max(n) FROM (SELECT node AS n FROM hit WHERE signature = 'a')", {}},
      {"SELECT n FROM (SELECT 1 AS n FROM hit WHERE signature = 'a') RIGHT JOIN node", {}},
      {"SELECT bundle FROM hit WHERE signature = 'a' -- or\n OR node = 'x'", {}},
      {"SELECT bundle FROM hit /* and */ WHERE signature = 'a'", {}},
      {"SELECT bundle FROM hit WHERE signature = 'a''b'", {}},
      {"SELECT bundle FROM hit WHERE signature = 'a' || 'b'", {}},
      {"", {}},
      {"SELECT ' ", {}},
      {") UNION (", {}},
  };
  for (const auto& row : rows) {
    INFO(row.select);
    CHECK(NeededHits(row.select) == row.needed);
  }
}

// The rules whose subject has a row in the case file although it has no hit of what they need.
Ids FoundWithout(const BundleContents& contents, const std::vector<Rule>& rules) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(contents));
  const Database& database = file->database();
  Ids found;
  for (const Rule& rule : rules) {
    if (rule.needed_hits.empty()) continue;
    const std::string needed = "('" + Join(rule.needed_hits, "', '") + "')";
    REQUIRE(database.Execute("BEGIN; DELETE FROM cni_failure WHERE signature IN " + needed +
                             "; DELETE FROM hit WHERE signature IN " + needed));
    const auto rows = RunQuery(database, rule.subject, {});
    REQUIRE(rows);
    if (!rows->empty()) found.push_back(rule.id);
    REQUIRE(database.Execute("ROLLBACK"));
  }
  return found;
}

TEST_CASE("needed hits: no rule has a subject without them", "[rules]") {
  const auto& [book, scanner] = testing::TheJudge();
  std::size_t needing = 0;
  for (const Rule& rule : book.rules) {
    if (rule.needed_hits.empty()) continue;
    ++needing;
    for (const RuleTest& test : rule.tests) {
      if (test.members.empty() || test.verdict == "silent") continue;
      INFO(rule.id << ": " << test.name);
      CHECK(FoundWithout(IngestTexts(test.members, scanner, {}), {rule}).empty());
    }
  }
  CHECK(needing * 5 > book.rules.size() * 2);  // else it is not worth its code
  for (const auto& sample : std::filesystem::directory_iterator(SOURCE_DIR "/samples")) {
    if (!sample.is_directory()) continue;
    INFO(sample.path());
    const auto contents = IngestBundle(sample.path(), scanner, {});
    REQUIRE(contents);
    CHECK(FoundWithout(*contents, book.rules).empty());
  }
}

}  // namespace
}  // namespace howdunit
