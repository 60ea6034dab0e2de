// Resolution, verification, prevention: what the rules advise about what was
// confirmed or is likely. Candidates for people to review, never instructions.

#include <set>

#include "core/text.h"
#include "report/model/advice.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// Of findings of one rule the first, and the nodes of the others.
Prose Titles(const AdviceOf& item) {
  std::vector<Prose> titles;
  std::set<std::string> rules;
  std::set<std::string> nodes;
  for (const Finding* finding : item.findings) {
    if (!rules.insert(finding->rule).second) {
      nodes.insert(finding->node.empty() ? finding->title : finding->node);
      continue;
    }
    titles.push_back(Words(finding->title) + " (" + Words(finding->verdict) + ")");
  }
  Prose text = JoinProse(titles, "; ");
  if (!nodes.empty()) {
    text += Prose("; likewise: ") + Words(Join({nodes.begin(), nodes.end()}, ", "));
  }
  return text;
}

std::vector<TemplateData> DescribeSteps(const std::vector<AdviceOf>& advice, std::size_t most) {
  std::vector<TemplateData> steps;
  for (const AdviceOf& item : advice) {
    if (steps.size() == most) break;
    TemplateData step;
    step.Set("step_for", Titles(item));
    step.Set("step_text", AsSentence(item.advice->text));
    if (item.advice->command.empty()) {
      step.SetFlag("step_command", false);
    } else {
      step.Set("step_command", Fence{.text = item.advice->command, .language = "sh"});
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

void FillPrevention(SectionContext& context) {
  const std::vector<AdviceOf> advice = PreventionsOf(context.review);
  std::vector<TemplateData> rows;
  for (const AdviceOf& item : advice) {
    if (rows.size() == context.limits.rows) break;
    const Prose command = CommandLines(item.advice->command);
    rows.push_back(
        Row({{"action_number", Number(std::ssize(rows) + 1)},
             {"action_text", JoinProse({AsSentence(item.advice->text), command}, LineBreak())},
             {"action_priority", Words(item.advice->priority)},
             {"action_for", Titles(item)}}));
  }
  context.out.SetFlag("has_actions", !rows.empty());
  context.out.Set("actions", std::move(rows));
  context.out.Set("actions_more", MoreRows(context, advice.size(), context.limits.rows));
}

// True at capture, and not part of what failed.
void FillRisks(SectionContext& context) {
  std::vector<TemplateData> risks;
  std::size_t all = 0;
  for (const Finding& finding : context.review.findings) {
    if (finding.kind != "risk" || !IsStrong(finding)) continue;
    if (all++ >= context.limits.rows) continue;
    std::vector<Prose> text;
    for (const Sentence& sentence : finding.sentences) {
      text.push_back(CiteSentence(context, sentence));
    }
    if (text.empty()) text.push_back(context.evidence.Cite(context.review.SourcesOf(finding)));
    risks.push_back(Row({{"risk_title", AsSentence(finding.title)},
                         {"risk_verdict", Words(finding.verdict)},
                         {"risk_text", JoinProse(text, " ")}}));
  }
  context.out.SetFlag("has_risks", !risks.empty());
  context.out.Set("risks", std::move(risks));
  context.out.Set("risks_more", MoreRows(context, all, context.limits.rows));
}

}  // namespace

void FillActions(SectionContext& context) {
  const Review& review = context.review;
  const std::vector<AdviceOf> remedies = RemediesOf(review);
  const std::vector<AdviceOf> checks = VerificationsOf(review);
  context.out.SetFlag("has_remedies", !remedies.empty());
  context.out.Set("remedies", DescribeSteps(remedies, context.limits.rows));
  context.out.Set("remedies_more", MoreRows(context, remedies.size(), context.limits.rows));
  context.out.SetFlag("has_checks", !checks.empty());
  context.out.Set("checks", DescribeSteps(checks, context.limits.rows));
  context.out.Set("checks_more", MoreRows(context, checks.size(), context.limits.rows));
  FillPrevention(context);
  FillRisks(context);
}

}  // namespace howdunit::report
