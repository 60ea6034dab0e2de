#include "core/spill_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <system_error>
#include <utility>

namespace howdunit {
namespace {

// -1 if none can be made.
int OpenNameless(const std::string& folder) {
  constexpr int kMode = 0600;
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kMode);
  if (file >= 0 || errno != EOPNOTSUPP) return file;
  std::string name = folder + "/howdunit-XXXXXX";
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) unlink(name.c_str());
  return named;
}

bool WriteAll(int file, std::string_view bytes, std::uint64_t place) {
  while (!bytes.empty()) {
    const ssize_t done = pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(place));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
    place += static_cast<std::uint64_t>(done);
  }
  return true;
}

// As many as there are.
std::size_t ReadSome(int file, char* into, std::size_t size, std::uint64_t place) {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t done = pread(file, into + got, size - got, static_cast<off_t>(place + got));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw std::system_error(errno, std::generic_category(), "temporary file");
    if (done == 0) break;
    got += static_cast<std::size_t>(done);
  }
  return got;
}

}  // namespace

std::string TemporaryFolder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/var/tmp";
}

SpillFile::SpillFile(std::int64_t most_held, std::string folder)
    : most_held_(most_held), folder_(std::move(folder)) {}

SpillFile::~SpillFile() {
  if (file_ >= 0) close(file_);
}

bool SpillFile::Write(std::string_view bytes, std::uint64_t place) {
  if (written_ != kAll) return false;
  if (file_ < 0) file_ = OpenNameless(folder_.empty() ? TemporaryFolder() : folder_);
  return file_ >= 0 && WriteAll(file_, bytes, place);
}

std::uint64_t SpillFile::Append(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t place = size_;
  size_ += bytes.size();
  if (!Write(bytes, place)) {
    written_ = std::min(written_.load(), place);
    rest_.emplace(place, bytes);
  }
  return place;
}

std::size_t SpillFile::Read(std::uint64_t place, char* into, std::size_t size) const {
  const std::uint64_t written = written_;
  if (place >= written) {
    const std::lock_guard lock(mutex_);
    const auto& [begin, bytes] = *std::prev(rest_.upper_bound(place));
    return bytes.copy(into, size, place - begin);
  }
  return ReadSome(file_, into, std::min<std::uint64_t>(size, written - place), place);
}

}  // namespace howdunit
