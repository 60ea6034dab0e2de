#include "ingest/bundle/unpacking.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "ingest/bundle/archive.h"

namespace howdunit {

// A member as a stream, what was taken off its front given again.
class Unpacking::MemberStream : public ByteStream {
 public:
  explicit MemberStream(MemberBytes& bytes) : bytes_(bytes) {}

  std::size_t Read(char* buffer, std::size_t size) override {
    if (at_ < unread_.size()) {
      const std::size_t count = unread_.copy(buffer, size, at_);
      at_ += count;
      return count;
    }
    const std::size_t got = bytes_.Read(buffer, size);
    problem = bytes_.problem;
    return got;
  }

  // Gives bytes back that were read last.
  void Unread(std::string_view bytes) {
    unread_.replace(0, at_, bytes);
    at_ = 0;
  }

 private:
  MemberBytes& bytes_;
  std::string unread_;
  std::size_t at_ = 0;  // what is before it has been read again
};

Unpacking::Rooms::Room Unpacking::Rooms::Take() {
  const std::lock_guard lock(mutex_);
  if (spare_.empty()) return std::make_unique_for_overwrite<char[]>(kBytes);  // NOLINT
  Room room = std::move(spare_.back());
  spare_.pop_back();
  return room;
}

void Unpacking::Rooms::GiveBack(Room room) {
  const std::lock_guard lock(mutex_);
  spare_.push_back(std::move(room));
}

// A member that is in memory.
class Unpacking::OwnText : public MemberBytes {
 public:
  // As much of `stream` as a room holds.
  OwnText(std::shared_ptr<Rooms> rooms, ByteStream& stream)
      : rooms_(std::move(rooms)), room_(rooms_->Take()) {
    while (size_ < Rooms::kBytes) {
      const std::size_t got = stream.Read(room_.get() + size_, Rooms::kBytes - size_);
      if (got == 0) break;
      size_ += got;
    }
    problem = stream.problem;
  }
  ~OwnText() override { rooms_->GiveBack(std::move(room_)); }
  OwnText(const OwnText&) = delete;
  OwnText& operator=(const OwnText&) = delete;

  std::string_view text() const { return {room_.get(), size_}; }

  std::size_t Read(char* buffer, std::size_t size) override {
    const std::size_t got = text().copy(buffer, size, read_);
    read_ += got;
    return got;
  }

 private:
  std::shared_ptr<Rooms> rooms_;  // may outlive what is unpacked
  Rooms::Room room_;
  std::size_t size_ = 0;
  std::size_t read_ = 0;
};

namespace {

// A stream as the bytes of a member, its first bytes already taken.
class StreamBytes : public MemberBytes {
 public:
  // `total` counts the bytes of all members.
  StreamBytes(std::string_view head, ByteStream& stream, const Limits& limits,
              std::atomic<std::int64_t>& total)
      : head_(head), stream_(stream), limits_(limits), total_(total) {}

  std::size_t Read(char* buffer, std::size_t size) override {
    if (own_ >= limits_.member_bytes) {
      problem = "limit reached: only the first " + std::to_string(limits_.member_bytes) +
                " bytes were read";
      return 0;
    }
    if (total_ >= limits_.bundle_bytes) {
      problem = "limit reached: the bundle holds more than " +
                std::to_string(limits_.bundle_bytes) + " bytes";
      return 0;
    }
    size = std::min(size, static_cast<std::size_t>(limits_.member_bytes - own_));
    std::size_t got = std::min(size, head_.size());
    if (got > 0) {
      std::memcpy(buffer, head_.data(), got);
      head_.remove_prefix(got);
    } else {
      got = stream_.Read(buffer, size);
      if (!stream_.problem.empty()) problem = stream_.problem;
    }
    own_ += static_cast<std::int64_t>(got);
    total_ += static_cast<std::int64_t>(got);
    return got;
  }

