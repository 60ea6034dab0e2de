#include "report/model/statement.h"

#include <set>

#include "core/text.h"

namespace howdunit::report {

std::vector<std::pair<std::string_view, std::string>> SubjectOf(const Finding& finding) {
  std::vector<std::pair<std::string_view, std::string>> subject{{"node", finding.node},
                                                                {"namespace", finding.space},
                                                                {"pod", finding.pod},
                                                                {"workload", finding.workload},
                                                                {"component", finding.component}};
  std::erase_if(subject, [](const auto& part) { return part.second.empty(); });
  return subject;
}

std::string FullSentence(std::string_view text) {
  std::string sentence(Trim(text));
  const bool ended =
      sentence.empty() || std::string_view(".!?").find(sentence.back()) != std::string_view::npos;
  return ended ? sentence : sentence + ".";
}

std::string AnswerOf(const Finding& finding) {
  std::vector<std::string> sentences;
  for (const Sentence& sentence : finding.sentences) sentences.push_back(sentence.text);
  return Join(sentences, " ");
}

std::vector<Gap> GapsOf(const Finding& finding) {
  std::set<Gap> gaps;
  for (const Check& check : finding.checks) {
    if (check.answer == "unknown" && !check.needs.empty())
      gaps.insert({check.needs, check.command});
  }
  return {gaps.begin(), gaps.end()};
}

}  // namespace howdunit::report
