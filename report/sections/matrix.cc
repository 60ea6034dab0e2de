// The explanations that compete, against the evidence: a row for what was asked, a
// column for each cause. Rows that part the causes come first; below stands what the
// order hangs on.

#include <algorithm>
#include <tuple>

#include "core/judge.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostColumns = 5;
constexpr std::size_t kMostHinges = 2;  // of one explanation

enum class Cell { kSilent, kConsistent, kInconsistent };

struct MatrixRow {
  std::string says;  // the question and its answer
  SourceIds sources;
  std::vector<Cell> cells;  // one for each column

  std::int64_t Count(Cell cell) const { return std::count(cells.begin(), cells.end(), cell); }
};

// What the first chain says: the cause next to its symptom, and the leading one behind it.
std::vector<const Finding*> OwnCauses(const Review& review) {
  std::vector<const Finding*> causes;
  const Finding* leading = LeadingFinding(review);
  if (leading == nullptr || leading->kind != "cause") return causes;
  for (const std::size_t at : review.incidents.front().chains.front()) {
    const Finding* finding = &review.findings[at];
    if (finding->kind != "cause") continue;
    causes.push_back(finding);
    break;
  }
  if (causes.empty() || causes.front() != leading) causes.push_back(leading);
  return causes;
}

// The causes of the first chain, then their rivals: by verdict, those with the most answers first.
std::vector<const Finding*> Columns(const Review& review) {
  std::vector<const Finding*> rivals;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    // A link of a chain is no rival.
    if (finding.kind == "cause" && finding.verdict != "undetermined" &&
        !review.HasRole(i, {"root", "link"})) {
      rivals.push_back(&finding);
    }
  }
  const auto answers = [](const Finding& finding) {
    return std::count_if(finding.checks.begin(), finding.checks.end(),
                         [](const Check& check) { return check.answer != "unknown"; });
  };
  std::stable_sort(rivals.begin(), rivals.end(), [&](const Finding* a, const Finding* b) {
    return std::tuple(VerdictRank(a->verdict), -answers(*a)) <
           std::tuple(VerdictRank(b->verdict), -answers(*b));
  });
  std::vector<const Finding*> columns = OwnCauses(review);
  for (const Finding* rival : rivals) {
    // The same cause on another node says nothing new.
    const bool told = std::any_of(columns.begin(), columns.end(), [&](const Finding* column) {
      return column->rule == rival->rule;
    });
    if (!told && columns.size() < kMostColumns) columns.push_back(rival);
  }
  return columns;
}

// A "no" of a question that only could have decided says little.
bool Tells(const Check& check) {
  return check.answer != "unknown" && (check.role != "decides" || check.answer == "yes");
}

// The same question, or another about the same lines.
bool SameEvidence(const MatrixRow& row, const std::string& says, const SourceIds& sources) {
  return row.says == says || row.sources == sources;
}

std::vector<MatrixRow> Rows(const std::vector<const Finding*>& columns) {
  std::vector<MatrixRow> rows;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    for (const Check& check : columns[column]->checks) {
      if (!Tells(check)) continue;
      const std::string says = check.ask + " " + check.answer;
      auto row = std::find_if(rows.begin(), rows.end(), [&](const MatrixRow& known) {
        return SameEvidence(known, says, check.sources);
      });
      if (row == rows.end()) {
        rows.push_back({.says = says,
                        .sources = check.sources,
                        .cells = std::vector<Cell>(columns.size(), Cell::kSilent)});
        row = std::prev(rows.end());
      }
      // What contradicts a cause is not undone by what agrees with it.
      Cell& cell = row->cells[column];
      if (!check.speaks_for()) {
        cell = Cell::kInconsistent;
      } else if (cell == Cell::kSilent) {
        cell = Cell::kConsistent;
      }
    }
  }
  // What tells causes apart, then what speaks against any, then what several share.
  std::stable_sort(rows.begin(), rows.end(), [](const MatrixRow& a, const MatrixRow& b) {
    const auto key = [](const MatrixRow& row) {
      const bool parts = row.Count(Cell::kConsistent) > 0 && row.Count(Cell::kInconsistent) > 0;
      return std::tuple(!parts, row.Count(Cell::kInconsistent) == 0, row.Count(Cell::kSilent));
    };
    return key(a) < key(b);
  });
  return rows;
}

Prose CellText(Cell cell) {
  switch (cell) {
    case Cell::kSilent: return "·";
    case Cell::kConsistent: return "consistent";
    case Cell::kInconsistent: return Strong("inconsistent");
  }
  return {};
}

