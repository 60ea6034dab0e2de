#include "cli/files/scratch_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/files/output_folder.h"
#include "core/log.h"
#include "core/spill_file.h"
#include "store/check_whole.h"

namespace howdunit {
namespace {

namespace fs = std::filesystem;

}  // namespace

ScratchFile::ScratchFile(std::string path, std::string place)
    : path_(std::move(path)), place_(std::move(place)) {}

ScratchFile::ScratchFile(ScratchFile&& other) noexcept
    : path_(std::exchange(other.path_, "")), place_(std::move(other.place_)) {}

ScratchFile::~ScratchFile() {
  if (!path_.empty()) unlink(path_.c_str());
}

Result<ScratchFile> ScratchFile::Begin(const std::string& place, const std::string& folder) {
  TRY(FindPlace(place));
  std::string name = (folder.empty() ? TemporaryFolder() : folder) + "/howdunit-XXXXXX";
  const int file = mkstemp(name.data());
  if (file < 0) return Error{"cannot write " + name + ": " + std::strerror(errno)};
  close(file);
  ScratchFile scratch(name, place);
  std::error_code error;
  if (!fs::exists(place, error)) return scratch;
  if (const auto whole = CheckWhole(place); !whole) {
    LogWarning(Redact(whole.error().message + "; begun anew"));
    return scratch;
  }
  fs::copy_file(place, name, fs::copy_options::overwrite_existing, error);
  if (error) return Error{"cannot copy " + place + " to " + name + ": " + error.message()};
  return scratch;
}

Result<void> ScratchFile::MoveIntoPlace() {
  TRY_ASSIGN(const OutputPlace place, FindPlace(place_));
  // Beside its place first: a file is moved whole only inside one file system.
  TRY_ASSIGN(PartialFile partial, place.folder.Begin(place.name));
  std::error_code error;
  fs::copy_file(path_, partial.path(), fs::copy_options::overwrite_existing, error);
  if (error) return Error{"cannot write " + partial.path() + ": " + error.message()};
  return place.folder.Finish(std::move(partial), place.name);
}

}  // namespace howdunit
