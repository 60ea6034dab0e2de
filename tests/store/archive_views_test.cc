// What the views say of many incidents.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "store/database.h"

namespace howdunit {
namespace {

// An archive of incidents: cluster, what tells it, cause, first and last day.
Database Remembering(const std::vector<std::string>& incidents) {
  auto archive = Database::Open(":memory:", Durability::kNone, Indexes::kArchive);
  REQUIRE(archive);
  REQUIRE(archive->Execute(
      "INSERT INTO bundle VALUES (1, '', 'h', '', 0, 0, 0, '', '', '', '', '', '', '')"));
  for (const std::string& values : incidents) {
    REQUIRE(archive->Execute(
        "INSERT INTO incident (bundle, name, symptom, verdict, severity, fingerprint, kubernetes,"
        "  calico, month, cluster, cluster_basis, cause, first_earliest, last_latest)"
        " VALUES (1, '', '', 'confirmed', '', '', '', '', '2026-05', " +
        values + ")"));
  }
  return std::move(*archive);
}

std::vector<std::string> Rows(const Database& database, const std::string& sql) {
  Statement rows = database.Prepare(sql);
  std::vector<std::string> all;
  while (rows.Step()) {
    std::string text;
    for (int i = 0; i < rows.ColumnCount(); ++i) text += (i == 0 ? "" : "|") + rows.Text(i);
    all.push_back(text);
  }
  CHECK(rows.error().empty());
  return all;
}

TEST_CASE("v_trend_recurrences: what overlaps is one occurrence, whatever lies between",
          "[store]") {
  const Database archive = Remembering({
      "'c1', 'uid of kube-system', 'disk', 1, 9",    // the first, seen until day 9 …
      "'c1', 'uid of kube-system', 'disk', 2, 3",    // … captured again while it went on
      "'c1', 'uid of kube-system', 'disk', 8, 12",   // … and again
      "'c1', 'uid of kube-system', 'disk', 20, 21",  // it came back
      "'c1', 'uid of kube-system', 'token', 30, 31",
      "'c2', 'uid of kube-system', 'disk', 40, 41",
      "'c2', 'uid of kube-system', 'disk', NULL, NULL",  // not dated
      "'n1, n2', 'names of nodes', 'disk', 1, 2",        // may be two clusters
      "'n1, n2', 'names of nodes', 'disk', 5, 6",
  });
  CHECK(Rows(archive, "SELECT cluster, cause, occurrences FROM v_trend_recurrences") ==
        std::vector<std::string>{"c1|disk|2"});
}

TEST_CASE("v_trend_causes: incidents, and the clusters that they were in", "[store]") {
  const Database archive = Remembering(
      {"'c1', 'uid of kube-system', 'disk', 1, 2", "'c1', 'uid of kube-system', 'disk', 3, 4",
       "'c2', 'uid of kube-system', 'disk', 5, 6", "'c2', 'uid of kube-system', '', 7, 8"});
  CHECK(Rows(archive, "SELECT cause, incidents, confirmed, clusters FROM v_trend_causes") ==
        std::vector<std::string>{"disk|3|3|2", "|1|1|1"});
  CHECK(Rows(archive, "SELECT cluster, cause, incidents FROM v_trend_clusters") ==
        std::vector<std::string>{"c1|disk|2", "c2||1", "c2|disk|1"});
}

TEST_CASE("v_trend_risks: what a later bundle of the cluster no longer says has passed",
          "[store]") {
  auto archive = Database::Open(":memory:", Durability::kNone, Indexes::kArchive);
  REQUIRE(archive);
  const auto bundle = [](const std::string& id, const std::string& captured,
                         const std::string& basis) {
    return "INSERT INTO bundle VALUES (" + id + ", 'b" + id + "', 'h" + id + "', '', 0, " +
           captured + ", " + captured + ", '', '', '', 'c', '" + basis +
           "', '', '');"
           "INSERT INTO finding (name, bundle, rule, kind, verdict, severity, node, namespace, pod,"
           " workload, component, title, question, mechanism, count) VALUES ('F', " +
           id + ", 'risk-" + id +
           "', 'risk', 'confirmed', '', 'n1', '', '', '', '', '', '', '', 0);";
  };
  REQUIRE(archive->Execute(bundle("1", "100", "uid of kube-system") +
                           bundle("2", "200", "uid of kube-system")));
  CHECK(Rows(*archive, "SELECT rule FROM v_trend_risks") == std::vector<std::string>{"risk-2"});
  // Of clusters that only share names of nodes, nothing passes for another's sake.
  REQUIRE(archive->Execute("UPDATE bundle SET cluster_basis = 'names of nodes'"));
  CHECK(Rows(*archive, "SELECT rule FROM v_trend_risks") ==
        std::vector<std::string>{"risk-1", "risk-2"});
}

}  // namespace
}  // namespace howdunit
