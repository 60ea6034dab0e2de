#include "ingest/bundle/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kBuffer = 512U << 10U;

// Hands the stream to libarchive, the bytes that were looked at first.
struct Feed {
  ByteStream& stream;
  std::string_view head;
  std::vector<char> buffer = std::vector<char>(kBuffer);

  static la_ssize_t Read(struct archive* /*archive*/, void* context, const void** bytes) {
    auto* feed = static_cast<Feed*>(context);
    if (!feed->head.empty()) {
      *bytes = feed->head.data();
      return static_cast<la_ssize_t>(std::exchange(feed->head, {}).size());
    }
    const std::string_view next = feed->stream.Next(feed->buffer);
    *bytes = next.data();
    return static_cast<la_ssize_t>(next.size());
  }
};

// The data of the entry that libarchive stands at. Holes of sparse files are not
// filled: a terabyte of zeros is no evidence.
class EntryBytes : public MemberBytes {
 public:
  // `inflated` counts the bytes of all entries of the archive.
  EntryBytes(struct archive* archive, const Limits& limits, std::int64_t& inflated)
      : archive_(archive), limits_(limits), inflated_(inflated) {}

  // Where it stops does not depend on how much is asked for at once.
  std::size_t Read(char* buffer, std::size_t size) override {
    while (block_.empty()) {
      if (ended_ || !NextBlock()) return 0;
    }
    const auto left = static_cast<std::size_t>(limits_.member_bytes - total_);
    const std::size_t count = std::min({size, block_.size(), left});
    std::memcpy(buffer, block_.data(), count);
    block_.remove_prefix(count);
    total_ += static_cast<std::int64_t>(count);
    if (total_ >= limits_.member_bytes) {
      block_ = {};
      Stop("limit reached: only the first " + std::to_string(limits_.member_bytes) +
           " bytes were read");
    }
    return count;
  }

 private:
  void Stop(std::string why) {
    ended_ = true;
    if (problem.empty()) problem = std::move(why);
  }

  bool NextBlock() {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(archive_, &bytes, &size, &offset);
    if (result == ARCHIVE_EOF) {
      ended_ = true;
      return false;
    }
    if (result < ARCHIVE_WARN) {
      Stop("the archive breaks off or is damaged inside this file");
      return false;
    }
    if (offset > end_ && problem.empty()) problem = "a sparse file: its holes were left out";
    end_ = offset + static_cast<la_int64_t>(size);
    block_ = std::string_view(static_cast<const char*>(bytes), size);
    inflated_ += static_cast<std::int64_t>(size);
    if (inflated_ > limits_.ratio_free_bytes &&
        inflated_ / limits_.ratio > archive_filter_bytes(archive_, -1)) {
      Stop("limit reached: inflates to more than " + std::to_string(limits_.ratio) +
           " times its size");  // this block is the last
    }
    return true;
  }

  struct archive* archive_;
  const Limits& limits_;
  std::int64_t& inflated_;
  std::string_view block_;
  la_int64_t end_ = 0;
  std::int64_t total_ = 0;
  bool ended_ = false;
};

std::string SpecialEntry(struct archive_entry* entry) {
  if (archive_entry_is_data_encrypted(entry) != 0) return "encrypted: not read";
  const char* hardlink = archive_entry_hardlink(entry);
  if (hardlink != nullptr) return std::string("hard link to ") + hardlink + ": not followed";
  switch (archive_entry_filetype(entry)) {
    case AE_IFLNK: {
      const char* target = archive_entry_symlink(entry);
      return std::string("symbolic link to ") + (target == nullptr ? "?" : target) +
             ": not followed";
    }
    case AE_IFCHR:
    case AE_IFBLK: return "device: not read";
    case AE_IFIFO: return "pipe: not read";
    case AE_IFSOCK: return "socket: not read";
    default: return {};
  }
}

bool LooksLikeTar(std::string_view head) {
  if (head.size() < kBlock) return false;
  // POSIX.1-1988: the sum of all bytes of the header, its own field as blanks.
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const char byte = i >= 148 && i < 156 ? ' ' : head[i];
    sum += static_cast<unsigned char>(byte);
  }
  std::uint64_t stated = 0;
  for (const char c : head.substr(148, 8)) {
    if (c >= '0' && c <= '7') stated = stated * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return sum == stated && head[0] != '\0';
}

}  // namespace

std::optional<ArchiveKind> ArchiveKindOf(std::string_view head) {
  // A zip opens with a local file header; an empty one with the end of its directory.
  if (head.starts_with(std::string_view("PK\x03\x04", 4)) ||
      head.starts_with(std::string_view("PK\x05\x06", 4))) {
    return ArchiveKind::kZip;
  }
  if (LooksLikeTar(head)) return ArchiveKind::kTar;
  return {};
}

void VisitArchive(ArchiveKind kind, std::string_view head, ByteStream& stream, const Limits& limits,
                  const MemberVisitor& visit, BundleScan& scan) {
  const std::string name = kind == ArchiveKind::kTar ? "the tar archive" : "the zip archive";
  const std::unique_ptr<struct archive, int (*)(struct archive*)> archive(archive_read_new(),
                                                                          archive_read_free);
  if (kind == ArchiveKind::kTar) {
    archive_read_support_format_tar(archive.get());
    archive_read_set_options(archive.get(), "read_concatenated_archives");
  } else {
    archive_read_support_format_zip_streamable(archive.get());
  }
  Feed feed{.stream = stream, .head = head};
  if (archive_read_open(archive.get(), &feed, nullptr, Feed::Read, nullptr) != ARCHIVE_OK) {
    scan.problem = name + " cannot be opened";
    return;
  }
  NameRegister names;
  std::int64_t members = 0;
  std::int64_t inflated = 0;
  while (true) {
    struct archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive.get(), &entry);
    if (result == ARCHIVE_EOF) break;
    if (result < ARCHIVE_WARN) {
      scan.problem = name + " is damaged or breaks off after " + std::to_string(members) + " files";
      break;
    }
    const char* raw = archive_entry_pathname(entry);
    std::string name_problem;
    std::string path = NormalisePath(raw == nullptr ? "" : raw, limits, &name_problem);
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    path = names.Unique(path.empty() ? "unnamed" : path);
    if (const std::string special = SpecialEntry(entry); !special.empty()) {
      scan.skipped.push_back({.path = path,
                              .reason = RepairUtf8(special),
                              .lost = archive_entry_is_data_encrypted(entry) != 0});
      continue;
    }
    if (++members > limits.members) {
      scan.problem =
          "limit reached: only the first " + std::to_string(limits.members) + " files were read";
      break;
    }
    EntryBytes bytes(archive.get(), limits, inflated);
    bytes.problem = name_problem;
    MemberEntry member{.path = path, .modified = {}};
    if (archive_entry_mtime_is_set(entry) != 0) {
      member.modified = archive_entry_mtime(entry) * kSecond;
    }
    visit(member, bytes);
  }
  // Whatever follows the archive's end belongs to the checksum.
  while (stream.Read(feed.buffer.data(), feed.buffer.size()) > 0) {
  }
  if (!stream.problem.empty()) scan.problem = stream.problem;
}

}  // namespace howdunit