 private:
  std::string_view head_;
  ByteStream& stream_;
  const Limits& limits_;
  std::int64_t own_ = 0;
  std::atomic<std::int64_t>& total_;
};

}  // namespace

void Unpacking::Hand(const MemberEntry& entry, std::string_view head, ByteStream& stream,
                     std::string problem, BundleScan& scan) {
  if (++members_ > limits_.members) {
    scan.problem =
        "limit reached: only the first " + std::to_string(limits_.members) + " files were read";
    return;
  }
  StreamBytes bytes(head, stream, limits_, bytes_);
  bytes.problem = std::move(problem);
  MemberEntry known = entry;
  known.hashed = whole_;
  visit_(known, bytes);
}

void Unpacking::VisitWhole(const std::string& name, ByteStream& stream) {
  whole_ = true;
  const std::string head = TakeHead(stream, kArchiveHead);
  if (const auto kind = ArchiveKindOf(head)) {
    VisitArchive(
        *kind, head, stream, limits_,
        [this](const MemberEntry& entry, MemberBytes& bytes) { Visit(entry, bytes); }, scan_);
    Finish();
    return;
  }
  std::string problem;
  Hand({.path = NormalisePath(name, limits_, &problem), .modified = {}}, head, stream, problem,
       scan_);
  scan_.problem = stream.problem;
}

void Unpacking::Visit(const MemberEntry& entry, std::unique_ptr<MemberBytes> bytes) {
  if (pool_ != nullptr) return Leave(entry, std::move(bytes));
  MemberStream stored(*bytes);
  Visit(entry, stored, 1, scan_);
}

void Unpacking::Visit(const MemberEntry& entry, MemberBytes& bytes) {
  MemberStream stored(bytes);
  if (pool_ == nullptr) return Visit(entry, stored, 1, scan_);
  // What waits is in memory; what is larger is visited here, as it comes.
  auto text = std::make_unique<OwnText>(rooms_, stored);
  if (text->text().size() < Rooms::kBytes) return Leave(entry, std::move(text));
  stored.Unread(text->text());
  text.reset();
  Visit(entry, stored, 1, scan_);
}

// To a thread of the pool.
void Unpacking::Leave(const MemberEntry& entry, std::unique_ptr<MemberBytes> bytes) {
  constexpr std::size_t kMostWaiting = 6;
  if (waiting_.size() >= kMostWaiting) TakeScan();
  waiting_.push_back(pool_->Run([this, entry, bytes = std::move(bytes)] {
    BundleScan scan;
    MemberStream stream(*bytes);
    Visit(entry, stream, 1, scan);
    return scan;
  }));
}

void Unpacking::Finish() {
  while (!waiting_.empty()) TakeScan();
}

void Unpacking::TakeScan() {
  BundleScan scan = waiting_.front().get();
  waiting_.pop_front();
  std::move(scan.skipped.begin(), scan.skipped.end(), std::back_inserter(scan_.skipped));
  if (scan_.problem.empty()) scan_.problem = scan.problem;
}

void Unpacking::Visit(const MemberEntry& entry, MemberStream& stored, int depth, BundleScan& scan) {
  std::string head = TakeHead(stored, kArchiveHead);
  std::unique_ptr<ByteStream> inflated;
  if (const Compression compression = CompressionOf(head); compression != Compression::kNone) {
    stored.Unread(head);
    inflated = MakeInflatingStream(compression, stored, limits_);
    head = TakeHead(*inflated, kArchiveHead);
  }
  ByteStream& stream = inflated ? *inflated : static_cast<ByteStream&>(stored);
  const auto kind = ArchiveKindOf(head);
  if (!kind) {
    Hand(entry, head, stream, stream.problem.empty() ? stored.problem : stream.problem, scan);
    return;
  }
  constexpr int kMostDepth = 3;
  if (depth >= kMostDepth) {
    scan.skipped.push_back({.path = entry.path,
                            .reason = "an archive inside archives, more than " +
                                      std::to_string(kMostDepth) + " deep: not opened",
                            .lost = true});
    return;
  }
  BundleScan inner;
  VisitArchive(
      *kind, head, stream, limits_,
      [&](const MemberEntry& member, MemberBytes& inside) {
        MemberStream stored_inside(inside);
        Visit({.path = entry.path + "!" + member.path, .modified = member.modified}, stored_inside,
              depth + 1, scan);
      },
      inner);
  for (SkippedEntry& skipped : inner.skipped) {
    skipped.path = entry.path + "!" + skipped.path;
    scan.skipped.push_back(std::move(skipped));
  }
  if (!inner.problem.empty()) {
    scan.skipped.push_back({.path = entry.path, .reason = inner.problem, .lost = true});
  }
}

}  // namespace howdunit
