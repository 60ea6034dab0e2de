// A case file that is written where nobody else looks, and moved to its place when it is whole: for
// file systems that many machines share, on which SQLite must not write.
#pragma once

#include <string>

#include "core/result.h"

namespace howdunit {

class ScratchFile {
 public:
  // Takes up what is at `place`, if it is a whole case file: a damaged one is said and left out.
  // `folder` empty: TMPDIR, or else /tmp.
  static Result<ScratchFile> Begin(const std::string& place, const std::string& folder);
  ~ScratchFile();  // removes what was not moved
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&&) = delete;

  const std::string& path() const { return path_; }

  // REQUIRES: no database is open on it.
  Result<void> MoveIntoPlace();

 private:
  ScratchFile(std::string path, std::string place);
  std::string path_;
  std::string place_;
};

}  // namespace howdunit
