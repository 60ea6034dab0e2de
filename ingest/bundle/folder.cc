#include "ingest/bundle/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "core/text.h"

namespace howdunit {
namespace {

class FileBytes : public MemberBytes {
 public:
  FileBytes(int descriptor, const Limits& limits) : descriptor_(descriptor), limits_(limits) {}
  ~FileBytes() override { close(descriptor_); }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  std::size_t Read(char* buffer, std::size_t size) override {
    if (total_ >= limits_.member_bytes) {
      problem = "limit reached: only the first " + std::to_string(limits_.member_bytes) +
                " bytes were read";
      return 0;
    }
    size = std::min(size, static_cast<std::size_t>(limits_.member_bytes - total_));
    while (true) {
      const ssize_t got = read(descriptor_, buffer, size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) problem = std::string("cannot be read on: ") + std::strerror(errno);
      if (got <= 0) return 0;
      total_ += got;
      return static_cast<std::size_t>(got);
    }
  }

 private:
  int descriptor_;
  const Limits& limits_;
  std::int64_t total_ = 0;
};

class FolderWalk {
 public:
  FolderWalk(const Limits& limits, const FileVisitor& visit, BundleScan& scan)
      : limits_(limits), visit_(visit), scan_(scan) {}

  // Takes `descriptor`, an open folder, whose path in the bundle is `path`.
  void Walk(int descriptor, const std::string& path, int depth, dev_t device) {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(fdopendir(descriptor), closedir);
    if (folder == nullptr) {
      close(descriptor);
      Skip(path, std::strerror(errno));
      return;
    }
    std::vector<std::string> names;
    while (const dirent* entry = readdir(folder.get())) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      Visit(dirfd(folder.get()), name, path.empty() ? name : path + "/" + name, depth, device);
    }
  }

 private:
  enum class Lost { kNo, kYes };

  void Skip(const std::string& path, const std::string& reason, Lost lost = Lost::kYes) {
    scan_.skipped.push_back(
        {.path = RepairUtf8(path), .reason = RepairUtf8(reason), .lost = lost == Lost::kYes});
  }

  void Visit(int parent, const std::string& name, const std::string& path, int depth,
             dev_t device) {
    struct stat status {};
    if (fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      Skip(path, std::strerror(errno));
      return;
    }
    if (S_ISLNK(status.st_mode)) {
      std::string target(4096, '\0');
      const ssize_t length = readlinkat(parent, name.c_str(), target.data(), target.size());
      target.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
      Skip(path, "symbolic link to " + target + ": not followed", Lost::kNo);
    } else if (S_ISDIR(status.st_mode)) {
      EnterFolder(parent, name, path, depth, device, status.st_dev);
    } else if (!S_ISREG(status.st_mode)) {
      Skip(path, "device, pipe or socket: not read", Lost::kNo);
    } else {
      VisitFile(parent, name, path);
    }
  }

  void EnterFolder(int parent, const std::string& name, const std::string& path, int depth,
                   dev_t device, dev_t own_device) {
    if (own_device != device) {
      Skip(path, "another file system: not entered");
    } else if (depth >= limits_.path_depth) {
      Skip(path,
           "limit reached: more than " + std::to_string(limits_.path_depth) + " folders deep");
    } else {
      const int folder =
          openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (folder < 0) {
        Skip(path, std::strerror(errno));
      } else {
        Walk(folder, path, depth + 1, device);
      }
    }
  }

  void VisitFile(int parent, const std::string& name, const std::string& path) {
    if (++members_ > limits_.members) {
      scan_.problem =
          "limit reached: only the first " + std::to_string(limits_.members) + " files were read";
      return;
    }
    const int file = openat(parent, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
      Skip(path, std::strerror(errno));
      return;
    }
    auto bytes = std::make_unique<FileBytes>(file, limits_);
    // The time of a file in a folder is the copy's, not the evidence's: not used.
    const MemberEntry entry{.path = NormalisePath(path, limits_, &bytes->problem), .modified = {}};
    visit_(entry, std::move(bytes));
  }

  const Limits& limits_;
  const FileVisitor& visit_;
  BundleScan& scan_;
  std::int64_t members_ = 0;
};

}  // namespace

Result<BundleScan> VisitFolder(const std::string& path, const Limits& limits,
                               const FileVisitor& visit) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return Error{"cannot open " + path + ": " + std::strerror(errno)};
  struct stat status {};
  if (fstat(folder, &status) != 0) {
    close(folder);
    return Error{"cannot read " + path + ": " + std::strerror(errno)};
  }
  BundleScan scan;
  FolderWalk(limits, visit, scan).Walk(folder, "", 0, status.st_dev);
  return scan;
}

}  // namespace howdunit
