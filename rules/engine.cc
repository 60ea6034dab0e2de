#include "rules/engine.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/profile.h"
#include "rules/across_bundles.h"
#include "rules/benign.h"
#include "rules/clusters.h"
#include "rules/evaluate.h"
#include "rules/fingerprint.h"
#include "rules/incidents.h"
#include "rules/link_causes.h"
#include "rules/open_beginnings.h"
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

// Of each rule: some five seconds, fifty times what the costliest takes for a hundred thousand
// events.
constexpr QueryFence kRuleBudget = {.steps = 400'000'000};

// When a statement is let go.
enum class Compiled { kForRule, kForNextBundle };

using SignatureIds = std::set<std::string>;

// Of the signatures that rules need hits of: those that found something.
SignatureIds NeededAndSeen(const Database& database, const RuleBook& book) {
  SignatureIds needed;
  for (const Rule& rule : book.rules) {
    needed.insert(rule.needed_hits.begin(), rule.needed_hits.end());
  }
  Statement find = database.Prepare("SELECT 1 FROM hit WHERE signature = ? LIMIT 1");
  std::erase_if(needed, [&](const std::string& id) {
    find.Reset();
    find.Bind(1, RedactIdentifier(id));
    return !find.Step();
  });
  return needed;
}

// Whether the rule may have subjects.
bool IsWorthAsking(const Rule& rule, const SignatureIds& seen) {
  const auto& needed = rule.needed_hits;
  return needed.empty() || std::any_of(needed.begin(), needed.end(),
                                       [&](const std::string& id) { return seen.contains(id); });
}

// Who asks rules: one thread.
struct Asker {
  Database& database;
  ViewTables& views;
  Queries& queries;
  Compiled compiled;
};

// What came of a rule; nothing if it spent its budget.
using Asked = std::optional<Result<EvaluatedRule>>;

std::size_t SqlBytes(const Rule& rule) {
  std::size_t bytes = rule.subject.size();
  for (const Check& check : rule.checks) {
    bytes += check.yes.size() + check.no.size() + check.covered.size();
  }
  return bytes;
}

// The indexes of the rules in the order in which they are asked: by two threads, those that ask
// most first, so that one that takes long is not begun last, while the other has nothing left to
// do.
std::vector<std::size_t> OrderOf(const std::vector<Rule>& rules, bool by_two) {
  std::vector<std::size_t> order(rules.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!by_two) return order;
  std::vector<std::size_t> bytes;
  for (const Rule& rule : rules) bytes.push_back(SqlBytes(rule));
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return bytes[a] > bytes[b]; });
  return order;
}

// All rules of a book, asked by one thread or two.
struct Round {
  const RuleBook& book;
  SignatureIds seen;
  std::vector<std::size_t> order;
  std::vector<Asked> asked = std::vector<Asked>(book.rules.size());
  std::atomic<std::size_t> next = 0;  // of `order`: from here on nobody has asked
};

void AskRules(const Asker& asker, Round& round) {
  {
    const Timed part(Stage::kRules, "views");
    asker.views.Fill();
  }
  for (std::size_t at = round.next++; at < round.order.size(); at = round.next++) {
    const std::size_t i = round.order[at];
    const Rule& rule = round.book.rules[i];
    if (!IsWorthAsking(rule, round.seen)) {
      round.asked[i] = EvaluatedRule();
      continue;
    }
    const Timed timed(Stage::kRules, rule.id);
    asker.database.SetFence(kRuleBudget);
    auto found = EvaluateRule(asker.queries, rule);
    if (asker.compiled == Compiled::kForRule) asker.queries.Forget();
    if (!found && found.error().message.ends_with("interrupted")) continue;
    round.asked[i] = std::move(found);
  }
}

// On a thread of its own.
void AskTwin(Database& twin, Round& round) {
  const Timed timed(Stage::kRules);
  const Fenced fenced(twin);
  ViewTables views(twin);
  Queries queries(twin);
  AskRules({twin, views, queries, Compiled::kForRule}, round);
}

std::vector<Asked> AskAll(const Asker& asker, const RuleBook& book, Database* twin) {
  Round round{.book = book,
              .seen = NeededAndSeen(asker.database, book),
              .order = OrderOf(book.rules, twin != nullptr)};
  std::future<void> other;
  if (twin != nullptr) other = std::async(std::launch::async, [&] { AskTwin(*twin, round); });
  AskRules(asker, round);
  if (other.valid()) other.get();
  return std::move(round.asked);
}

Result<Diagnosis> DiagnoseWith(const Asker& asker, const RuleBook& book, Database* twin) {
  const Timed timed(Stage::kRules);
  Database& database = asker.database;
  const Fenced fenced(database);
  std::vector<Asked> asked = AskAll(asker, book, twin);
  Diagnosis diagnosis;
  std::vector<Evaluated> findings;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i]) {
      diagnosis.unasked.push_back(book.rules[i].id);
      continue;
    }
    TRY_ASSIGN(EvaluatedRule rule, *std::move(asked[i]));
    if (rule.cut) {
      diagnosis.unasked.push_back(book.rules[i].id + " beyond its first " +
                                  std::to_string(kMostSubjects) + " subjects");
    }
    std::move(rule.findings.begin(), rule.findings.end(), std::back_inserter(findings));
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
  OpenBeginnings open_beginnings(database);
  LinkCauses(findings, [&](const Finding& finding) { return open_beginnings.Has(finding); });

  // From here on the order of findings is fixed: their index is their name.
  diagnosis.clusters = clusters.bundles;
  database.SetFence(QueryFence{});
  {
    const Timed part(Stage::kRules, "timeline");
    TRY_ASSIGN(diagnosis.timeline, BuildTimeline(asker.queries, clusters, findings));
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

Result<Diagnosis> Diagnose(Database& database, const RuleBook& book, Database* twin) {
  ViewTables views(database);
  Queries queries(database);
  return DiagnoseWith({database, views, queries, Compiled::kForRule}, book, twin);
}

Result<Diagnosis> Diagnoser::Run() {
  return DiagnoseWith({database_, views_, queries_, Compiled::kForNextBundle}, book_, nullptr);
}

}  // namespace howdunit
