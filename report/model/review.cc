#include "report/model/review.h"

#include <algorithm>

#include "report/model/load.h"

namespace howdunit::report {
namespace {

void Append(SourceIds& all, const SourceIds& more) {
  for (const SourceId id : more) {
    if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
}

}  // namespace

SourceIds Review::SourcesOf(const Finding& finding) const {
  SourceIds all;
  for (const Sentence& sentence : finding.sentences) Append(all, sentence.sources);
  for (const Check& check : finding.checks) Append(all, check.sources);
  return all;
}

bool Review::HasRole(std::size_t finding, const std::vector<std::string>& roles) const {
  return std::any_of(incidents.begin(), incidents.end(), [&](const Incident& incident) {
    const auto found = incident.roles.find(finding);
    return found != incident.roles.end() &&
           std::find(roles.begin(), roles.end(), found->second) != roles.end();
  });
}

Result<Review> LoadReview(const Database& database) {
  Review review;
  TRY(LoadEvidence(database, review));
  TRY(LoadFindings(database, review));
  TRY(LoadIncidents(database, review));
  TRY(LoadCluster(database, review));
  TRY(LoadComparison(database, review));
  TRY(LoadSources(database, review));
  return review;
}

}  // namespace howdunit::report
