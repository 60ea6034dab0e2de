// The state of Calico's parts as the Tigera operator reports it, by `kubectl get tigerastatus`:
//
//   NAME        AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE
//   calico      False       True          True       12m     Pod calico-system/calico-node-x2v9k …
//   apiserver   True        False         False      41d
//
// Source: tigera/operator, api/v1/tigerastatus_types.go (printer columns; MESSAGE since v1.35).
// Rows become objects of kind TigeraStatus. SINCE is the age of the last change of any condition.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::array kColumns =
    std::to_array<std::string_view>({"NAME", "AVAILABLE", "PROGRESSING", "DEGRADED", "SINCE"});

// The header starts with the known columns, in their order.
bool IsHeader(const Table& table) {
  const auto& names = table.names();
  return names.size() >= kColumns.size() &&
         std::equal(kColumns.begin(), kColumns.end(), names.begin());
}

bool Claims(const Head& head) {
  const auto table = Table::FromHeader(head.FirstLine());
  return table && IsHeader(*table);
}

bool IsTruth(std::string_view cell) {
  return cell.empty() || cell == "True" || cell == "False" || cell == "Unknown";
}

bool IsRow(const std::vector<std::string_view>& cells) {
  return !cells[0].empty() && !Contains(cells[0], " ") &&
         std::all_of(cells.begin() + 1, cells.begin() + 4, IsTruth);
}

void Read(const ReadContext& context) {
  const auto header = context.in.Next();
  const auto table = Table::FromHeader(header->text);
  if (!table || !IsHeader(*table)) return;  // a line too long to be kept whole
  const Source source = Quote(header->number, header->text);
  LineSearch search(context);
  std::int64_t count = 0;
  while (const auto line = context.in.Peek()) {
    const auto cells = table->Row(line->text);
    if (!cells || !IsRow(*cells)) break;
    search.Look(*line);
    ObjectRecord object = ObjectAt(Quote(line->number, line->text), "TigeraStatus", (*cells)[0]);
    const auto except = std::to_array<std::string_view>({"NAME"});
    AddCells(object, table->names(), *cells, except);
    if (object.fields.empty()) {
      context.out.Add(ProblemRecord{.source = object.source,
                                    .reason = "a row of the Tigera operator's status is cut"});
    } else {
      context.out.Add(std::move(object));
      ++count;
    }
    context.in.Next();
  }
  if (!ScopeOf(context.hints).part) {
    context.out.Add(CoverageOf(context, source, "TigeraStatus", count));
  }
}

}  // namespace

extern const Format kTigeraStatus = {
    .name = "tigera-status",
    .title = "kubectl get tigerastatus: what the Tigera operator says of Calico's parts",
    .sample = R"(NAME        AVAILABLE   PROGRESSING   DEGRADED   SINCE
apiserver   True        False         False      41d
calico      False       True          False      12m
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
