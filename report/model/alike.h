// The same failure in several places.
#pragma once

#include <string>

#include "report/model/review.h"

namespace howdunit::report {

// Whether two chains take the same steps, each as certain, in different places.
bool AreAlike(const Review& review, const Chain& one, const Chain& other);

// Where the last step of a chain is that names a place: its node, or what else it is about.
std::string PlaceOf(const Review& review, const Chain& chain);

// What a title of one finding lacks if others are as it is, and roots of the same incident:
// " (and the same on w2)", " (and the same on 3 more nodes)"; else empty.
std::string AndElsewhere(const Review& review, const Finding& finding);

// The evidence under that, added to that of the finding: a line of its own of each, at most three.
void AddSourcesElsewhere(const Review& review, const Finding& finding, SourceIds& sources);

// Whether a finding is told by AndElsewhere() of another.
bool IsToldWith(const Review& review, std::size_t finding, const Finding& other);

}  // namespace howdunit::report
