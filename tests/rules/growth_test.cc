// What a rule asks grows with the records, not with their square: where all that happened happens a
// thousand times, every question is still answered within its budget.

#include <algorithm>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "rules/evaluate.h"
#include "rules/view_tables.h"
#include "store/case_file.h"
#include "support/judge.h"

namespace howdunit {
namespace {

constexpr std::int64_t kMany = 2000;  // hits, or events
// Of SQLite's virtual machine, for a rule: questions that compare each record with each other take
// several times as many.
constexpr QueryFence kBudget = {.steps = kMany * 4000};

// Whom the copies are about.
enum class Copies { kOfOthers, kOfTheSame };

std::int64_t Number(const Database& database, const std::string& sql) {
  Statement rows = database.Prepare(sql);
  REQUIRE(rows.Step());
  return rows.Int(0);
}

// What stands in a column of copy n.i: ids are those of its own rows, times a millisecond later.
std::string ValueOf(const Database& database, const std::string& table, const std::string& column,
                    Copies copies) {
  const bool source = column == "source" || column == "last_source" || column == "log_source";
  const std::string target = column == "id" ? table : source ? "source" : column;
  if (column == "id" || source || column == "event") {
    const auto most = Number(database, "SELECT coalesce(max(id), 0) FROM " + target);
    return column + " + n.i * " + std::to_string(most);
  }
  if (column.ends_with("_earliest") || column.ends_with("_latest")) return column + " + n.i * 1000";
  const bool who = column == "pod" || column == "name";
  if (!who || copies == Copies::kOfTheSame) return column;
  return "CASE " + column + " WHEN '' THEN '' ELSE " + column + " || '-' || n.i END";
}

std::string CopySql(const Database& database, const std::string& table, std::int64_t times,
                    Copies copies) {
  std::string columns;
  std::string values;
  Statement names = database.Prepare("SELECT name FROM pragma_table_info(?)");
  names.Bind(1, Redact(table));
  while (names.Step()) {
    const std::string separator = columns.empty() ? "" : ", ";
    columns += separator + names.Text(0);
    values += separator + ValueOf(database, table, names.Text(0), copies);
  }
  const auto rows = Number(database, "SELECT coalesce(max(rowid), 0) FROM " + table);
  return "INSERT INTO " + table + " (" + columns + ") WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL" +
         " SELECT i + 1 FROM n WHERE i < " + std::to_string(times) + ") SELECT " + values +
         " FROM n, " + table + " WHERE " + table + ".rowid <= " + std::to_string(rows) +
         " ORDER BY n.i, " + table + ".rowid;";
}

// A case file in which all that happened in the bundle happened many times.
CaseFile Multiplied(const BundleContents& contents, Copies copies) {
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  REQUIRE(file->AddBundle(contents));
  const auto most = static_cast<std::int64_t>(
      std::max({contents.hits.size(), contents.events.size(), std::size_t{1}}));
  std::string sql;
  for (const std::string table : {"source", "event", "hit", "cni_failure"}) {
    sql += CopySql(file->database(), table, kMany / most, copies);
  }
  const auto done = file->database().Execute(sql);
  INFO((done ? "" : done.error().message));
  REQUIRE(done);
  return *std::move(file);
}

// What went wrong, of each rule and each way to copy; empty if all are answered.
std::vector<std::string> Unanswered(const BundleContents& contents, std::span<const Rule> rules) {
  std::vector<std::string> unanswered;
  for (const Copies copies : {Copies::kOfOthers, Copies::kOfTheSame}) {
    CaseFile file = Multiplied(contents, copies);
    ViewTables views(file.database());
    views.Fill();
    Queries queries(file.database());
    for (const Rule& rule : rules) {
      file.database().SetFence(kBudget);
      const auto found = EvaluateRule(queries, rule);
      if (!found) unanswered.push_back(found.error().message);
    }
  }
  return unanswered;
}

void FailUnanswered(const BundleContents& contents, std::span<const Rule> rules) {
  for (const std::string& problem : Unanswered(contents, rules)) FAIL_CHECK(problem);
}

TEST_CASE("growth: a rule that compares every hit with every other is seen", "[rules]") {
  const SignatureScanner& scanner = testing::TheJudge().scanner;
  const auto contents = IngestBundle(SOURCE_DIR "/samples/k8s01-path-mismatch", scanner, {});
  REQUIRE(contents);
  Rule rule;
  rule.id = rule.file = "pairs";
  rule.subject =
      "SELECT hit.bundle, count(*) AS count FROM hit JOIN hit other ON other.unit = hit.unit"
      " GROUP BY hit.bundle";
  CHECK(Unanswered(*contents, {&rule, 1}) ==
        std::vector<std::string>(2, "pairs:1: subject: interrupted"));
  rule.subject = "SELECT bundle, count(*) AS count FROM hit GROUP BY bundle";
  FailUnanswered(*contents, {&rule, 1});
}

TEST_CASE("growth: no rule compares every record with every other", "[rules]") {
  const auto& [book, scanner] = testing::TheJudge();
  for (const Rule& rule : book.rules) {
    for (const RuleTest& test : rule.tests) {
      if (test.members.empty()) continue;
      INFO(rule.id << ": " << test.name);
      FailUnanswered(IngestTexts(test.members, scanner, {}), {&rule, 1});
    }
  }
  for (const auto& sample : std::filesystem::directory_iterator(SOURCE_DIR "/samples")) {
    if (!sample.is_directory()) continue;
    const auto contents = IngestBundle(sample.path(), scanner, {});
    REQUIRE(contents);
    INFO(sample.path());
    FailUnanswered(*contents, book.rules);
  }
}

}  // namespace
}  // namespace howdunit