bool Includes(const SourceIds& all, const SourceIds& some) {
  return std::all_of(some.begin(), some.end(), [&](SourceId id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  });
}

// The verdict without the answers that stand on nothing but `sources`.
Verdict JudgeWithout(const Finding& finding, const SourceIds& sources) {
  std::vector<JudgedCheck> judged;
  for (const Check& check : finding.checks) {
    const bool falls = std::all_of(check.sources.begin(), check.sources.end(), [&](SourceId id) {
      return std::find(sources.begin(), sources.end(), id) != sources.end();
    });
    const Answer answer = check.answer == "yes" ? Answer::kYes : Answer::kNo;
    judged.push_back({check.role, falls || check.answer == "unknown" ? Answer::kUnknown : answer});
  }
  return Judge(judged);
}

// "Without E4, “The token has expired” would be likely, not confirmed."
std::vector<Prose> Hinges(SectionContext& context, const std::vector<const Finding*>& columns,
                          std::vector<MatrixRow> rows) {
  // The least that has to go is told first, and then nothing that holds it too.
  std::stable_sort(rows.begin(), rows.end(), [](const MatrixRow& a, const MatrixRow& b) {
    return a.sources.size() < b.sources.size();
  });
  std::vector<Prose> hinges;
  for (const Finding* finding : columns) {
    std::vector<SourceIds> told;
    for (const MatrixRow& row : rows) {
      if (told.size() == kMostHinges) break;
      const std::string_view without = VerdictName(JudgeWithout(*finding, row.sources));
      const bool known = std::any_of(told.begin(), told.end(), [&](const SourceIds& sources) {
        return Includes(row.sources, sources);
      });
      if (without == finding->verdict || known) continue;
      told.push_back(row.sources);
      hinges.push_back(Prose("Without ") + context.evidence.Cite(row.sources) + ", “" +
                       Words(finding->title) + "” would be " + Words(without) + ", not " +
                       Words(finding->verdict) + ".");
    }
  }
  return hinges;
}

// What would confirm a rival that is still standing.
std::vector<Prose> Openings(const std::vector<const Finding*>& columns) {
  std::vector<Prose> openings;
  for (const Finding* finding : columns) {
    if (finding->verdict != "likely" && finding->verdict != "possible") continue;
    std::vector<Prose> asks;
    for (const Check& check : finding->checks) {
      const bool matters = check.role == "requires" || check.role == "decides";
      if (matters && check.answer == "unknown") asks.push_back(Words(check.ask));
    }
    if (asks.empty()) continue;
    openings.push_back(Prose("A “yes” would strengthen “") + Words(finding->title) +
                       "”: " + JoinProse(asks, " "));
  }
  return openings;
}

}  // namespace

void FillMatrix(SectionContext& context) {
  const std::vector<const Finding*> columns = Columns(context.review);
  const std::vector<MatrixRow> rows = Rows(columns);
  const std::size_t most = context.limits.rows / 2;  // wide rows
  // One explanation competes with none.
  const bool shown = columns.size() > 1 && !context.review.incidents.empty();
  TemplateData::List heads;
  TemplateData::List body;
  TemplateData::List hinges;
  if (shown) {
    for (const Finding* finding : columns) {
      heads.push_back(Row({{"column_title", Words(finding->title)},
                           {"column_verdict", VerdictWord(finding->verdict)}}));
    }
    for (const MatrixRow& row : rows) {
      if (body.size() == most) break;
      TemplateData::List cells;
      for (const Cell cell : row.cells) cells.push_back(Row({{"cell", CellText(cell)}}));
      TemplateData item = Row(
          {{"row_text", JoinProse({Words(row.says), context.evidence.Cite(row.sources)}, " ")}});
      item.Set("cells", std::move(cells));
      body.push_back(std::move(item));
    }
    for (const Prose& hinge : Hinges(context, columns, rows)) {
      hinges.push_back(Row({{"hinge", hinge}}));
    }
    for (const Prose& opening : Openings(columns)) hinges.push_back(Row({{"hinge", opening}}));
  }
  context.out.SetFlag("has_matrix", shown && !body.empty());
  context.out.SetFlag("has_hinges", !hinges.empty());
  context.out.Set("columns", std::move(heads));
  context.out.Set("matrix", std::move(body));
  context.out.Set("matrix_more", shown ? MoreRows(context, rows.size(), most) : Prose());
  context.out.Set("hinges", std::move(hinges));
}

}  // namespace howdunit::report
