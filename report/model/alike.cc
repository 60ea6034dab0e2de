#include "report/model/alike.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "report/format.h"
#include "report/model/statement.h"

namespace howdunit::report {

bool AreAlike(const Review& review, const Chain& one, const Chain& other) {
  return one.front() != other.front() &&
         std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](std::size_t a, std::size_t b) {
                      return review.findings[a].rule == review.findings[b].rule &&
                             review.findings[a].verdict == review.findings[b].verdict;
                    });
}

std::string PlaceOf(const Review& review, const Chain& chain, const Chain& other) {
  const auto elsewhere = SubjectOf(review.findings[other.front()]);
  for (auto& part : SubjectOf(review.findings[chain.front()])) {
    if (std::find(elsewhere.begin(), elsewhere.end(), part) == elsewhere.end()) return part.second;
  }
  return review.findings[chain.front()].title;
}

std::vector<std::size_t> SameElsewhere(const Review& review, const Finding& finding) {
  const std::size_t at = review.IndexOf(finding);
  std::vector<std::size_t> same;
  for (const Incident& incident : review.incidents) {
    const auto own = incident.roles.find(at);
    if (own == incident.roles.end() || own->second != "root") continue;
    for (const auto& [i, role] : incident.roles) {
      const Finding& other = review.findings[i];
      if (i != at && role == "root" && other.rule == finding.rule &&
          other.verdict == finding.verdict && !other.node.empty() && other.node != finding.node) {
        same.push_back(i);
      }
    }
  }
  return same;
}

std::string AndElsewhere(const Review& review, const Finding& finding) {
  const std::vector<std::size_t> same = SameElsewhere(review, finding);
  if (same.empty()) return {};
  const std::string where = same.size() == 1 ? review.findings[same.front()].node
                                             : Counted(std::ssize(same), "more node");
  return " (and the same on " + where + ")";
}

void AddSourcesElsewhere(const Review& review, const Finding& finding, SourceIds& sources) {
  constexpr std::size_t kMost = 3;
  const SourceIds told = review.SourcesOf(finding);
  std::size_t added = 0;
  for (const std::size_t i : SameElsewhere(review, finding)) {
    if (added == kMost) break;
    const SourceIds own = review.SourcesOf(review.findings[i]);
    const auto news = std::find_if(own.begin(), own.end(), [&](SourceId source) {
      return std::find(told.begin(), told.end(), source) == told.end();
    });
    if (news == own.end()) continue;
    sources.push_back(*news);
    ++added;
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
}

}  // namespace howdunit::report
