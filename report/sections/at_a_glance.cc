// The title, the draft notice and the table that answers in half a minute: what,
// where, when, how sure, on what evidence.

#include <algorithm>
#include <set>

#include "core/text.h"
#include "report/model/alike.h"
#include "report/model/course.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// Only what cannot end an HTML comment.
Prose CommentWord(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (IsAlnum(c) || c == '.' || c == '_') safe += c;
  }
  return Words(safe);
}

std::string Setting(const Review& review, const std::string& prefix) {
  for (const auto& [name, value] : review.settings) {
    if (name.rfind(prefix, 0) == 0) return value;
  }
  return "";
}

// Findings of the incidents that are more than considered.
std::vector<const Finding*> Involved(const Review& review) {
  std::vector<const Finding*> involved;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    if (review.HasRole(i, {"symptom", "link", "root"})) involved.push_back(&review.findings[i]);
  }
  return involved;
}

std::string JoinNames(const std::set<std::string>& names) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    if (shown.size() == kMost) {
      shown.emplace_back("…");
      break;
    }
    shown.push_back(name);
  }
  return Join(shown, ", ");
}

Prose DescribeScope(const Review& review) {
  std::set<std::string> nodes;
  std::set<std::string> spaces;
  for (const Finding* finding : Involved(review)) {
    nodes.insert(finding->node);
    spaces.insert(finding->space);
  }
  nodes.erase("");
  spaces.erase("");
  std::vector<Prose> parts;
  if (!nodes.empty()) {
    const std::size_t listed = review.nodes.size();
    const std::string of = listed == 0 ? ""
                                       : " (" + std::to_string(nodes.size()) + " of " +
                                             std::to_string(listed) + " listed)";
    parts.push_back(Words("nodes: " + JoinNames(nodes) + of));
  }
  if (!spaces.empty()) parts.push_back(Words("namespaces: " + JoinNames(spaces)));
  return JoinProse(parts, "; ");
}

// Whether a chain leads from the finding to causes of what was seen beside it.
bool LeadsToCauses(const Review& review, const Finding& finding) {
  for (const Incident& incident : review.incidents) {
    for (const Chain& chain : incident.chains) {
      if (&review.findings[chain.back()] == &finding && HoldsCause(review, chain)) return true;
    }
  }
  return false;
}

Prose DescribeLeading(SectionContext& context) {
  const Finding* leading = LeadingFinding(context.review);
  if (leading == nullptr) return {};
  SourceIds sources = context.review.SourcesOf(*leading);
  if (sources.size() > 3) sources.resize(3);
  AddSourcesElsewhere(context.review, *leading, sources);
  const Prose evidence = Prose(" ") + context.evidence.Cite(sources);
  if (leading->kind == "symptom") {
    const Prose none = Words(LeadsToCauses(context.review, *leading)
                                 ? "of what comes first none is confirmed or likely; observed:"
                                 : "none is confirmed or likely; observed:");
    return none + " " + Words(leading->title) + evidence;
  }
  return Words(leading->title + AndElsewhere(context.review, *leading)) + " — " +
         VerdictWord(leading->verdict) + evidence;
}

// The leading causes of further incidents, and what is true and will hurt.
Prose DescribeFurther(SectionContext& context) {
  const Review& review = context.review;
  const Finding* leading = LeadingFinding(review);
  const std::vector<std::size_t> told =
      leading == nullptr ? std::vector<std::size_t>() : SameElsewhere(review, *leading);
  std::vector<Prose> parts;
  std::set<std::string> rules;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (&finding == leading || !IsStrong(finding)) continue;
    if (std::binary_search(told.begin(), told.end(), i)) continue;
    if (!rules.insert(finding.rule).second) continue;
    const bool root = finding.kind == "cause" && review.HasRole(i, {"root"});
    const bool threat = finding.kind == "risk" && finding.severity != "info" &&
                        !review.HasRole(i, {"link", "root"});
    if (!root && !threat) continue;
    SourceIds sources = review.SourcesOf(finding);
    if (sources.size() > 2) sources.resize(2);
    AddSourcesElsewhere(review, finding, sources);
    parts.push_back(
        JoinProse({Words(finding.title + AndElsewhere(review, finding)), Prose("—"),
                   threat ? Prose("a risk that held at capture") : VerdictWord(finding.verdict),
                   context.evidence.Cite(sources)},
                  " "));
  }
  return JoinProse(parts, LineBreak());
}

Prose DescribeConsidered(const Review& review) {
  const Finding* leading = LeadingFinding(review);
  const std::size_t leading_at =
      leading == nullptr ? review.findings.size() : review.IndexOf(*leading);
  const Finding* runner_up = nullptr;
  std::map<int, std::pair<std::string, std::int64_t>> counts;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (finding.kind != "cause") continue;
    auto& count = counts[VerdictRank(finding.verdict)];
    count.first = finding.verdict;
    ++count.second;
    // A link of the chain is no rival.
    if (&finding == leading || review.HasRole(i, {"link", "root"})) continue;
    if (finding.verdict != "likely" && finding.verdict != "possible") continue;
    // Of equals, what may be behind the leading one itself.
    const auto rank = [&](const Finding& rival) {
      return std::pair(VerdictRank(rival.verdict), !IsBehind(rival, leading_at));
    };
    if (runner_up == nullptr || rank(finding) < rank(*runner_up)) runner_up = &finding;
  }
  std::vector<Prose> parts;
  for (const auto& [rank, count] : counts) {
    parts.push_back(Words(std::to_string(count.second) + " " + count.first));
  }
  Prose text = JoinProse(parts, ", ");
  if (runner_up != nullptr) {
    text += Prose("; next: ") + Words(runner_up->title) + " (" + Words(runner_up->verdict) + ")";
  }
  return text;
}

