// The chains of "How did …?", from what was seen to where the evidence ends.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/text.h"
#include "report/model/alike.h"
#include "report/model/evidence_gap.h"
#include "report/model/statement.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kMostNext = 4;
constexpr std::size_t kMostPossible = 3;

// What the verdict allows to be said; the report's Method says what the words mean.
Prose DescribeVerdict(const Finding& finding) {
  if (finding.kind == "symptom") return Strong("Observed.");
  if (finding.verdict == "confirmed") return Strong("Confirmed.");
  if (finding.verdict == "likely") {
    return Strong("Likely:") + " the evidence is consistent with this and nothing contradicts it.";
  }
  if (finding.verdict == "possible") {
    return Strong("Possible:") + " part of what would show it is here.";
  }
  return Strong("Undetermined:") + " nothing here decides it.";
}

// What keeps a finding from being confirmed.
Prose DescribeDoubt(const Finding& finding) {
  if (finding.kind == "symptom" || finding.verdict == "confirmed") return {};
  std::vector<Prose> open;
  for (const Check& check : finding.checks) {
    const bool undecided = check.role == "decides" && check.answer != "yes";
    const bool missing = check.role == "requires" && check.answer == "unknown";
    if (undecided || missing) open.push_back(Words(check.ask));
  }
  return open.empty() ? Prose() : Prose("Not decided: ") + JoinProse(open, " ");
}

// A question that is open, and how many undetermined explanations wait for its answer: none if it
// is one of what holds.
struct OpenQuestion {
  const Check* check;
  std::size_t waiting;
};

// Takes out the questions that another one's longer command answers, too.
void DropAnswered(std::vector<OpenQuestion>& questions) {
  const std::vector<OpenQuestion> all = questions;
  std::erase_if(questions, [&](const OpenQuestion& question) {
    const std::string& command = question.check->command;
    return std::any_of(all.begin(), all.end(), [&](const OpenQuestion& other) {
      return other.check->command.size() > command.size() && RunsToo(other.check->command, command);
    });
  });
}

// Questions that would take the chain further: open ones of the last finding, of the causes that
// may lie behind it, then of those that nothing decides yet, first what most of them wait for.
std::vector<OpenQuestion> NextQuestions(const Review& review, std::size_t last) {
  std::vector<OpenQuestion> next;
  const auto add = [&](const Finding& finding, std::size_t waiting) {
    for (const Check& check : finding.checks) {
      if (check.answer != "unknown" || check.needs.empty()) continue;
      const auto known = std::find_if(next.begin(), next.end(), [&](const OpenQuestion& other) {
        return other.check->needs == check.needs;
      });
      if (known == next.end()) {
        next.push_back({&check, waiting});
      } else if (known->waiting > 0) {
        known->waiting += waiting;
      }
    }
  };
  add(review.findings[last], 0);
  for (const Finding& finding : review.findings) {
    if (finding.verdict == "possible" && IsBehind(finding, last)) add(finding, 0);
  }
  const auto undetermined = std::ssize(next);
  for (const Finding& finding : review.findings) {
    const auto& effects = finding.would_explain;
    if (std::find(effects.begin(), effects.end(), last) != effects.end()) add(finding, 1);
  }
  std::stable_sort(
      next.begin() + undetermined, next.end(),
      [](const OpenQuestion& a, const OpenQuestion& b) { return a.waiting > b.waiting; });
  DropAnswered(next);
  if (next.size() > kMostNext) next.resize(kMostNext);
  return next;
}

// The sentences of a finding; of one that has none, the questions that speak for it.
std::vector<Prose> WhatSpeaksFor(SectionContext& context, const Finding& finding) {
  std::vector<Prose> told;
  for (const Sentence& sentence : finding.sentences) {
    told.push_back(CiteSentence(context, sentence));
  }
  if (!told.empty()) return told;
  for (const Check& check : finding.checks) {
    if (check.answer == "unknown" || !check.speaks_for()) continue;
    told.push_back(JoinProse(
        {Words(check.ask), Words(check.answer), context.evidence.Cite(check.sources)}, " "));
  }
  return told;
}

// Where the evidence ends.
struct End {
  std::vector<std::size_t> possible;  // findings that may lie behind, of which something is told …
  std::vector<TemplateData> behind;   // … and what
  std::vector<OpenQuestion> questions;

  // The same for ends that are told by the same words.
  std::vector<std::string> Key() const {
    std::vector<std::string> key;
    for (const std::size_t at : possible) key.push_back(std::to_string(at));
    for (const auto& [check, waiting] : questions) {
      key.push_back(check->needs + "\n" + check->command);
    }
    return key;
  }
};

