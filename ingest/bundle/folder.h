// Members of a folder.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "ingest/bundle/bundle_reader.h"

namespace howdunit {

// Is given each file, open; it may be read when others are visited.
using FileVisitor = std::function<void(const MemberEntry&, std::unique_ptr<MemberBytes>)>;

// Visits every regular file below `path` in order of name. Links are not
// followed, other file systems not entered.
Result<BundleScan> VisitFolder(const std::string& path, const Limits& limits,
                               const FileVisitor& visit);

}  // namespace howdunit
