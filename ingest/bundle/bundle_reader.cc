#include "ingest/bundle/bundle_reader.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "core/text.h"
#include "ingest/bundle/byte_stream.h"
#include "ingest/bundle/folder.h"
#include "ingest/bundle/tar.h"

namespace howdunit {
namespace {

constexpr std::size_t kHead = 4096;

// Up to `size` bytes off the front.
std::string TakeHead(ByteStream& stream, std::size_t size) {
  std::string head(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const std::size_t got = stream.Read(head.data() + filled, size - filled);
    if (got == 0) break;
    filled += got;
  }
  head.resize(filled);
  return head;
}

// A whole stream as one member, its first bytes already taken.
class StreamBytes : public MemberBytes {
 public:
  StreamBytes(std::string_view head, ByteStream& stream, const Limits& limits)
      : head_(head), stream_(stream), limits_(limits) {}

  std::size_t Read(char* buffer, std::size_t size) override {
    if (total_ >= limits_.member_bytes) {
      problem = "limit reached: only the first " + std::to_string(limits_.member_bytes) +
                " bytes were read";
      return 0;
    }
    std::size_t got = std::min(size, head_.size());
    if (got > 0) {
      std::memcpy(buffer, head_.data(), got);
      head_.remove_prefix(got);
    } else {
      got = stream_.Read(buffer, size);
      problem = stream_.problem;
    }
    total_ += static_cast<std::int64_t>(got);
    return got;
  }

 private:
  std::string_view head_;
  ByteStream& stream_;
  const Limits& limits_;
  std::int64_t total_ = 0;
};

std::string BaseName(const std::string& path) {
  std::string_view name = path;
  while (name.size() > 1 && name.back() == '/') name.remove_suffix(1);
  return std::string(name.substr(name.rfind('/') + 1));
}

Result<BundleScan> VisitFile(const std::string& path, const Limits& limits,
                             const MemberVisitor& visit) {
  TRY_ASSIGN(const auto file, FileStream::Open(path));
  const std::string magic = TakeHead(*file, 2);
  file->Unread(magic);
  std::unique_ptr<ByteStream> inflated;
  if (magic == "\x1f\x8b") inflated = MakeGzipStream(*file, limits);
  ByteStream& stream = inflated ? *inflated : *file;

  const std::string head = TakeHead(stream, kHead);
  BundleScan scan;
  if (head.empty() && !stream.problem.empty()) {
    return Error{"cannot read " + path + ": " + stream.problem};
  }
  if (LooksLikeTar(head)) {
    VisitTar(head, stream, limits, visit, scan);
  } else {
    StreamBytes bytes(head, stream, limits);
    std::string name = path == "-" ? "standard-input" : BaseName(path);
    if (inflated && name.ends_with(".gz")) name.resize(name.size() - 3);
    visit(MemberEntry{.path = NormalisePath(name, limits, &bytes.problem), .modified = {}}, bytes);
    scan.problem = stream.problem;
  }
  // The hash is of all bytes, also of those behind a damage.
  std::string rest(64U << 10U, '\0');
  while (file->Read(rest.data(), rest.size()) > 0) {
  }
  scan.sha256 = file->FinishHash();
  return scan;
}

}  // namespace

Result<BundleScan> VisitBundle(const std::string& path, const Limits& limits,
                               const MemberVisitor& visit) {
  struct stat status {};
  if (path != "-" && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return VisitFolder(path, limits, visit);
  }
  return VisitFile(path, limits, visit);
}

BundleScan VisitTexts(const std::map<std::string, std::string>& texts, const MemberVisitor& visit) {
  class TextBytes : public MemberBytes {
   public:
    explicit TextBytes(std::string_view text) : text_(text) {}
    std::size_t Read(char* buffer, std::size_t size) override {
      const std::size_t count = std::min(size, text_.size());
      std::memcpy(buffer, text_.data(), count);
      text_.remove_prefix(count);
      return count;
    }

   private:
    std::string_view text_;
  };
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
