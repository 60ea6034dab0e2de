#include "cli/files/output_folder.h"

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
  TRY_ASSIGN(PartialFile partial, PartialFile::Begin(path_, name));
  TRY(WriteAll(partial.file(), text, PathOf(name)));
  if (wait == Wait::kForDisk) TRY(partial.Sync());
  return Move(partial, name);
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

Result<PartialFile> OutputFolder::Begin(const std::string& name) const {
  TRY(CheckReplaceable(name));
  PartialFile::ClearLeftOvers(path_, name);
  return PartialFile::Begin(path_, name);
}

Result<void> OutputFolder::Finish(PartialFile partial, const std::string& name) const {
  TRY(partial.Sync());
  return Move(partial, name);
}

Result<OutputPlace> FindPlace(const std::string& path) {
  const std::filesystem::path file(path);
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : ".";
  TRY_ASSIGN(OutputFolder folder, OutputFolder::Open(parent.string()));
  const std::string name = file.filename().string();
  TRY(folder.CheckReplaceable(name));
  return OutputPlace{std::move(folder), name};
}

Result<void> OutputFolder::Move(PartialFile& partial, const std::string& name) const {
  TRY(CheckReplaceable(name));
  return partial.Move();
}

}  // namespace howdunit
