#include "report/evidence_register.h"

#include <algorithm>

namespace howdunit::report {

Prose EvidenceRegister::Cite(const SourceIds& sources) {
  std::set<std::size_t> cited;
  std::set<Place> left_out;
  for (const SourceId id : sources) {
    const auto source = review_.sources.find(id);
    if (source == review_.sources.end()) continue;
    const Place place = PlaceOf(source->second);
    const auto known = numbers_.find(place);
    if (known != numbers_.end() && cited.contains(known->second)) continue;
    if (cited.size() == most_) {
      left_out.insert(place);
      continue;
    }
    if (known == numbers_.end()) {
      sources_.push_back(&source->second);
      numbers_[place] = sources_.size();
    }
    cited.insert(numbers_[place]);
  }
  cited_.insert(cited.begin(), cited.end());
  Prose text;
  for (const std::size_t number : cited) {
    text += text.empty() ? Citation(number) : Prose(" ") + Citation(number);
  }
  if (!left_out.empty()) text += Prose(" (+") + Number(std::ssize(left_out)) + " more)";
  return text;
}

std::vector<std::size_t> EvidenceRegister::CitedOf(const SourceIds& sources) const {
  std::set<std::size_t> numbers;
  for (const SourceId id : sources) {
    const auto source = review_.sources.find(id);
    if (source == review_.sources.end()) continue;
    const auto known = numbers_.find(PlaceOf(source->second));
    if (known != numbers_.end() && cited_.contains(known->second)) numbers.insert(known->second);
  }
  return {numbers.begin(), numbers.end()};
}

}  // namespace howdunit::report