End EndBehind(SectionContext& context, std::size_t last) {
  const Review& review = context.review;
  End end{.possible = {}, .behind = {}, .questions = NextQuestions(review, last)};
  for (std::size_t i = 0; i < review.findings.size(); ++i) {
    const Finding& finding = review.findings[i];
    if (!IsBehind(finding, last) || finding.verdict != "possible") continue;
    if (end.possible.size() == kMostPossible) break;
    std::vector<Prose> parts = WhatSpeaksFor(context, finding);
    if (parts.empty()) continue;
    parts.insert(parts.begin(), Strong(FullSentence(finding.title)));
    end.possible.push_back(i);
    end.behind.push_back(Row({{"behind", JoinProse(parts, " ")}}));
  }
  return end;
}

void FillEnd(End end, TemplateData& out) {
  out.SetFlag("has_behind", !end.behind.empty());
  out.Set("possible_behind", std::move(end.behind));
  std::vector<TemplateData> needs;
  std::vector<std::string> commands;
  for (const auto& [check, waiting] : end.questions) {
    needs.push_back(Row({{"next_need", Words(check->needs)}}));
    if (!check->command.empty()) commands.push_back(check->command);
  }
  out.SetFlag("end_is_known", !needs.empty());
  out.Set("next_needs", std::move(needs));
  if (commands.empty()) {
    out.SetFlag("next_commands", false);
  } else {
    out.Set("next_commands", Fence{.text = Join(commands, "\n"), .language = "sh"});
  }
}

struct Place {
  std::int64_t chain;
  std::string question;
};

// `first` is whether the rule's general knowledge has not been told yet: once is enough.
TemplateData DescribeLevel(SectionContext& context, std::size_t index, const Place* told,
                           bool first) {
  const Finding& finding = context.review.findings[index];
  const std::string question =
      finding.question.empty() ? "How did this show: " + finding.title + "?" : finding.question;
  TemplateData level;
  level.Set("question", Words(question));
  level.SetFlag("told", told != nullptr);
  if (told != nullptr) {
    level.Set("told_in", Number(told->chain));
    level.Set("told_title", Words(finding.title));
    return level;
  }
  std::vector<Prose> answer = {DescribeVerdict(finding)};
  for (const Sentence& sentence : finding.sentences) {
    answer.push_back(CiteSentence(context, sentence));
  }
  if (finding.sentences.empty()) {
    answer.push_back(CiteSentence(context, {finding.title, context.review.SourcesOf(finding)}));
  }
  level.Set("level_id", Words(finding.name));
  std::vector<TemplateData> statements;
  for (const Prose& statement : answer) statements.push_back(Row({{"statement", statement}}));
  level.Set("statements", std::move(statements));
  level.Set("answer", JoinProse(answer, " "));
  level.Set("doubt", DescribeDoubt(finding));
  level.Set("mechanism", first ? Words(finding.mechanism) : Prose());
  return level;
}

CausalGraph::Node DrawNode(SectionContext& context, const Finding& finding) {
  constexpr std::size_t kMostEvidence = 3;
  std::vector<std::size_t> evidence = context.evidence.CitedOf(context.review.SourcesOf(finding));
  if (evidence.size() > kMostEvidence) evidence.resize(kMostEvidence);
  return {.id = finding.name,
          // The node first: a label is cut at its end, and two of them must not become one.
          .label = finding.node.empty() ? finding.rule : finding.node + " " + finding.rule,
          .title = finding.title,
          .verdict = finding.kind == "symptom" ? "observed" : finding.verdict,
          .evidence = std::move(evidence)};
}

void DrawChain(SectionContext& context, const Chain& chain, CausalGraph& graph) {
  std::optional<std::size_t> effect;
  for (const std::size_t at : chain) {
    const Finding& finding = context.review.findings[at];
    const std::size_t node = graph.AddNode(DrawNode(context, finding));
    if (effect) {
      graph.AddArrow({.cause = node, .effect = *effect, .certain = finding.verdict == "confirmed"});
    }
    effect = node;
  }
}

// ", step by step: The token has expired (confirmed) [E4]; …": the causes, nearest first.
Prose NameSteps(SectionContext& context, const Chain& chain) {
  std::vector<Prose> steps;
  for (const std::size_t at : chain) {
    const Finding& finding = context.review.findings[at];
    if (at == chain.front()) continue;
    steps.push_back(JoinProse({Words(finding.title + " (" + finding.verdict + ")"),
                               context.evidence.Cite(context.review.SourcesOf(finding))},
                              " "));
  }
  return steps.empty() ? Prose() : Prose(", step by step: ") + JoinProse(steps, "; ");
}

