// The same failure in several places.
#pragma once

#include <string>
#include <vector>

#include "report/model/review.h"

namespace howdunit::report {

// Whether two chains take the same steps, each as certain, from different places; they may meet.
bool AreAlike(const Review& review, const Chain& one, const Chain& other);

// What tells where a chain begins from where one that is alike does: its node, or what else it is
// about.
std::string PlaceOf(const Review& review, const Chain& chain, const Chain& other);

// Roots of the incident of a root that are as it is, on other nodes: indexes, ascending.
std::vector<std::size_t> SameElsewhere(const Review& review, const Finding& finding);

// What the title of one of them lacks that stands for all: " (and the same on w2)", " (and the same
// on 3 more nodes)"; else empty.
std::string AndElsewhere(const Review& review, const Finding& finding);

// The evidence under that, added to that of the finding: a line of its own of each, at most three.
void AddSourcesElsewhere(const Review& review, const Finding& finding, SourceIds& sources);

}  // namespace howdunit::report
