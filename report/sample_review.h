// A review with something in every part, to show what a template can hold.
#pragma once

#include "report/model/review.h"

namespace howdunit::report {

Review SampleReview();

}  // namespace howdunit::report
