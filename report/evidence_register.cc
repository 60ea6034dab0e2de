#include "report/evidence_register.h"

#include <algorithm>

namespace howdunit::report {

Markdown EvidenceRegister::Cite(const SourceIds& sources) {
  std::vector<std::size_t> cited;
  std::size_t left_out = 0;
  for (const SourceId id : sources) {
    const auto source = review_.sources.find(id);
    if (source == review_.sources.end()) continue;
    const std::pair place{source->second.member_id, source->second.line};
    const auto known = numbers_.find(place);
    if (known != numbers_.end() &&
        std::find(cited.begin(), cited.end(), known->second) != cited.end()) {
      continue;
    }
    if (cited.size() == most_) {
      ++left_out;
      continue;
    }
    if (known == numbers_.end()) {
      entries_.push_back(&source->second);
      numbers_[place] = entries_.size();
    }
    cited.push_back(numbers_[place]);
  }
  std::sort(cited.begin(), cited.end());
  Markdown text;
  for (const std::size_t number : cited) {
    text += (text.empty() ? Markdown("[E") : Markdown(" [E")) +
            EncodeNumber(static_cast<std::int64_t>(number)) + "]";
  }
  if (left_out > 0) {
    text +=
        Markdown(" (+") + EncodeNumber(static_cast<std::int64_t>(left_out)) + " in findings.json)";
  }
  return text;
}

}  // namespace howdunit::report
