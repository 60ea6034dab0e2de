#include "rules/engine.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/profile.h"
#include "rules/across_bundles.h"
#include "rules/benign.h"
#include "rules/clusters.h"
#include "rules/evaluate.h"
#include "rules/fingerprint.h"
#include "rules/incidents.h"
#include "rules/timeline.h"
#include "rules/unexplained.h"

namespace howdunit {
namespace {

// Lifts the fence when the rules are done, whatever happened.
class Fenced {
 public:
  explicit Fenced(Database& database) : database_(database) { database_.SetFence(QueryFence{}); }
  ~Fenced() { database_.SetFence({}); }
  Fenced(const Fenced&) = delete;
  Fenced& operator=(const Fenced&) = delete;

 private:
  Database& database_;
};

std::size_t KindRank(const std::string& kind) {
  constexpr std::array kKinds = {"symptom", "cause", "risk", "benign"};
  return static_cast<std::size_t>(std::find(kKinds.begin(), kKinds.end(), kind) - kKinds.begin());
}

bool IsBenign(const Evaluated& evaluated) { return evaluated.finding.kind == "benign"; }

// Of each rule: some ten seconds, a hundred times what the costliest takes for a hundred thousand
// events.
constexpr QueryFence kRuleBudget = {.steps = 400'000'000};

// When a statement is let go.
enum class Compiled { kForRule, kForNextBundle };

Result<Diagnosis> DiagnoseWith(ViewTables& views, Queries& queries, Compiled compiled,
                               Database& database, const RuleBook& book) {
  const Timed timed(Stage::kRules);
  const Fenced fenced(database);
  {
    const Timed part(Stage::kRules, "views");
    views.Fill();
  }
  Diagnosis diagnosis;
  std::vector<Evaluated> findings;
  for (const Rule& rule : book.rules) {
    const Timed asked(Stage::kRules, rule.id);
    database.SetFence(kRuleBudget);
    auto found = EvaluateRule(queries, rule);
    if (!found && found.error().message.ends_with("interrupted")) {
      diagnosis.unasked.push_back(rule.id);
      continue;
    }
    TRY(found);
    if (compiled == Compiled::kForRule) queries.Forget();
    std::move(found->begin(), found->end(), std::back_inserter(findings));
  }
  database.SetFence(QueryFence{});
  TRY_ASSIGN(const Clusters clusters, FindClusters(database));
  MergeBundles(clusters, findings);
  // A symptom or a risk that is not there is no finding; a cause that was
  // considered and fell is one.
  std::erase_if(findings, [](const Evaluated& evaluated) {
    const Finding& finding = evaluated.finding;
    return finding.kind != "cause" &&
           finding.verdict > (IsBenign(evaluated) ? Verdict::kConfirmed : Verdict::kPossible);
  });
  AskOtherBundles(database, clusters, findings);
  std::stable_sort(findings.begin(), findings.end(), [&](const Evaluated& a, const Evaluated& b) {
    const auto key = [&](const Finding& f) {
      const Clusters::Place place = clusters.Of(f.bundle);
      // Benign ones last: the others keep their places when these go.
      return std::tuple(f.kind == "benign", place.cluster, KindRank(f.kind), f.verdict, f.rule,
                        f.subject, place.number);
    };
    return key(a.finding) < key(b.finding);
  });
  LinkCauses(findings);

  // From here on the order of findings is fixed: their index is their name.
  diagnosis.clusters = clusters.bundles;
  database.SetFence(QueryFence{});
  {
    const Timed part(Stage::kRules, "timeline");
    TRY_ASSIGN(diagnosis.timeline, BuildTimeline(queries, clusters, findings));
  }
  {
    const Timed part(Stage::kRules, "unexplained");
    TRY_ASSIGN(diagnosis.unexplained, FindUnexplained(database, book, clusters, findings));
  }
  diagnosis.benign = FindBenign(clusters, findings);
  // What is benign accounts for its messages and is no finding.
  findings.erase(std::find_if(findings.begin(), findings.end(), IsBenign), findings.end());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].finding.name = "F" + std::to_string(i + 1);
    diagnosis.findings.push_back(std::move(findings[i].finding));
  }
  diagnosis.incidents = BuildIncidents(diagnosis.findings);
  TRY(DescribeIncidents(database, book, diagnosis.findings, diagnosis.incidents));
  return diagnosis;
}

}  // namespace

Result<Diagnosis> Diagnose(Database& database, const RuleBook& book) {
  ViewTables views(database);
  Queries queries(database);
  return DiagnoseWith(views, queries, Compiled::kForRule, database, book);
}

Result<Diagnosis> Diagnoser::Run() {
  return DiagnoseWith(views_, queries_, Compiled::kForNextBundle, database_, book_);
}

}  // namespace howdunit
