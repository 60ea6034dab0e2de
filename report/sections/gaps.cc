// What this review cannot tell: evidence that is missing, members that could not
// be read, clocks that had to be assumed, members that disagree.

#include <algorithm>
#include <set>

#include "core/text.h"
#include "report/model/evidence_gap.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

Prose DescribeUse(const EvidenceGap& gap) {
  constexpr std::size_t kMost = 2;
  std::vector<Prose> titles;
  for (std::size_t i = 0; i < std::min(kMost, gap.findings.size()); ++i) {
    titles.push_back(Words(gap.findings[i]->title));
  }
  Prose text = JoinProse(titles, "; ");
  if (gap.findings.size() > kMost) {
    text += Words("; and " + std::to_string(gap.findings.size() - kMost) + " more");
  }
  return text;
}

void FillMissing(SectionContext& context) {
  const std::vector<EvidenceGap> gaps = EvidenceGapsOf(context.review);
  const std::size_t most = std::min<std::size_t>(context.limits.rows, 12);
  std::vector<TemplateData> rows;
  std::string script;
  for (const EvidenceGap& gap : gaps) {
    if (rows.size() == most) break;
    rows.push_back(Row({{"gap_needs", Words(gap.needs)},
                        {"gap_use", DescribeUse(gap)},
                        {"gap_command", CommandLines(gap.command)}}));
    if (gap.command.empty()) continue;
    // The comment must not run on into a line of its own.
    script += "# " + ReplaceAll(gap.needs, "\n", " ") + "\n" + gap.command + "\n";
  }
  context.out.SetFlag("has_gaps", !rows.empty());
  context.out.Set("gaps", std::move(rows));
  context.out.Set("gaps_more", MoreRows(context, gaps.size(), most));
  if (script.empty()) {
    context.out.SetFlag("gap_script", false);
  } else {
    context.out.Set("gap_script", Fence{.text = script, .language = "sh"});
  }
}

// Where chains end without anything that would take them further.
void FillOpenEnds(SectionContext& context) {
  const Review& review = context.review;
  TemplateData::List ends;
  std::set<std::size_t> told;
  for (const Incident& incident : ToldIncidents(context)) {
    for (const Chain& chain : incident.chains) {
      const Finding& last = review.findings[LastOf(chain)];
      if (last.kind == "symptom" || !told.insert(LastOf(chain)).second) continue;
      ends.push_back(Row({{"open_end", Words("What led to this: " + last.title + ".")}}));
    }
  }
  context.out.SetFlag("has_open_ends", !ends.empty());
  context.out.Set("open_ends", std::move(ends));
}

void FillUnread(SectionContext& context) {
  const Review& review = context.review;
  std::vector<TemplateData> rows;
  std::size_t all = 0;
  const auto add = [&](const Prose& what, const Prose& status, const Prose& why) {
    if (all++ < context.limits.rows) {
      rows.push_back(Row({{"unread_what", what}, {"unread_status", status}, {"unread_why", why}}));
    }
  };
  for (const BundleRow& bundle : review.bundles) {
    if (!bundle.problem.empty()) {
      add(Prose("bundle ") + Code(bundle.name), "not read to its end", Words(bundle.problem));
    }
  }
  // What failed is worse than what was skipped: it might have mattered.
  for (const char* status : {"failed", "partly", "skipped"}) {
    for (const MemberRow& member : review.members) {
      if (member.status != status) continue;
      std::string why = member.problem;
      // Most problems of a member count its lines themselves.
      if (member.lines_unclaimed > 0 &&
          member.problem.find("not understood") == std::string::npos) {
        why += (why.empty() ? "" : "; ") + std::to_string(member.lines_unclaimed) + " of " +
               Counted(member.lines, "line") + " not understood";
      }
      add(Code(member.path), Words(member.status), Words(why));
    }
  }
  for (const ProblemGroup& problem : review.problems) {
    add(Words(Counted(problem.count, "passage") + ", the first at ") + " " +
            context.evidence.Cite({problem.first}),
        "not read", Words(problem.reason));
  }
  context.out.SetFlag("has_unread", !rows.empty());
  context.out.Set("unread", std::move(rows));
  context.out.Set("unread_more", MoreRows(context, all, context.limits.rows));
}

// How the wall clocks of logs were turned into UTC.
void FillClocks(SectionContext& context) {
  std::vector<TemplateData> rows;
  for (const ClockRow& clock : context.review.clocks) {
    if (rows.size() == context.limits.rows) break;
    std::string zone = FormatOffset(clock.offset_seconds);
    if (!clock.zone.empty()) zone += " (" + clock.zone + ")";
    const Prose place =
        clock.member.empty() ? Prose("—") : Code(clock.member + ":" + std::to_string(clock.line));
    rows.push_back(Row({{"clock_node", Words(clock.node.empty() ? "every other node" : clock.node)},
                        {"clock_zone", Words(zone)},
                        {"clock_basis", Words(clock.basis)},
                        {"clock_place", place}}));
  }
  for (const SkewRow& skew : context.review.skews) {
    if (rows.size() == context.limits.rows) break;
    rows.push_back(Row({{"clock_node", Words(skew.node)},
                        {"clock_zone", Words(FormatSkew(skew.least, skew.most))},
                        {"clock_basis", Words(Counted(skew.events, "event") +
                                              " with a stamp of each, the quickest")},
                        {"clock_place", context.evidence.Cite({skew.source})}}));
  }
  context.out.SetFlag("has_clocks", !rows.empty());
  context.out.Set("clocks", std::move(rows));
  context.out.Set("clocks_more",
                  MoreRows(context, context.review.clocks.size() + context.review.skews.size(),
                           context.limits.rows));
}

// What changed while the bundle was gathered, or was gathered at another time.
void FillDisagreements(SectionContext& context) {
  const auto& all = context.review.disagreements;
  std::vector<TemplateData> rows;
  for (const DisagreementRow& row : all) {
    if (rows.size() == context.limits.rows) break;
    const std::string name = row.space.empty() ? row.name : row.space + "/" + row.name;
    rows.push_back(
        Row({{"view_object", Words(row.kind + " " + name)},
             {"view_newest", Words(row.state) + Prose(" ") + context.evidence.Cite({row.source})},
             {"view_other",
              Words(row.other_state) + Prose(" ") + context.evidence.Cite({row.other_source})}}));
  }
  context.out.SetFlag("has_views", !rows.empty());
  context.out.Set("views", std::move(rows));
  context.out.Set("views_more", MoreRows(context, all.size(), context.limits.rows));
}

}  // namespace

void FillGaps(SectionContext& context) {
  FillMissing(context);
  FillOpenEnds(context);
  FillUnread(context);
  FillClocks(context);
  FillDisagreements(context);
}

}  // namespace howdunit::report
