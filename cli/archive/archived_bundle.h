// One bundle of an archive.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "store/case_file.h"
#include "store/database.h"

namespace howdunit {

struct ArchivedBundle {
  std::int64_t id = 0;
  std::string name;
  std::string sha256;
};

// By its name, by the path at which triage found it, or by at least eight digits of its hash. Fails
// if there is none, or more than one.
Result<ArchivedBundle> FindArchived(const Database& archive, const std::string& which);

// As a case file of its own, in memory. Fails if it was diagnosed together with others.
Result<CaseFile> TakeOut(const Database& archive, const ArchivedBundle& bundle);

}  // namespace howdunit
