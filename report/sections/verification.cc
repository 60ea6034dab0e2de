// What several bundles of a cluster show one after the other: what was resolved, what
// remains, what is new. "Resolved" is said only where the later bundle answers no.

#include <algorithm>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

const BundleRow* FindBundle(const Review& review, std::int64_t id) {
  const auto bundle = std::find_if(review.bundles.begin(), review.bundles.end(),
                                   [&](const BundleRow& row) { return row.id == id; });
  return bundle == review.bundles.end() ? nullptr : &*bundle;
}

const Standing* FindStanding(const Finding& finding, std::int64_t bundle) {
  const auto standing = std::find_if(finding.standings.begin(), finding.standings.end(),
                                     [&](const Standing& known) { return known.bundle == bundle; });
  return standing == finding.standings.end() ? nullptr : &*standing;
}

SourceIds Few(SourceIds sources) {
  constexpr std::size_t kMost = 3;
  if (sources.size() > kMost) sources.resize(kMost);
  return sources;
}

Prose Cell(SectionContext& context, const Finding& finding, const Standing* standing) {
  if (standing == nullptr || standing->verdict == "undetermined") return "not told";
  if (standing->verdict == "ruled-out") {
    return JoinProse({"no", context.evidence.Cite(Few(standing->sources))}, " ");
  }
  return JoinProse({finding.kind == "symptom" ? Strong("seen") : VerdictWord(standing->verdict),
                    context.evidence.Cite(Few(standing->sources))},
                   " ");
}

// Findings that hold somewhere, symptoms first.
std::vector<const Finding*> Followed(const Review& review) {
  std::vector<const Finding*> followed;
  for (const Finding& finding : review.findings) {
    const bool holds = std::any_of(finding.standings.begin(), finding.standings.end(),
                                   [](const Standing& standing) { return standing.holds(); });
    if (holds) followed.push_back(&finding);
  }
  return followed;
}

struct Lists {
  TemplateData::List resolved, remaining, appeared, untold;
};

void Sort(SectionContext& context, const Finding& finding, const Comparison& comparison,
          Lists& lists) {
  const Standing* before = FindStanding(finding, comparison.bundles.front());
  const Standing* after = FindStanding(finding, comparison.bundles.back());
  if (after == nullptr) return;
  const bool held_before = before != nullptr && before->holds();
  const auto item = [&](const Standing& standing, const Prose& note) {
    return Row(
        {{"item_title", AsSentence(finding.title)},
         {"item_note", JoinProse({note, context.evidence.Cite(Few(standing.sources))}, " ")}});
  };
  if (after->holds()) {
    if (held_before) {
      lists.remaining.push_back(item(*after, {}));
    } else {
      lists.appeared.push_back(
          item(*after, before != nullptr && before->verdict == "ruled-out"
                           ? Prose()
                           : Prose("The first bundle does not tell whether it was so before.")));
    }
  } else if (after->verdict == "ruled-out") {
    lists.resolved.push_back(item(*after, Words(after->says)));
  } else {
    lists.untold.push_back(item(*after, Words(after->says)));
  }
}

void FillChanges(SectionContext& context, const Comparison& comparison) {
  TemplateData::List rows;
  for (const StateChange& change : comparison.changes) {
    if (rows.size() == context.limits.rows) break;
    const bool on_node = change.kind == "Token" || change.kind == "Path";
    std::string name = change.name;
    if (!change.space.empty()) {
      name = on_node ? name + " on " + change.space : change.space + "/" + name;
    }
    const auto state = [&](const std::string& text, SourceId source) {
      return text.empty() ? Prose("not there")
                          : JoinProse({Words(text), context.evidence.Cite({source})}, " ");
    };
    rows.push_back(Row({{"object_name", Words(change.kind + " " + name)},
                        {"object_before", state(change.before, change.before_source)},
                        {"object_after", state(change.after, change.after_source)}}));
  }
  context.out.SetFlag("has_objects", !rows.empty());
  context.out.Set("objects_more",
                  MoreRows(context, comparison.changes.size(), context.limits.rows));
  context.out.Set("objects", std::move(rows));
}

}  // namespace

void FillVerification(SectionContext& context) {
  const Review& review = context.review;
  context.out.SetFlag("has_comparison", review.comparison.has_value());
  if (!review.comparison) return;
  const Comparison& comparison = *review.comparison;
  TemplateData::List columns;
  for (const std::int64_t id : comparison.bundles) {
    const BundleRow* bundle = FindBundle(review, id);
    if (bundle == nullptr) continue;
    const std::string at =
        bundle->captured.known() ? ", " + FormatMoment(bundle->captured) + " UTC" : "";
    columns.push_back(Row({{"state_column", Words(bundle->name + at)}}));
  }
  context.out.Set("state_columns", std::move(columns));

  const std::vector<const Finding*> followed = Followed(review);
  TemplateData::List rows;
  Lists lists;
  for (const Finding* finding : followed) {
    if (rows.size() < context.limits.rows) {
      TemplateData::List cells;
      for (const std::int64_t id : comparison.bundles) {
        cells.push_back(Row({{"state_cell", Cell(context, *finding, FindStanding(*finding, id))}}));
      }
      TemplateData row = Row({{"state_title", Words(finding->title)}});
      row.Set("state_cells", std::move(cells));
      rows.push_back(std::move(row));
    }
    Sort(context, *finding, comparison, lists);
  }
  context.out.Set("state_more", MoreRows(context, followed.size(), rows.size()));
  context.out.SetFlag("has_states", !rows.empty());
  context.out.Set("states", std::move(rows));
  context.out.SetFlag("has_resolved", !lists.resolved.empty());
  context.out.SetFlag("has_remaining", !lists.remaining.empty());
  context.out.SetFlag("has_appeared", !lists.appeared.empty());
  context.out.SetFlag("has_untold", !lists.untold.empty());
  context.out.Set("resolved", std::move(lists.resolved));
  context.out.Set("remaining", std::move(lists.remaining));
  context.out.Set("appeared", std::move(lists.appeared));
  context.out.Set("untold", std::move(lists.untold));
  FillChanges(context, comparison);
}

}  // namespace howdunit::report
