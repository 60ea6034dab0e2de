// findings.junit.xml: the findings as tests, for gates of CI. What was found fails; what could not
// be judged is skipped; what is ruled out passes.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "report/exports/xml.h"
#include "report/model/evidence.h"
#include "report/model/statement.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

struct Outcome {
  std::string_view verdict;
  std::string_view element;  // inside the test case; empty if it passed
};

constexpr std::array kOutcomes = {
    Outcome{"confirmed", "failure"}, Outcome{"likely", "failure"},
    Outcome{"possible", "skipped"},  Outcome{"undetermined", "skipped"},
    Outcome{"ruled-out", ""},
};

std::string_view ElementOf(const Finding& finding) {
  const auto* const found =
      std::find_if(kOutcomes.begin(), kOutcomes.end(),
                   [&](const Outcome& outcome) { return outcome.verdict == finding.verdict; });
  return found == kOutcomes.end() ? "" : found->element;
}

// "cni-token-expired (node k8s01)".
std::string NameOf(const Finding& finding) {
  std::vector<std::string> subject;
  for (const auto& [key, value] : SubjectOf(finding)) {
    subject.push_back(std::string(key) + " " + value);
  }
  return subject.empty() ? finding.rule : finding.rule + " (" + Join(subject, ", ") + ")";
}

// What a list of tests shows.
std::string MessageOf(const Finding& finding) {
  if (ElementOf(finding) == "failure") return finding.title;
  std::vector<std::string> needs;
  if (finding.verdict == "undetermined") {
    for (const Gap& gap : GapsOf(finding)) needs.push_back(gap.needs);
  }
  return finding.verdict + ": " +
         (needs.empty() ? finding.title : "missing is " + Join(needs, "; "));
}

std::string BodyOf(const Review& review, const Finding& finding) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : finding.sentences) {
    const std::vector<std::string> places = PlacesOf(review, LinesOf(review, sentence.sources));
    lines.push_back(FullSentence(sentence.text) +
                    (places.empty() ? "" : " [" + Join(places, "; ") + "]"));
  }
  for (const Gap& gap : GapsOf(finding)) {
    lines.push_back("Missing: " + gap.needs + (gap.command.empty() ? "" : "\n  " + gap.command));
  }
  return Join(lines, "\n");
}

std::string TestCase(const Review& review, const Finding& finding) {
  const std::string head = "    <testcase" + XmlAttribute("classname", finding.kind) +
                           XmlAttribute("name", NameOf(finding));
  const std::string element(ElementOf(finding));
  if (element.empty()) return head + "/>\n";
  return head + ">\n      <" + element +
         (element == "failure" ? XmlAttribute("type", finding.verdict) : "") +
         XmlAttribute("message", MessageOf(finding)) + ">" + EncodeXml(BodyOf(review, finding)) +
         "</" + element + ">\n    </testcase>\n";
}

std::string Count(const Review& review, std::string_view element) {
  return std::to_string(
      std::count_if(review.findings.begin(), review.findings.end(),
                    [&](const Finding& finding) { return ElementOf(finding) == element; }));
}

}  // namespace

Result<std::string> RenderJunit(const Review& review, const ReportOptions& options) {
  const std::string counts = XmlAttribute("name", "howdunit") +
                             XmlAttribute("tests", std::to_string(review.findings.size())) +
                             XmlAttribute("failures", Count(review, "failure")) +
                             XmlAttribute("errors", "0") +
                             XmlAttribute("skipped", Count(review, "skipped"));
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
                    ">\n  <testsuite" + counts + ">\n    <properties>\n      <property" +
                    XmlAttribute("name", "howdunit.version") +
                    XmlAttribute("value", options.version) + "/>\n    </properties>\n";
  for (const Finding& finding : review.findings) xml += TestCase(review, finding);
  return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace howdunit::report
