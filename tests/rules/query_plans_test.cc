// No question of a rule, and none of the program's own, goes through a large table from end to end.
//
// The plans are those that the program runs by: SQLite chooses them by the schema alone, as nothing
// in a case file states how large its tables are.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "report/report.h"
#include "rules/engine.h"
#include "rules/view_tables.h"
#include "store/case_file.h"
#include "support/judge.h"

namespace howdunit {
namespace {

// A case of a large cluster has a hundred thousand rows and more of each. Pods, nodes and objects
// are thousands, members hundreds; listings are of a few directories.
constexpr std::array<std::string_view, 8> kLarge = {
    "event",       "event_source",    "hit",         "source", "object_field",
    "object_view", "timeline_source", "reading_mark"};

// Goes through all of a table on purpose.
struct Pass {
  std::string_view table;
  std::string_view what;  // where it is asked, or a part of the SQL
  std::string_view why;
};
constexpr std::array kPasses = std::to_array<Pass>({
    {"hit", "catalog/calico-daemonset-missing.yaml subject",
     "any capture that names Calico; ends at the first"},
    {"hit", "catalog/etcd-or-datastore-slow.yaml fails", "a text in the captures of any signature"},
    {"hit", "catalog/etcd-or-datastore-slow.yaml ordinary",
     "a text in the captures of any signature; asked for one subject in a bundle"},
    {"hit", "catalog/pods-unschedulable.yaml refused", "one row for each pod, in their order"},
    {"hit", "GROUP BY signature, node ORDER BY", "what no finding accounts for: all hits, once"},
    {"hit", "last_latest, source, last_source, id, bundle FROM hit",
     "what the review says of signatures: all hits, once"},
    {"event", "total(source <> last_source)", "whether a row stands for several: all, once"},
    {"timeline_source", "ORDER BY timeline, source", "the review shows all of it"},
    {"timeline_source", "UNION SELECT source FROM timeline_source", "all that the review cites"},
    {"object_view", "v_disagreement", "objects that look different in several views: all, once"},
});

// The large tables that `sql` goes through from end to end, themselves or an index of them: a
// cursor that is put at the start rather than at a key.
std::set<std::string> Walks(const Database& database, std::string_view sql) {
  std::map<std::int64_t, std::string> tables;  // by root page
  Statement roots =
      database.Prepare("SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0");
  while (roots.Step()) tables[roots.Int(0)] = roots.Text(1);
  auto program = database.PrepareForeign("EXPLAIN " + std::string(sql));
  if (!program) {
    FAIL_CHECK(sql << ": " << program.error().message);
    return {};
  }
  std::map<std::int64_t, std::string> cursors;
  std::set<std::string> walks;
  while (program->Step()) {  // addr, opcode, p1, p2, p3
    const std::string opcode = program->Text(1);
    const std::int64_t cursor = program->Int(2);
    if (opcode == "OpenRead" && program->Int(4) == 0) {
      const auto table = tables.find(program->Int(3));
      if (table != tables.end()) cursors[cursor] = table->second;
    }
    if (opcode == "Rewind" || opcode == "Last") walks.insert(cursors[cursor]);
  }
  std::erase_if(walks, [](const std::string& table) {
    return std::find(kLarge.begin(), kLarge.end(), table) == kLarge.end();
  });
  return walks;
}

bool OnPurpose(const std::string& table, const std::string& where) {
  return std::any_of(kPasses.begin(), kPasses.end(), [&](const Pass& pass) {
    return pass.table == table && Contains(where, pass.what);
  });
}

void CheckPlan(const Database& database, const std::string& where, std::string_view sql) {
  if (sql.empty()) return;
  for (const std::string& table : Walks(database, sql)) {
    if (!OnPurpose(table, where)) FAIL_CHECK(where << " goes through all of " << table);
  }
}

TEST_CASE("plans: a walk through a large table is seen", "[rules]") {
  const auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  const Database& database = file->database();
  using Tables = std::set<std::string>;
  CHECK(Walks(database, "SELECT count FROM hit WHERE unit = 'x'") == Tables{"hit"});
  CHECK(Walks(database, "SELECT signature FROM hit ORDER BY signature") == Tables{"hit"});
  CHECK(Walks(database, "SELECT count FROM hit WHERE signature = 'x'").empty());
  CHECK(Walks(database, "SELECT count FROM hit WHERE signature LIKE 'cni-%'") == Tables{"hit"});
  CHECK(Walks(database, "SELECT count FROM hit WHERE signature GLOB 'cni-*'").empty());
  CHECK(Walks(database, "SELECT name FROM pod").empty());
}

TEST_CASE("plans: no question of a rule goes through a large table", "[rules]") {
  const RuleBook& book = testing::TheJudge().book;
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  ViewTables views(file->database());
  views.Fill();
  Statement filled =
      file->database().Prepare("SELECT name FROM temp.sqlite_schema WHERE type = 'table'");
  while (filled.Step()) {
    const std::string view = "SELECT * FROM main." + filled.Text(0);
    CheckPlan(file->database(), view, view);
  }
  for (const Rule& rule : book.rules) {
    CheckPlan(file->database(), rule.file + " subject", rule.subject);
    for (const Check& check : rule.checks) {
      for (const std::string* sql : {&check.yes, &check.no, &check.covered}) {
        CheckPlan(file->database(), rule.file + " " + check.id, *sql);
      }
    }
    for (const TimelineQuery& query : rule.timeline) {
      CheckPlan(file->database(), rule.file + " timeline", query.query);
    }
  }
}

TEST_CASE("plans: what diagnosis and report ask themselves goes through no large table",
          "[rules]") {
  const auto& [book, scanner] = testing::TheJudge();
  auto file = CaseFile::Open(":memory:");
  REQUIRE(file);
  for (const std::string name : {"k8s01-path-mismatch", "healthy"}) {
    const auto contents = IngestBundle(SOURCE_DIR "/samples/" + name, scanner, {});
    REQUIRE(contents);
    REQUIRE(file->AddBundle(*contents));
  }
  std::set<std::string> asked;
  file->database().SetObserver([&](std::string_view sql) { asked.insert(std::string(sql)); });
  const auto diagnosis = Diagnose(file->database(), book);
  REQUIRE(diagnosis);
  REQUIRE(file->ReplaceDiagnosis(*diagnosis));
  ReportOptions everything;
  everything.formats = ReportFormats();
  everything.templates = TemplateNames();
  REQUIRE(RenderReport(file->database(), everything));
  file->database().SetObserver({});
  CHECK(asked.size() > 50);
  // The rules' own were looked at above, by name.
  for (const Rule& rule : book.rules) {
    asked.erase(rule.subject);
    for (const Check& check : rule.checks) {
      for (const std::string* sql : {&check.yes, &check.no, &check.covered}) asked.erase(*sql);
    }
    for (const TimelineQuery& query : rule.timeline) asked.erase(query.query);
  }
  for (const std::string& sql : asked) {
    if (TrimLeft(sql).starts_with("SELECT") || TrimLeft(sql).starts_with("WITH")) {
      CheckPlan(file->database(), sql, sql);
    }
  }
}

}  // namespace
}  // namespace howdunit
