// A folder that results are written to: each file whole, or not at all.
#pragma once

#include <string>
#include <string_view>

#include "cli/files/partial_file.h"
#include "core/result.h"

namespace howdunit {

class OutputFolder {
 public:
  // Creates the folder where it is missing.
  static Result<OutputFolder> Open(const std::string& path);

  // Fails if `name` is there and was not written by this program.
  Result<void> CheckReplaceable(const std::string& name) const;

  // Writes a temporary file, syncs it and moves it into place.
  Result<void> Write(const std::string& name, std::string_view text) const;
  // The same without waiting for the disk: a crash of the machine may lose it until SyncAll().
  Result<void> WriteSoon(const std::string& name, std::string_view text) const;
  // Waits until all that was written into this folder's file system is safe.
  Result<void> SyncAll() const;

  // For what somebody else writes: begins the file `name`, …
  Result<PartialFile> Begin(const std::string& name) const;
  // … syncs it and moves it into place.
  Result<void> Finish(PartialFile partial, const std::string& name) const;

  std::string PathOf(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  enum class Wait { kForDisk, kNo };
  Result<void> WriteFile(const std::string& name, std::string_view text, Wait wait) const;
  Result<void> Move(PartialFile& partial, const std::string& name) const;

  explicit OutputFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// A file that is to be written, by its folder and its name there. Creates the folder where it is
// missing; fails if the file is there and was not written by this program.
struct OutputPlace {
  OutputFolder folder;
  std::string name;
};
Result<OutputPlace> FindPlace(const std::string& path);

}  // namespace howdunit
