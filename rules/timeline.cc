#include "rules/timeline.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "rules/query.h"
#include "rules/standing.h"

namespace howdunit {
namespace {

// A row as one bundle tells it.
struct Telling {
  std::int64_t bundle = 0;
  Micros earliest = 0;
  Redacted text;
};

struct Made {
  TimelineRow row;
  const TimelineQuery* query = nullptr;
  std::size_t cluster = 0;
  std::vector<Telling> tellings;
};

// Whether two texts are the same, or but for words that are numbers.
bool SameButForNumbers(const Redacted& one, const Redacted& other) {
  const std::vector<std::string_view> a = Split(one.str(), ' ');
  const std::vector<std::string_view> b = Split(other.str(), ' ');
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](std::string_view left, std::string_view right) {
                      return left == right || (AllDigits(left) && AllDigits(right));
                    });
}

void AddSources(TimelineRow& row, const std::vector<std::int64_t>& sources) {
  for (const std::int64_t source : sources) {
    if (std::find(row.sources.begin(), row.sources.end(), source) == row.sources.end()) {
      row.sources.push_back(source);
    }
  }
}

// The last moment at which it certainly went on; of what did not last, when it may have been.
Micros EndOf(const TimelineRow& row) {
  return std::max(row.latest, row.until_earliest.value_or(row.latest));
}

bool Overlap(const TimelineRow& one, const TimelineRow& other) {
  return one.earliest <= EndOf(other) && other.earliest <= EndOf(one);
}

// `later` tells what `row` tells. It began when the earlier of them says; if both may
// mean the same moment, when the more exact one says.
void Unite(TimelineRow& row, const TimelineRow& later) {
  const bool same_start = row.earliest <= later.latest && later.earliest <= row.latest;
  if (same_start ? later.latest - later.earliest < row.latest - row.earliest
                 : later.latest < row.earliest) {
    row.earliest = later.earliest;
    row.latest = later.latest;
    row.basis = later.basis;
  }
  row.until_earliest = std::max(row.until_earliest, later.until_earliest);
  row.until_latest = std::max(row.until_latest, later.until_latest);
  row.text = later.text;
  row.count = std::max(row.count, later.count);
  AddSources(row, later.sources);
}

class TimelineBuilder {
 public:
  // What a query says of a finding in the bundle that `finding_values` are of.
  void Add(const TimelineQuery& query, const QueryRow& row, const Values& finding_values,
           std::size_t finding, Clusters::Place place, std::int64_t bundle) {
    const auto earliest = row.Number("earliest");
    const auto latest = row.Number("latest");
    if (!earliest || row.sources.empty()) return;  // an undated thing has no place here
    Values values = finding_values;
    for (const auto& [name, value] : row.values) values[name] = value;
    const auto text_of = [&](std::string_view name) {
      const auto found = row.values.find(name);
      return found == row.values.end() ? Redacted() : Redact(found->second);
    };
    Made added{.row = {.bundle = bundle,
                       .earliest = *earliest,
                       .latest = latest.value_or(*earliest),
                       .until_earliest = row.Number("until_earliest"),
                       .until_latest = row.Number("until_latest"),
                       .basis = text_of("basis"),
                       .node = text_of("node"),
                       .text = Redact(Fill(query.says, values)),
                       .count = row.Number("count").value_or(1),
                       .finding = finding,
                       .weight = query.weight,
                       .sources = row.sources},
               .query = &query,
               .cluster = place.cluster};
    if (added.row.text.empty()) return;
    added.tellings = {{.bundle = bundle, .earliest = *earliest, .text = added.row.text}};
    if (JoinsOtherBundle(added) || IsKnown(added)) return;
    made_.push_back(std::move(added));
  }

