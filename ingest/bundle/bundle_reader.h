// An archive, a folder, a file or a set of texts as a sequence of members, each
// read once, front to back. Nothing is ever unpacked to disk; links, devices and
// pipes are named but never followed or opened.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "core/worker_pool.h"
#include "ingest/limits.h"

namespace howdunit {

struct MemberEntry {
  std::string path;  // normalised: relative, '/'-separated, no "." or ".."
  std::optional<Micros> modified;
  bool hashed = false;  // the bundle's own hash is of its bytes, too
};

// The bytes of the member that is visited. Valid during the visit.
class MemberBytes {
 public:
  virtual ~MemberBytes() = default;
  // The next bytes; 0 at the end, or where reading had to stop (see problem()).
  virtual std::size_t Read(char* buffer, std::size_t size) = 0;
  // Why the bytes ended early; "" if they did not.
  std::string problem;
};

using MemberVisitor = std::function<void(const MemberEntry&, MemberBytes&)>;

struct SkippedEntry {
  std::string path;
  std::string reason;  // "symbolic link to /etc/passwd: not followed"
  bool lost = false;   // it holds bytes that should have been read
};

// What is known once all members were visited.
struct BundleScan {
  std::string sha256;   // of an archive's bytes; "" otherwise
  std::string problem;  // why not all of the bundle was read; "" if it was
  std::vector<SkippedEntry> skipped;
};

// Visits the members of the bundle at `path`: a folder, a tar or zip archive, any
// other file (one member), packed by gzip, xz, bzip2 or zstd or not; or "-" for the same on
// standard input. Compressed members are inflated, archives among them are opened, three
// deep. An error means that nothing could be read at all.
//
// With a pool, the files of a folder and small ones of an archive (compressed ones and archives,
// too) are visited by its threads: several at once and in any order. What is said of the bundle is
// the same.
Result<BundleScan> VisitBundle(const std::string& path, const Limits& limits,
                               const MemberVisitor& visit, WorkerPool* pool = nullptr);

// BundleScan::sha256 of the file at `path`, without more; "" where it would have none, or it cannot
// be read.
std::string HashOfFile(const std::string& path);

// The bytes of a text.
class TextBytes : public MemberBytes {
 public:
  // `text` outlives it.
  explicit TextBytes(std::string_view text) : text_(text) {}
  std::size_t Read(char* buffer, std::size_t size) override;

 private:
  std::string_view text_;
};

// Visits texts in memory: the bundles of tests.
BundleScan VisitTexts(const std::map<std::string, std::string>& texts, const MemberVisitor& visit);

// --- for ingest/bundle only

// "/a/./b/../c" is "a/b/c". What was dropped is told in `*problem`.
std::string NormalisePath(std::string_view raw, const Limits& limits, std::string* problem);

// Makes names that occur twice distinct: "a", "a#2", "a#3".
class NameRegister {
 public:
  std::string Unique(const std::string& path);

 private:
  std::set<std::string> names_;
};

}  // namespace howdunit
