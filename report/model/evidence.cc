#include "report/model/evidence.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace howdunit::report {
namespace {

auto Rank(const Evidence& evidence) {
  const Source& source = *evidence.source;
  return std::tie(source.bundle, source.member, source.line, source.line_end, source.text,
                  evidence.role);
}

void Sort(std::vector<Evidence>& all) {
  std::sort(all.begin(), all.end(),
            [](const Evidence& a, const Evidence& b) { return Rank(a) < Rank(b); });
}

}  // namespace

std::vector<Evidence> LinesOf(const Review& review, const SourceIds& ids) {
  std::vector<Evidence> all;
  for (const SourceId id : ids) {
    const auto source = review.sources.find(id);
    if (source != review.sources.end()) all.push_back({"", &source->second});
  }
  Sort(all);
  return all;
}

std::vector<Evidence> EvidenceOf(const Review& review, const Finding& finding) {
  std::set<SourceId> speaks_for;
  std::set<SourceId> against;
  for (const Check& check : finding.checks) {
    const bool is_for = check.answer != "unknown" && check.speaks_for();
    (is_for ? speaks_for : against).insert(check.sources.begin(), check.sources.end());
  }
  for (const Sentence& sentence : finding.sentences) {
    auto& side = finding.verdict == "ruled-out" ? against : speaks_for;
    for (const SourceId id : sentence.sources) {
      if (!speaks_for.contains(id) && !against.contains(id)) side.insert(id);
    }
  }
  std::vector<Evidence> all;
  const auto add = [&](SourceId id, const char* role) {
    const auto source = review.sources.find(id);
    if (source != review.sources.end()) all.push_back({role, &source->second});
  };
  for (const SourceId id : speaks_for) add(id, "for");
  for (const SourceId id : against) {
    if (!speaks_for.contains(id)) add(id, "against");
  }
  Sort(all);
  return all;
}

std::string PlaceOf(const Review& review, const Source& source) {
  std::string place = source.member + ":" + std::to_string(source.line);
  if (source.line_end > source.line) place += "-" + std::to_string(source.line_end);
  // A path alone is enough where there is one bundle.
  if (review.bundles.size() < 2) return place;
  const auto bundle = std::find_if(review.bundles.begin(), review.bundles.end(),
                                   [&](const BundleRow& row) { return row.id == source.bundle; });
  return bundle == review.bundles.end() ? place : bundle->name + ": " + place;
}

std::vector<std::string> PlacesOf(const Review& review, const std::vector<Evidence>& all) {
  std::vector<std::string> places;
  for (const Evidence& evidence : all) {
    const std::string place = PlaceOf(review, *evidence.source);
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
  return places;
}

}  // namespace howdunit::report
