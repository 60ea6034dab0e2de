// A file without a name, for what is too much to be held in memory. It is gone with the program,
// however that ends. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace howdunit {

// TMPDIR, or else a folder for large files: /tmp may be memory (file-hierarchy(7)).
std::string TemporaryFolder();

class SpillFile {
 public:
  // Made in `folder` when the first bytes come; empty: TemporaryFolder(). What spills into
  // it holds no more than `most_held` of its records in memory, together.
  explicit SpillFile(std::int64_t most_held, std::string folder = {});
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  // The place of `bytes`. What the disk does not take (it is full) stays in memory.
  std::uint64_t Append(std::string_view bytes);

  // What stands at `place`: `size` bytes, or fewer, but all that were put there at once. Throws
  // std::system_error if what was written cannot be read.
  std::size_t Read(std::uint64_t place, char* into, std::size_t size) const;

  // Counts records that came into memory, or left it (fewer than none).
  void Hold(std::int64_t records) { held_.fetch_add(records, std::memory_order_relaxed); }
  // Whether some should go into the file, and it takes them.
  bool holds_too_many() const {
    return held_.load(std::memory_order_relaxed) > most_held_ && written_ == kAll;
  }

 private:
  static constexpr std::uint64_t kAll = UINT64_MAX;

  bool Write(std::string_view bytes, std::uint64_t place);

  std::int64_t most_held_;
  std::string folder_;
  std::atomic<std::int64_t> held_ = 0;
  std::atomic<std::uint64_t> written_ = kAll;  // from this place on nothing is in the file
  mutable std::mutex mutex_;                   // guards what follows; `file_` stays once it is open
  int file_ = -1;
  std::uint64_t size_ = 0;
  std::map<std::uint64_t, std::string> rest_;  // what the disk did not take, by place
};

}  // namespace howdunit
