#include "ingest/bundle/bundle_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "core/text.h"
#include "ingest/bundle/ahead_stream.h"
#include "ingest/bundle/byte_stream.h"
#include "ingest/bundle/folder.h"
#include "ingest/bundle/unpacking.h"

namespace howdunit {
namespace {

constexpr std::size_t kMagicBytes = 16;

std::string BaseName(const std::string& path) {
  std::string_view name = path;
  while (name.size() > 1 && name.back() == '/') name.remove_suffix(1);
  return std::string(name.substr(name.rfind('/') + 1));
}

std::string WithoutCompressionSuffix(std::string name) {
  for (const std::string_view suffix : {".gz", ".xz", ".bz2", ".zst"}) {
    if (name.ends_with(suffix) && name.size() > suffix.size()) {
      name.resize(name.size() - suffix.size());
      break;
    }
  }
  return name;
}

// Whether a thread that reads ahead pays. Of standard input the size is not known.
bool IsLarge(const std::string& path) {
  constexpr off_t kLarge = 1 << 20;
  struct stat status {};
  return path == "-" || (stat(path.c_str(), &status) == 0 && status.st_size >= kLarge);
}

// Reads what is left.
std::string HashToEnd(FileStream& file) {
  std::string bytes(64U << 10U, '\0');
  while (file.Read(bytes.data(), bytes.size()) > 0) {
  }
  return file.FinishHash();
}

Result<BundleScan> VisitFile(const std::string& path, const Limits& limits,
                             const MemberVisitor& visit, WorkerPool* pool) {
  TRY_ASSIGN(const auto file, FileStream::Open(path));
  const std::string magic = TakeHead(*file, kMagicBytes);
  file->Unread(magic);
  std::unique_ptr<ByteStream> inflated;
  const Compression compression = CompressionOf(magic);
  if (compression != Compression::kNone) inflated = MakeInflatingStream(compression, *file, limits);

  BundleScan scan;
  std::string name = path == "-" ? "standard-input" : BaseName(path);
  if (inflated) name = WithoutCompressionSuffix(name);
  {
    ByteStream& stream = inflated ? *inflated : static_cast<ByteStream&>(*file);
    const std::unique_ptr<AheadStream> ahead =
        IsLarge(path) ? std::make_unique<AheadStream>(stream) : nullptr;
    Unpacking(limits, visit, scan, pool).VisitWhole(name, ahead ? *ahead : stream);
  }
  // The hash is of all bytes, also of those behind a damage.
  scan.sha256 = HashToEnd(*file);
  return scan;
}

}  // namespace

Result<BundleScan> VisitBundle(const std::string& path, const Limits& limits,
                               const MemberVisitor& visit, WorkerPool* pool) {
  struct stat status {};
  if (path != "-" && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    BundleScan nested;
    Unpacking unpacking(limits, visit, nested, pool);
    TRY_ASSIGN(BundleScan scan,
               VisitFolder(path, limits,
                           [&](const MemberEntry& entry, std::unique_ptr<MemberBytes> bytes) {
                             unpacking.Visit(entry, std::move(bytes));
                           }));
    unpacking.Finish();
    std::move(nested.skipped.begin(), nested.skipped.end(), std::back_inserter(scan.skipped));
    if (scan.problem.empty()) scan.problem = nested.problem;
    return scan;
  }
  return VisitFile(path, limits, visit, pool);
}

std::string HashOfFile(const std::string& path) {
  struct stat status {};
  if (path == "-" || stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const auto file = FileStream::Open(path);
  if (!file) return {};
  const std::string sha256 = HashToEnd(**file);
  return (*file)->problem.empty() ? sha256 : "";
}

std::size_t TextBytes::Read(char* buffer, std::size_t size) {
  const std::size_t count = std::min(size, text_.size());
  std::memcpy(buffer, text_.data(), count);
  text_.remove_prefix(count);
  return count;
}

BundleScan VisitTexts(const std::map<std::string, std::string>& texts, const MemberVisitor& visit) {
  for (const auto& [path, text] : texts) {
    TextBytes bytes(text);
    visit(MemberEntry{.path = path, .modified = {}}, bytes);
  }
  return {};
}

std::string NormalisePath(std::string_view raw, const Limits& limits, std::string* problem) {
  const std::string text = RepairUtf8(ReplaceAll(raw, "\\", "/"));
  std::vector<std::string> parts;
  bool climbs = false;
  for (const std::string_view part : Split(text, '/')) {
    climbs = climbs || part == "..";
    if (part.empty() || part == "." || part == "..") continue;
    parts.emplace_back(part);
  }
  if (climbs) *problem = "its name climbs out of the bundle (\"..\"): shortened";
  if (static_cast<std::int64_t>(parts.size()) > limits.path_depth) {
    *problem = "its name is too deep: shortened";
    parts.erase(parts.begin(), parts.end() - limits.path_depth);
  }
  std::string path = Join(parts, "/");
  if (static_cast<std::int64_t>(path.size()) > limits.path_bytes) {
    *problem = "its name is too long: shortened";
    path = Shorten(path, static_cast<std::size_t>(limits.path_bytes));
  }
  return path;
}

std::string NameRegister::Unique(const std::string& path) {
  std::string unique = path;
  for (int copy = 2; !names_.insert(unique).second; ++copy) {
    unique = path + "#" + std::to_string(copy);
  }
  return unique;
}

}  // namespace howdunit
