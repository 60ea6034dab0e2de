#include "cli/output_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/text.h"

namespace howdunit {
namespace {

Error Failure(const std::string& what, const std::string& path) {
  return Error{what + " " + path + ": " + std::strerror(errno)};
}

// Everything that this program writes says so near its beginning; a case file
// does in its header.
bool IsOurs(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(512, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.starts_with("SQLite format 3")) return head.substr(68, 4) == "howd";
  return head.empty() || Contains(head, "howdunit");
}

Result<void> WriteAll(int file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failure("cannot write", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<OutputFolder> OutputFolder::Open(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Error{"cannot create the folder " + path + ": " + error.message()};
  return OutputFolder(path);
}

Result<void> OutputFolder::CheckReplaceable(const std::string& name) const {
  const std::string path = PathOf(name);
  std::error_code error;
  if (!std::filesystem::exists(path, error) || IsOurs(path)) return {};
  return Error{path + " is there and was not written by howdunit; choose another folder with -o"};
}

Result<void> OutputFolder::Write(const std::string& name, std::string_view text) const {
  return WriteFile(name, text, Wait::kForDisk);
}

Result<void> OutputFolder::WriteSoon(const std::string& name, std::string_view text) const {
  return WriteFile(name, text, Wait::kNo);
}

Result<void> OutputFolder::WriteFile(const std::string& name, std::string_view text,
                                     Wait wait) const {
  TRY(CheckReplaceable(name));
  const std::string temporary = PathOf("." + name + ".partial");
  const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return Failure("cannot write", temporary);
  auto written = WriteAll(file, text, temporary);
  if (written && wait == Wait::kForDisk && fsync(file) != 0) {
    written = Failure("cannot write", temporary);
  }
  close(file);
  if (!written) {
    unlink(temporary.c_str());
    return written;
  }
  return Move(temporary, name);
}

Result<void> OutputFolder::SyncAll() const {
  const int folder = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return Failure("cannot write", path_);
  const bool synced = syncfs(folder) == 0;
  const Error failure = Failure("cannot write", path_);  // before errno changes
  close(folder);
  if (!synced) return failure;
  return {};
}

Result<void> OutputFolder::Adopt(const std::string& temporary, const std::string& name) const {
  const int file = open(temporary.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Failure("cannot write", temporary);
  const bool synced = fsync(file) == 0;
  const Error failure = Failure("cannot write", temporary);  // before errno changes
  close(file);
  if (!synced) return failure;
  return Move(temporary, name);
}

void StartSync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
  close(file);
}

Result<OutputPlace> FindPlace(const std::string& path) {
  const std::filesystem::path file(path);
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
  TRY_ASSIGN(OutputFolder folder, OutputFolder::Open(parent.string()));
  const std::string name = file.filename().string();
  TRY(folder.CheckReplaceable(name));
  return OutputPlace{std::move(folder), name};
}

Result<void> OutputFolder::Move(const std::string& temporary, const std::string& name) const {
  TRY(CheckReplaceable(name));
  const std::string path = PathOf(name);
  if (rename(temporary.c_str(), path.c_str()) != 0) return Failure("cannot write", path);
  return {};
}

}  // namespace howdunit
