// Members of a folder.
#pragma once

#include <string>

#include "ingest/bundle/bundle_reader.h"

namespace howdunit {

// Visits every regular file below `path` in order of name. Links are not
// followed, other file systems not entered.
Result<BundleScan> VisitFolder(const std::string& path, const Limits& limits,
                               const MemberVisitor& visit);

}  // namespace howdunit
