// What static site generators read before a page: title, date and tags, as YAML.
#pragma once

#include <string>

#include "report/model/review.h"

namespace howdunit::report {

// The block with its "---" lines: for MkDocs, Hugo and Jekyll.
std::string FrontMatter(const Review& review);

}  // namespace howdunit::report
