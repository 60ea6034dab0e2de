// The lines under what a report says.
#pragma once

#include <string>
#include <vector>

#include "report/model/review.h"

namespace howdunit::report {

// Lines and what they do for a finding: "for", "against"; empty where they merely show something.
// Points into the review.
struct Evidence {
  std::string role;
  const Source* source;
};

// Each of `ids`, ordered by where it stands.
std::vector<Evidence> LinesOf(const Review& review, const SourceIds& ids);

// The lines under a finding, in the same order. What any check takes for it is for it, even if
// another one reads the line against it.
std::vector<Evidence> EvidenceOf(const Review& review, const Finding& finding);

// "k8s01/kubelet.log:401-403", with the bundle's name before it where there are several.
std::string PlaceOf(const Review& review, const Source& source);

// The places of `all`, each once.
std::vector<std::string> PlacesOf(const Review& review, const std::vector<Evidence>& all);

}  // namespace howdunit::report
