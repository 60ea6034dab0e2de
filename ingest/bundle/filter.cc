#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "ingest/bundle/byte_stream.h"

// archive_read_set_format and archive_read_append_filter name every format and filter that there
// is. These two, which no bundle has, would link libxml2 with ICU, and liblz4; so they are not
// libarchive's.
int archive_read_support_format_xar(struct archive* /*archive*/) { return ARCHIVE_FATAL; }
int archive_read_support_filter_lz4(struct archive* /*archive*/) { return ARCHIVE_FATAL; }

namespace howdunit {
namespace {

constexpr std::size_t kInputBytes = 256U << 10U;

int FilterOf(Compression compression) {
  switch (compression) {
    case Compression::kXz: return ARCHIVE_FILTER_XZ;
    case Compression::kBzip2: return ARCHIVE_FILTER_BZIP2;
    default: return ARCHIVE_FILTER_ZSTD;
  }
}

// One filter, chosen by us, over one nameless file: libarchive guesses nothing.
class FilterStream : public ByteStream {
 public:
  FilterStream(Compression compression, ByteStream& compressed, const Limits& limits)
      : compressed_(compressed), limits_(limits), archive_(archive_read_new(), archive_read_free) {
    archive_read_set_format(archive_.get(), ARCHIVE_FORMAT_RAW);
    archive_read_append_filter(archive_.get(), FilterOf(compression));
    struct archive_entry* entry = nullptr;
    opened_ = archive_read_open(archive_.get(), this, nullptr, Feed, nullptr) == ARCHIVE_OK &&
              archive_read_next_header(archive_.get(), &entry) == ARCHIVE_OK;
    if (!opened_) Stop();
  }

  std::size_t Read(char* buffer, std::size_t size) override {
    if (done_) return 0;
    const la_ssize_t got = archive_read_data(archive_.get(), buffer, size);
    if (got <= 0) {
      done_ = true;
      if (got < 0) Stop();
      if (problem.empty()) problem = compressed_.problem;
      return 0;
    }
    produced_ += got;
    if (std::string over = InflationProblem(produced_, consumed_, limits_); !over.empty()) {
      done_ = true;
      problem = std::move(over);
    }
    return static_cast<std::size_t>(got);
  }

 private:
  static la_ssize_t Feed(struct archive* /*archive*/, void* context, const void** bytes) {
    auto* self = static_cast<FilterStream*>(context);
    const std::size_t got = self->compressed_.Read(self->input_.data(), self->input_.size());
    self->consumed_ += static_cast<std::int64_t>(got);
    *bytes = self->input_.data();
    return static_cast<la_ssize_t>(got);
  }

  void Stop() {
    done_ = true;
    problem = "the compressed data is damaged or cut off";
  }

  ByteStream& compressed_;
  Limits limits_;
  std::unique_ptr<struct archive, int (*)(struct archive*)> archive_;
  std::vector<char> input_ = std::vector<char>(kInputBytes);
  std::int64_t produced_ = 0;
  std::int64_t consumed_ = 0;
  bool opened_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> MakeFilterStream(Compression compression, ByteStream& compressed,
                                             const Limits& limits) {
  return std::make_unique<FilterStream>(compression, compressed, limits);
}

}  // namespace howdunit