// Tells chain after chain, and what was told only by where.
class ChainTelling {
 public:
  explicit ChainTelling(SectionContext& context) : context_(context), review_(context.review) {}

  void Tell(const Incident& incident) {
    whole_.clear();
    for (const Chain& chain : incident.chains) {
      DrawChain(context_, chain, graph_);
      const Finding& symptom = review_.findings[chain.front()];
      const auto alike = symptoms_.find(symptom.rule);
      // The same on another node, from a cause that is told.
      if (alike != symptoms_.end() && chain.size() > 1 && told_.contains(chain[1])) {
        NameOnly(chain, alike->second, Prose());
      } else if (const auto as = FindAlike(chain); as) {
        NameOnly(chain, *as, NameSteps(context_, chain));
      } else {
        TellWhole(incident, chain);
      }
    }
  }

  void Finish() {
    context_.out.SetFlag("has_same", !same_.empty());
    context_.out.Set("same", std::move(same_));
    context_.out.Set("chains", std::move(chains_));
    context_.out.Set("chart", std::move(graph_));
  }

 private:
  // The first of the incident's chains that takes the same steps, if enough of them are told.
  std::optional<std::int64_t> FindAlike(const Chain& chain) const {
    std::size_t alike = 0;
    std::optional<std::int64_t> first;
    for (const auto& [other, number] : whole_) {
      if (!AreAlike(review_, *other, chain)) continue;
      if (!first) first = number;
      if (++alike >= context_.limits.alike) return first;
    }
    return std::nullopt;
  }

  void NameOnly(const Chain& chain, std::int64_t as, Prose steps) {
    for (const std::size_t at : chain) {
      told_.try_emplace(at, Place{as, review_.findings[at].question});
    }
    const Finding& symptom = review_.findings[chain.front()];
    same_.push_back(Row(
        {{"same_id", Words(symptom.name)},
         {"same_title",
          JoinProse({AsSentence(symptom.title), context_.evidence.Cite(review_.SourcesOf(symptom))},
                    " ")},
         {"same_as", Number(as)},
         {"same_steps", std::move(steps)}}));
  }

  void TellWhole(const Incident& incident, const Chain& chain) {
    const Finding& symptom = review_.findings[chain.front()];
    const std::int64_t number = std::ssize(chains_) + 1;
    whole_.emplace_back(&chain, number);
    symptoms_.try_emplace(symptom.rule, number);
    TemplateData item;
    item.SetFlag("chain_first", number == 1 || &chain == &incident.chains.front());
    item.Set("chain_number", Number(number));
    item.Set("chain_title", Words(symptom.title));
    item.Set("chain_incident", review_.incidents.size() > 1 ? Words(incident.name) : Prose());
    std::vector<TemplateData> levels;
    bool ended_before = false;
    for (const std::size_t index : chain) {
      const auto at = told_.find(index);
      ended_before = at != told_.end();
      const bool first = !ended_before && told_rules_.insert(review_.findings[index].rule).second;
      levels.push_back(DescribeLevel(context_, index, ended_before ? &at->second : nullptr, first));
      told_.try_emplace(index, Place{number, review_.findings[index].question});
      // What stands behind a level that was told is told there too.
      if (ended_before) break;
    }
    item.Set("levels", std::move(levels));
    item.SetFlag("has_end", !ended_before);
    if (!ended_before) TellEnd(LastOf(chain), number, item);
    chains_.push_back(std::move(item));
  }

  // Once for all chains that end with the same.
  void TellEnd(std::size_t last, std::int64_t number, TemplateData& item) {
    End end = EndBehind(context_, last);
    const auto [known, is_new] = ends_.try_emplace(end.Key(), number);
    const bool is_told = !is_new && !end.questions.empty();
    item.SetFlag("end_is_told", is_told);
    if (is_told) {
      item.Set("end_told_in", Number(known->second));
    } else {
      FillEnd(std::move(end), item);
    }
  }

  SectionContext& context_;
  const Review& review_;
  std::map<std::size_t, Place> told_;  // findings
  std::set<std::string> told_rules_;
  std::vector<std::pair<const Chain*, std::int64_t>>
      whole_;                                     // of this incident, with their numbers
  std::map<std::string, std::int64_t> symptoms_;  // rules of them, with the chain that tells one
  std::map<std::vector<std::string>, std::int64_t> ends_;  // with the chain that tells one
  std::vector<TemplateData> chains_;
  TemplateData::List same_;
  CausalGraph graph_;
};

}  // namespace

void FillRootCauses(SectionContext& context) {
  ChainTelling telling(context);
  for (const Incident& incident : ToldIncidents(context)) telling.Tell(incident);
  telling.Finish();
}

}  // namespace howdunit::report
