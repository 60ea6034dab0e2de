// Files of several nodes, given one by one, as one case.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "store/case_file.h"

namespace howdunit {

// Reads files, folders and archives into a case file in memory. Paths keep what tells them apart
// (of a/n1/ls.txt and a/n2/ls.txt, "n1/ls.txt" and "n2/ls.txt"), so that nodes are attributed as
// in a bundle. Where nothing tells the node of a listing or a runtime's configuration, the name of
// what was given stands for it, or the file's own path where several files speak of the same
// directory. `watched` is that directory.
Result<CaseFile> ReadNodeFiles(const std::vector<std::string>& paths, const std::string& watched);

}  // namespace howdunit
