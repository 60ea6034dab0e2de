#include "report/model/load.h"

namespace howdunit::report {
namespace {

// States of the bundle :before and of :after that differ. What one of them does not show is a
// difference only if it lists all of its kind.
constexpr std::string_view kChanges = R"(
  WITH one AS (SELECT * FROM v_state WHERE bundle = ?1),
       other AS (SELECT * FROM v_state WHERE bundle = ?2),
       lists AS (SELECT bundle, CASE topic WHEN 'pods' THEN 'Pod' ELSE 'Node' END AS kind, namespace
                 FROM coverage WHERE topic IN ('pods', 'nodes'))
  SELECT kind, namespace, name, one.state, other.state, one.source, other.source
  FROM one JOIN other USING (kind, namespace, name) WHERE one.state <> other.state
  UNION ALL
  SELECT kind, namespace, name, one.state, '', one.source, 0 FROM one
  WHERE NOT EXISTS (SELECT 1 FROM other WHERE other.kind = one.kind
                      AND other.namespace = one.namespace AND other.name = one.name)
    AND EXISTS (SELECT 1 FROM lists WHERE lists.bundle = ?2 AND lists.kind = one.kind
                  AND lists.namespace IN ('', one.namespace))
  UNION ALL
  SELECT kind, namespace, name, '', other.state, 0, other.source FROM other
  WHERE NOT EXISTS (SELECT 1 FROM one WHERE one.kind = other.kind
                      AND one.namespace = other.namespace AND one.name = other.name)
    AND EXISTS (SELECT 1 FROM lists WHERE lists.bundle = ?1 AND lists.kind = other.kind
                  AND lists.namespace IN ('', other.namespace))
  ORDER BY 1, 2, 3, 4, 5)";

}  // namespace

Result<void> LoadComparison(const Database& database, Review& review) {
  Comparison comparison;
  TRY(ForEachRow(database,
                 "SELECT bundle FROM cluster_bundle WHERE cluster ="
                 "  (SELECT cluster FROM cluster_bundle GROUP BY cluster HAVING count(*) > 1"
                 "   ORDER BY cluster LIMIT 1) ORDER BY place",
                 [&](const Statement& row) { comparison.bundles.push_back(row.Int(0)); }));
  if (comparison.bundles.empty()) return {};
  Statement changes = database.Prepare(kChanges);
  changes.Bind(1, comparison.bundles.front()).Bind(2, comparison.bundles.back());
  TRY(ForEachRow(changes, [&](const Statement& row) {
    comparison.changes.push_back(
        {row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Int(5), row.Int(6)});
  }));
  review.comparison = std::move(comparison);
  return {};
}

}  // namespace howdunit::report
