#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "ingest/bundle/byte_stream.h"

namespace howdunit {

Result<std::unique_ptr<FileStream>> FileStream::Open(const std::string& path) {
  if (path == "-") return std::unique_ptr<FileStream>(new FileStream(dup(STDIN_FILENO)));
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return Error{"cannot open " + path + ": " + std::strerror(errno)};
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    return Error{"cannot read " + path + ": not a regular file or folder"};
  }
  return std::unique_ptr<FileStream>(new FileStream(descriptor));
}

FileStream::~FileStream() { close(descriptor_); }

std::size_t FileStream::Read(char* buffer, std::size_t size) {
  if (!unread_.empty()) {
    const std::size_t count = std::min(size, unread_.size());
    std::memcpy(buffer, unread_.data(), count);
    unread_.erase(0, count);
    return count;
  }
  while (true) {
    const ssize_t got = read(descriptor_, buffer, size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      problem = std::string("cannot be read on: ") + std::strerror(errno);
      return 0;
    }
    hash_.Update(std::string_view(buffer, static_cast<std::size_t>(got)));
    bytes_ += got;
    return static_cast<std::size_t>(got);
  }
}

void FileStream::Unread(std::string_view bytes) { unread_.insert(0, bytes); }

}  // namespace howdunit
