// A file that is made beside its place and moved there when it is whole.
#pragma once

#include <string>

#include "core/result.h"

namespace howdunit {

// Named after the file, hidden, and unlike that of any other run: ".case.db.x1Y2z3.partial". Gone
// with this object unless it was moved. The folder is there.
class PartialFile {
 public:
  static Result<PartialFile> Begin(const std::string& folder, const std::string& name);

  // Removes what runs left behind that were killed while they made this file.
  static void ClearLeftOvers(const std::string& folder, const std::string& name);

  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile();

  const std::string& path() const { return path_; }
  int file() const { return file_; }  // open for writing, empty at first

  // Begins to write out what it holds so far, without waiting: Sync() has less to wait for, and
  // tells what failed.
  void StartSync() const;
  // Waits for the disk.
  Result<void> Sync() const;
  // Moves it to its place, where something may be.
  Result<void> Move();

 private:
  PartialFile(int file, std::string path, std::string place);

  int file_;  // locked: others see by it that somebody is at work
  std::string path_;
  std::string place_;
};

}  // namespace howdunit
