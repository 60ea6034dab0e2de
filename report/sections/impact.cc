// The technical effect: counts, each with what it is counted from.

#include <set>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// ", healthy": in which bundle, where there are several.
Prose InBundle(const Review& review, std::int64_t id) {
  for (const BundleRow& bundle : review.bundles) {
    if (bundle.id == id && review.bundles.size() > 1) return Prose(", ") + Words(bundle.name);
  }
  return {};
}

TemplateData Effect(const Prose& what, const Prose& extent, const Prose& evidence) {
  return Row({{"effect_what", what}, {"effect_extent", extent}, {"effect_evidence", evidence}});
}

void AddPods(SectionContext& context, std::vector<TemplateData>& rows) {
  for (const PodGroup& group : context.review.pods) {
    const Prose what =
        Prose("Pods with status ") + Words(group.status) + InBundle(context.review, group.bundle);
    rows.push_back(Effect(
        what,
        Words(std::to_string(group.count) + " of " + Counted(group.listed, "pod") + " listed"),
        context.evidence.Cite(group.sources)));
  }
}

void AddDaemonSets(SectionContext& context, std::vector<TemplateData>& rows) {
  for (const UnreadyRow& row : context.review.unready) {
    rows.push_back(Effect(Words("Pods of DaemonSet " + row.space + "/" + row.name) +
                              InBundle(context.review, row.bundle),
                          Words(row.state), context.evidence.Cite({row.source})));
  }
}

void AddNodes(SectionContext& context, std::vector<TemplateData>& rows) {
  const Review& review = context.review;
  std::set<std::string> affected;
  SourceIds sources;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    if (!review.HasRole(i, {"symptom"}) || review.findings[i].node.empty()) continue;
    if (!affected.insert(review.findings[i].node).second) continue;
    const SourceIds all = review.SourcesOf(review.findings[i]);
    if (!all.empty()) sources.push_back(all.front());
  }
  if (affected.empty()) return;
  std::string extent = std::to_string(affected.size());
  if (!review.nodes.empty()) {
    extent += " of " + Counted(std::ssize(review.nodes), "node") + " listed";
  }
  rows.push_back(Effect("Nodes with a symptom", Words(extent), context.evidence.Cite(sources)));
}

void AddFailures(SectionContext& context, std::vector<TemplateData>& rows) {
  const Review& review = context.review;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    // A count without a length of time counts objects, which have rows already.
    if (!review.HasRole(i, {"symptom"}) || finding.count < 2) continue;
    if (ShortestDuration(finding.first, finding.last) == 0) continue;
    rows.push_back(
        Effect(Words(finding.title),
               Words("at least " + FormatCadence(finding.count, finding.first, finding.last)),
               context.evidence.Cite(review.SourcesOf(finding))));
  }
}

}  // namespace

void FillImpact(SectionContext& context) {
  std::vector<TemplateData> rows;
  AddPods(context, rows);
  AddDaemonSets(context, rows);
  AddNodes(context, rows);
  AddFailures(context, rows);
  const std::size_t all = rows.size();
  if (rows.size() > context.limits.rows) rows.resize(context.limits.rows);
  context.out.Set("effects_more", MoreRows(context, all, rows.size()));
  context.out.SetFlag("has_effects", !rows.empty());
  context.out.SetFlag("has_impact", !rows.empty() || !context.review.incidents.empty());
  context.out.Set("effects", std::move(rows));
}

}  // namespace howdunit::report
