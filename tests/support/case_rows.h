// What a case file holds, without the numbers of its rows: to compare case files that hold the same
// bundles in another order.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "store/case_tables.h"
#include "store/database.h"

namespace howdunit::testing {

// Every row of every table, as text, but for numbers of rows; and what refers to what, by the texts
// that people see. Sorted.
inline std::vector<std::string> CaseRows(const Database& database) {
  const auto tables = FindCaseTables(database);
  REQUIRE(tables);
  std::vector<std::string> rows;
  for (const CaseTable& table : *tables) {
    std::string columns;
    for (const CaseTable::Column& column : table.columns) {
      if (column.id_of) continue;
      columns += (columns.empty() ? "" : " || '|' || ") + std::string("quote(") + column.name + ")";
    }
    if (columns.empty()) columns = "''";
    Statement all = database.Prepare("SELECT " + columns + " FROM " + table.name);
    while (all.Step()) rows.push_back(table.name + ": " + all.Text(0));
    CHECK(all.error().empty());
  }
  for (const char* view :
       {"SELECT 'evidence: ' || quote(finding) || quote(\"check\") || quote(bundle) || "
        "quote(member) ||"
        " quote(line) || quote(text) FROM v_evidence",
        "SELECT 'statement: ' || finding.name || statement.text || s.member || s.line FROM "
        "statement"
        " JOIN finding ON finding.id = statement.finding JOIN statement_source"
        " ON statement_source.statement = statement.id JOIN v_source s"
        " ON s.id = statement_source.source",
        "SELECT 'chain: ' || incident.fingerprint || number || level || finding.name FROM chain"
        " JOIN incident ON incident.id = chain.incident JOIN finding ON finding.id = chain.finding",
        "SELECT 'timeline: ' || timeline.text || s.member || s.line || coalesce(finding.name, '')"
        " FROM timeline JOIN timeline_source ON timeline_source.timeline = timeline.id"
        " JOIN v_source s ON s.id = timeline_source.source"
        " LEFT JOIN finding ON finding.id = timeline.finding"}) {
    Statement all = database.Prepare(view);
    while (all.Step()) rows.push_back(all.Text(0));
    CHECK(all.error().empty());
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace howdunit::testing