Prose DescribeMembers(const Review& review) {
  std::map<std::string, std::int64_t> counts;
  for (const MemberRow& member : review.members) ++counts[member.status];
  std::string text = Counted(std::ssize(review.bundles), "bundle") + ", " +
                     Counted(std::ssize(review.members), "member") + ":";
  for (const char* status : {"read", "partly", "skipped", "failed"}) {
    text += std::string(status == std::string_view("read") ? " " : ", ") +
            std::to_string(counts[status]) + " " +
            (status == std::string_view("partly") ? "partly read" : status);
  }
  return Words(text);
}

Prose DescribeCapture(const Review& review) {
  constexpr std::size_t kMost = 3;
  std::vector<Prose> parts;
  for (const BundleRow& bundle : review.bundles) {
    if (parts.size() == kMost) {
      parts.push_back(Words("…"));
      break;
    }
    Prose part;
    if (review.bundles.size() > 1) part += Words(bundle.name) + ": ";
    part += Words(FormatMoment(bundle.captured));
    if (bundle.captured.known()) part += " UTC";
    if (!bundle.captured_basis.empty()) {
      part += Prose(" (") + Words(bundle.captured_basis) + ")";
    }
    parts.push_back(part);
  }
  return JoinProse(parts, LineBreak());
}

Prose DescribeClocks(const SectionContext& context) {
  const Review& review = context.review;
  constexpr std::size_t kMost = 5;
  std::vector<Prose> parts;
  for (const ClockRow& clock : review.clocks) {
    if (parts.size() == kMost) {
      parts.push_back(Words("…"));
      break;
    }
    parts.push_back(Words((clock.node.empty() ? "other nodes" : clock.node) + " " +
                          FormatOffset(clock.offset_seconds) + " (" + clock.basis + ")"));
  }
  // A clock that is off matters more than whose zone is which.
  for (const SkewRow& skew : review.skews) {
    parts.insert(parts.begin(),
                 Words("the clock of " + skew.node + " is " + FormatSkew(skew.least, skew.most)) +
                     " " + context.evidence.Cite({skew.source}));
  }
  return parts.empty() ? Words("none was needed or none could be told") : JoinProse(parts, "; ");
}

std::string BundleNames(const Review& review) {
  std::set<std::string> names;
  for (const BundleRow& bundle : review.bundles) names.insert(bundle.name);
  return names.size() == 1 ? *names.begin() : Counted(std::ssize(review.bundles), "bundle");
}

Prose DescribeWindow(const SectionContext& context) {
  const Review& review = context.review;
  std::vector<Prose> parts;
  for (const Incident& incident : ToldIncidents(context)) {
    Prose part;
    if (review.incidents.size() > 1) part += Words(incident.name) + ": ";
    if (!incident.first.known() && !incident.last.known()) continue;
    part += Words("first " + FormatMoment(incident.first) + ", last " +
                  FormatMoment(incident.last) + " UTC");
    const Micros duration = ShortestDuration(incident.first, incident.last);
    if (duration > 0) part += Prose(" (at least ") + Words(FormatLength(duration)) + ")";
    switch (CourseOf(review, incident)) {
      case Course::kUntold: break;
      case Course::kGoingOn: part += Prose("; ") + Strong("still going on at capture"); break;
      case Course::kUnclear: part += "; whether it was over at capture is not known"; break;
      case Course::kSilent: part += "; not seen again before the capture"; break;
      case Course::kCauseGoesOn:
        part += "; not seen again before the capture, but its cause was";
        break;
    }
    parts.push_back(part);
  }
  return JoinProse(parts, LineBreak());
}

}  // namespace

void FillAtAGlance(SectionContext& context) {
  const Review& review = context.review;
  const Finding* leading = LeadingFinding(review);
  context.out.Set("title",
                  Words(leading == nullptr ? WhyNothing(review)
                                           : leading->title + AndElsewhere(review, *leading)));
  context.out.Set("date", Words(DayOf(review)));
  context.out.Set("bundles", Words(BundleNames(review)));
  context.out.Set("version", CommentWord(context.version));
  context.out.Set("rules_hash", CommentWord(Setting(review, "rules")));
  std::vector<Prose> hashes;
  for (const BundleRow& bundle : review.bundles) hashes.push_back(CommentWord(bundle.sha256));
  context.out.Set("input_hashes", JoinProse(hashes, ","));

  std::vector<TemplateData> rows;
  const auto add = [&](const Prose& name, const Prose& value) {
    if (!value.empty()) rows.push_back(Row({{"glance_name", name}, {"glance_value", value}}));
  };
  add("Observed", DescribeWindow(context));
  add("Scope", DescribeScope(review));
  add("Leading explanation", DescribeLeading(context));
  add("Apart from that", DescribeFurther(context));
  add("Explanations considered", DescribeConsidered(review));
  add("Evidence", DescribeMembers(review));
  add("Captured", DescribeCapture(review));
  add("Clocks", DescribeClocks(context));
  context.out.Set("glance", std::move(rows));
  context.out.SetFlag("has_incident", !review.incidents.empty());
}

}  // namespace howdunit::report
