#include "cli/files/partial_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace howdunit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnd = ".partial";

Error CannotWrite(const std::string& path) {
  return Error{"cannot write " + path + ": " + std::strerror(errno)};
}

std::string Beginning(const std::string& name) { return "." + name + "."; }

}  // namespace

PartialFile::PartialFile(int file, std::string path, std::string place)
    : file_(file), path_(std::move(path)), place_(std::move(place)) {}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::exchange(other.path_, "")),
      place_(std::move(other.place_)) {}

PartialFile::~PartialFile() {
  if (!path_.empty()) unlink(path_.c_str());
  if (file_ >= 0) close(file_);
}

Result<PartialFile> PartialFile::Begin(const std::string& folder, const std::string& name) {
  while (true) {
    std::string path = folder + "/" + Beginning(name) + "XXXXXX" + std::string(kEnd);
    const int file = mkostemps(path.data(), static_cast<int>(kEnd.size()), O_CLOEXEC);
    if (file < 0) return CannotWrite(folder + "/" + name);
    flock(file, LOCK_EX);
    struct stat is {};
    // Another run may have taken it for a left-over before it was locked.
    if (fstat(file, &is) != 0 || is.st_nlink > 0) {
      return PartialFile(file, std::move(path), folder + "/" + name);
    }
    close(file);
  }
}

void PartialFile::ClearLeftOvers(const std::string& folder, const std::string& name) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string found = entry.path().filename().string();
    const std::string begin = Beginning(name);
    constexpr std::size_t kRandom = 6;
    if (found.size() != begin.size() + kRandom + kEnd.size() || !found.starts_with(begin) ||
        !found.ends_with(kEnd)) {
      continue;
    }
    const int file = open(entry.path().c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (flock(file, LOCK_EX | LOCK_NB) == 0) unlink(entry.path().c_str());
    close(file);
  }
}

void PartialFile::StartSync() const { sync_file_range(file_, 0, 0, SYNC_FILE_RANGE_WRITE); }

Result<void> PartialFile::Sync() const {
  if (fsync(file_) != 0) return CannotWrite(path_);
  return {};
}

Result<void> PartialFile::Move() {
  if (rename(path_.c_str(), place_.c_str()) != 0) return CannotWrite(place_);
  path_.clear();
  return {};
}

}  // namespace howdunit