  // A symptom whose rule tells no more of it: that it was seen, from when to when.
  void AddSymptom(const Finding& finding, std::size_t index, Clusters::Place place) {
    const Span& span = finding.span;
    if (!span.first_earliest) return;
    Made added{.row = {.bundle = finding.bundle,
                       .earliest = *span.first_earliest,
                       .latest = span.first_latest.value_or(*span.first_earliest),
                       .until_earliest = span.last_earliest,
                       .until_latest = span.last_latest,
                       .basis = {},
                       .node = finding.subject.node,
                       .text = finding.title,
                       .count = std::max<std::int64_t>(finding.count, 1),
                       .finding = index},
               .cluster = place.cluster};
    for (const CheckResult& check : finding.checks) {
      if (check.answer == Answer::kYes) AddSources(added.row, check.sources);
    }
    if (added.row.sources.empty()) return;
    added.tellings = {
        {.bundle = finding.bundle, .earliest = added.row.earliest, .text = added.row.text}};
    if (!IsKnown(added)) made_.push_back(std::move(added));
  }

  std::vector<TimelineRow> Take() {
    std::vector<TimelineRow> timeline;
    timeline.reserve(made_.size());
    for (Made& made : made_) timeline.push_back(std::move(made.row));
    std::stable_sort(timeline.begin(), timeline.end(),
                     [](const TimelineRow& a, const TimelineRow& b) {
                       return std::tie(a.earliest, a.latest, a.node, a.text) <
                              std::tie(b.earliest, b.latest, b.node, b.text);
                     });
    return timeline;
  }

 private:
  // The same sentence at the same time.
  bool IsKnown(const Made& added) {
    for (Made& known : made_) {
      if (known.cluster != added.cluster) continue;
      if (std::none_of(known.tellings.begin(), known.tellings.end(), [&](const Telling& telling) {
            return telling.earliest == added.row.earliest && telling.text == added.row.text;
          })) {
        continue;
      }
      known.row.weight = std::min(known.row.weight, added.row.weight);
      AddSources(known.row, added.row.sources);
      return true;
    }
    return false;
  }

  // What an earlier bundle of the cluster told already.
  bool JoinsOtherBundle(const Made& added) {
    const TimelineRow& row = added.row;
    const Telling& telling = added.tellings.front();
    for (Made& known : made_) {
      if (known.query != added.query || known.cluster != added.cluster ||
          known.row.node != row.node || !Overlap(known.row, row) ||
          std::any_of(known.tellings.begin(), known.tellings.end(),
                      [&](const Telling& other) { return other.bundle == telling.bundle; }) ||
          !SameButForNumbers(known.row.text, row.text)) {
        continue;
      }
      Unite(known.row, row);
      known.tellings.push_back(telling);
      return true;
    }
    return false;
  }

  std::vector<Made> made_;
};

}  // namespace

Result<std::vector<TimelineRow>> BuildTimeline(Queries& queries, const Clusters& clusters,
                                               const std::vector<Evaluated>& findings) {
  TimelineBuilder timeline;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Evaluated& evaluated = findings[i];
    if (!Holds(evaluated.finding)) continue;
    if (evaluated.rule->timeline.empty() && evaluated.finding.kind == "symptom") {
      timeline.AddSymptom(evaluated.finding, i, clusters.Of(evaluated.finding.bundle));
    }
    const auto add_rows = [&](const Values& values, std::int64_t bundle) -> Result<void> {
      for (const TimelineQuery& query : evaluated.rule->timeline) {
        auto rows = queries.Run(query.query, values);
        if (!rows) {
          return Error{evaluated.rule->file + ":1: timeline: " + rows.error().message};
        }
        for (const QueryRow& row : *rows) {
          timeline.Add(query, row, values, i, clusters.Of(bundle), bundle);
        }
      }
      return {};
    };
    if (evaluated.held.empty()) TRY(add_rows(evaluated.values, evaluated.finding.bundle));
    for (const Values& values : evaluated.held) {
      TRY(add_rows(values, ParseInt(values.at("bundle")).value_or(0)));
    }
  }
  return timeline.Take();
}

}  // namespace howdunit
