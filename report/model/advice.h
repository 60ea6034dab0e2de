// What the rules advise about what was confirmed or is likely, for the findings of
// incidents. Pointers are into the review.
#pragma once

#include <vector>

#include "report/model/review.h"

namespace howdunit::report {

// A piece of advice, once, with the findings that give it. Of findings that differ only in their
// subject it is the first one's.
struct AdviceOf {
  const Advice* advice;
  std::vector<const Finding*> findings;
};

// What mends it: what ends the cause before what relieves its effects.
std::vector<AdviceOf> RemediesOf(const Review& review);

// What shows that it is mended.
std::vector<AdviceOf> VerificationsOf(const Review& review);

// What keeps it from coming back: highest priority first.
std::vector<AdviceOf> PreventionsOf(const Review& review);

}  // namespace howdunit::report
