// When the failure could have been seen, and by whom: by a program that reads logs, or
// by a person who lists events and states. When it was seen only people know.

#include <algorithm>
#include <array>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

struct Sign {
  Moment at;
  std::string what;
  SourceIds sources;
};

bool Earlier(const Moment& a, const Moment& b) { return *a.earliest < *b.earliest; }

void Keep(std::optional<Sign>& first, Sign sign) {
  if (!sign.at.known()) return;
  if (!first || Earlier(sign.at, first->at)) first = std::move(sign);
}

std::optional<Sign> FirstCause(const Review& review) {
  std::optional<Sign> first;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (finding.kind != "cause" || !review.HasRole(i, {"root", "link"})) continue;
    Keep(first, {finding.first, finding.title, review.SourcesOf(finding)});
  }
  return first;
}

std::optional<Sign> FirstHit(const Review& review, std::string_view origin) {
  std::optional<Sign> first;
  for (const SignatureGroup& group : review.signatures) {
    if (group.origin != origin || !group.of_symptom) continue;
    Keep(first, {group.first, "signature " + group.signature, {group.first_source}});
  }
  return first;
}

std::optional<Sign> FirstSymptom(const Review& review) {
  std::optional<Sign> first;
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (!review.HasRole(i, {"symptom"})) continue;
    Keep(first, {finding.first, finding.title, review.SourcesOf(finding)});
  }
  return first;
}

// "12s", "between 40m and 1h 2m": how long `a` was before `b`; "" if that is not certain.
std::string Distance(const Moment& a, const Moment& b) {
  const Micros least = *b.earliest - *a.latest;
  const Micros most = *b.latest - *a.earliest;
  if (least < kSecond) return "";
  const std::string shortest = FormatLength(least);
  const std::string longest = FormatLength(most);
  return shortest == longest ? shortest : "between " + shortest + " and " + longest;
}

TemplateData DescribeSign(SectionContext& context, const Prose& kind, const Sign& sign) {
  SourceIds sources = sign.sources;
  if (sources.size() > 3) sources.resize(3);
  return Row({{"sign_kind", kind},
              {"sign_time", Words(FormatMoment(sign.at) + " UTC")},
              {"sign_text", JoinProse({Words(sign.what), context.evidence.Cite(sources)}, " ")}});
}

}  // namespace

void FillDetection(SectionContext& context) {
  const auto cause = FirstCause(context.review);
  const auto symptom = FirstSymptom(context.review);
  const auto line = FirstHit(context.review, "log");
  const auto event = FirstHit(context.review, "event");
  TemplateData::List signs;
  if (cause) signs.push_back(DescribeSign(context, "A cause of the chains began", *cause));
  if (symptom) signs.push_back(DescribeSign(context, "The first symptom began", *symptom));
  if (line) signs.push_back(DescribeSign(context, "The first line in a log", *line));
  if (event) {
    signs.push_back(DescribeSign(context, "The first Event, which kubectl shows", *event));
  }
  TemplateData::List gaps;
  const auto compare = [&](const std::optional<Sign>& from, const std::optional<Sign>& to,
                           const std::string& says) {
    if (!from || !to) return;
    const std::string distance = Distance(from->at, to->at);
    if (!distance.empty()) gaps.push_back(Row({{"gap_text", AsSentence(says + distance)}}));
  };
  compare(cause, symptom, "From the beginning of a cause to the first symptom: ");
  compare(line, event, "From the first line in a log to the first Event: ");
  context.out.SetFlag("has_signs", !signs.empty());
  context.out.Set("signs", std::move(signs));
  context.out.Set("sign_gaps", std::move(gaps));
}

}  // namespace howdunit::report
