// When the failure could be seen, and by whom: by a program that reads logs, or by a
// person who lists Events. When it was seen only people know.

#include <algorithm>
#include <optional>

#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// A beginning that is known less exactly says nothing here.
constexpr Micros kTelling = kHour;

struct Sign {
  Moment at;
  Prose what;
  SourceIds sources;
};

void Keep(std::optional<Sign>& first, const Finding& finding, const Review& review) {
  if (!finding.first.known()) return;
  if (first && *first->at.earliest <= *finding.first.earliest) return;
  first = Sign{finding.first, Words(finding.title), review.SourcesOf(finding)};
}

// The first symptom, and the first cause that began before it.
struct Beginnings {
  std::optional<Sign> cause, symptom;
};

Beginnings Begin(const Review& review, const Incident& incident) {
  Beginnings begin;
  for (const auto& [at, role] : incident.roles) {
    if (role == "symptom") Keep(begin.symptom, review.findings[at], review);
  }
  for (const auto& [at, role] : incident.roles) {
    const Finding& finding = review.findings[at];
    const bool told = finding.kind == "cause" && (role == "root" || role == "link") &&
                      finding.first.known() &&
                      *finding.first.latest - *finding.first.earliest <= kTelling;
    if (told && begin.symptom && *finding.first.earliest <= *begin.symptom->at.earliest) {
      Keep(begin.cause, finding, review);
    }
  }
  return begin;
}

std::optional<Sign> SignOf(const std::optional<FirstSign>& first) {
  if (!first) return {};
  Prose what = Words("signature " + first->signature);
  if (first->log_begins) what += " (the log begins there)";
  return Sign{first->at, what, {first->source}};
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

class SignTable {
 public:
  explicit SignTable(SectionContext& context) : context_(context) {}

  void AddIncident(const Incident& incident) {
    const bool several = context_.review.incidents.size() > 1;
    name_ = several ? incident.name + ": " : "";
    const Beginnings begin = Begin(context_.review, incident);
    const auto line = SignOf(incident.first_line);
    const auto event = SignOf(incident.first_event);
    Add("a cause began", begin.cause);
    Add("the first symptom began", begin.symptom);
    Add("the first line in a log", line);
    Add("the first Event, which kubectl shows", event);
    Compare("from the beginning of a cause to the first symptom: ", begin.cause, begin.symptom);
    if (incident.first_line && !incident.first_line->log_begins) {
      Compare("from the first line in a log to the first Event: ", line, event);
    }
  }

  void Finish() {
    context_.out.SetFlag("has_signs", !signs_.empty());
    context_.out.Set("signs", std::move(signs_));
    context_.out.Set("sign_gaps", std::move(gaps_));
  }

 private:
  std::string Capital(std::string text) const {
    if (name_.empty())
      text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return name_ + text;
  }

  void Add(const std::string& kind, const std::optional<Sign>& sign) {
    if (!sign) return;
    SourceIds sources = sign->sources;
    if (sources.size() > 3) sources.resize(3);
    signs_.push_back(
        Row({{"sign_kind", Words(Capital(kind))},
             {"sign_time", Words(FormatMoment(sign->at) + " UTC")},
             {"sign_text", JoinProse({sign->what, context_.evidence.Cite(sources)}, " ")}}));
  }

  void Compare(const std::string& says, const std::optional<Sign>& from,
               const std::optional<Sign>& to) {
    if (!from || !to) return;
    const std::string distance = Distance(from->at, to->at);
    if (!distance.empty()) {
      gaps_.push_back(Row({{"gap_text", AsSentence(Capital(says) + distance)}}));
    }
  }

  SectionContext& context_;
  std::string name_;
  TemplateData::List signs_;
  TemplateData::List gaps_;
};

}  // namespace

void FillDetection(SectionContext& context) {
  SignTable table(context);
  for (const Incident& incident : ToldIncidents(context)) table.AddIncident(incident);
  table.Finish();
}

}  // namespace howdunit::report
