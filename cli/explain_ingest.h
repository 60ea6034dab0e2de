// How each member of a case file's bundles was read, for people.
#pragma once

#include <string>

#include "store/database.h"

namespace howdunit {

// Member by member: status, node, host path and how they are known, each format with the line that
// told it, records, and how much was not understood, with its first lines.
std::string ExplainIngest(const Database& database);

}  // namespace howdunit
