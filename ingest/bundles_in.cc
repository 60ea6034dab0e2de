#include "ingest/bundles_in.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "core/text.h"
#include "ingest/layout.h"

namespace howdunit {
namespace {

namespace fs = std::filesystem;

bool IsArchive(std::string_view name) {
  constexpr std::array kEndings = std::to_array<std::string_view>(
      {".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".zip"});
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// What people put beside bundles without its being evidence.
bool IsBesideBundles(std::string_view name) {
  const std::string lower = ToLower(name);
  constexpr std::array kStarts =
      std::to_array<std::string_view>({".", "readme", "sha256sum", "md5sum", "checksum"});
  constexpr std::array kEndings = std::to_array<std::string_view>({".sha256", ".md5", ".asc"});
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return lower.starts_with(start); }) ||
         std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

// One of the parts that `howdunit gather` makes.
bool IsGatheredPart(std::string_view name) { return name.starts_with("howdunit-gather-"); }

// What `oc adm must-gather` makes: a folder for each image, all of one cluster.
bool IsMustGather(const fs::path& folder) {
  return folder.filename().string().starts_with("must-gather.local.");
}

// Whether a collector made the folder, or the only folder in it.
bool IsCollectorsFolder(const fs::path& folder) {
  constexpr std::size_t kMostPaths = 20'000;
  std::vector<std::string> paths;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied,
                                        error);
  for (; !error && walk != fs::recursive_directory_iterator() && paths.size() < kMostPaths;
       walk.increment(error)) {
    if (!walk->is_directory(error)) {
      paths.push_back(walk->path().lexically_relative(folder).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::set<std::string> tried;
  for (const std::string& path : paths) {
    const auto placement = PlaceByPath(path);
    if (!placement || std::count(placement->root.begin(), placement->root.end(), '/') > 2) continue;
    if (!tried.insert(placement->root + '\n' + std::string(placement->layout->name)).second) {
      continue;
    }
    std::vector<std::string_view> below;
    for (std::string_view other : paths) {
      if (!other.starts_with(placement->root)) continue;
      other.remove_prefix(placement->root.size());
      below.push_back(other);
    }
    if (HoldsMarks(*placement->layout, below)) return true;
  }
  return false;
}

// What lies in a folder.
struct Contents {
  std::vector<std::string> archives;
  std::vector<fs::path> folders;
  bool evidence = false;  // files that may be evidence
};

Contents ContentsOf(const fs::path& folder) {
  Contents contents;
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".")) continue;
    if (entry.is_directory(error)) {
      if (!entry.is_symlink(error)) contents.folders.push_back(entry.path());
    } else if (entry.is_regular_file(error) && IsArchive(name)) {
      contents.archives.push_back(entry.path().string());
    } else if (!IsBesideBundles(name)) {
      contents.evidence = true;
    }
  }
  std::sort(contents.archives.begin(), contents.archives.end());
  return contents;
}

// Whether the archives in it belong together, or a collector made it.
bool IsOneBundle(const fs::path& folder, const Contents& contents) {
  return std::any_of(contents.archives.begin(), contents.archives.end(),
                     [](const std::string& archive) {
                       return IsGatheredPart(fs::path(archive).filename().string());
                     }) ||
         IsMustGather(folder) || IsCollectorsFolder(folder);
}

void AddBundlesBelow(const fs::path& folder, std::vector<std::string>& bundles) {
  const Contents contents = ContentsOf(folder);
  if ((contents.evidence && contents.archives.empty()) || IsOneBundle(folder, contents)) {
    bundles.push_back(folder.string());
    return;
  }
  bundles.insert(bundles.end(), contents.archives.begin(), contents.archives.end());
  for (const fs::path& below : contents.folders) AddBundlesBelow(below, bundles);
}

}  // namespace

std::vector<std::string> BundlesAmong(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  Contents contents = ContentsOf(path);
  if (contents.archives.size() < 2 || IsOneBundle(path, contents)) return BundlesIn(path);
  return std::move(contents.archives);
}

std::vector<std::string> BundlesPutInto(const std::string& folder) {
  Contents contents = ContentsOf(folder);
  std::vector<std::string> bundles = std::move(contents.archives);
  for (const fs::path& below : contents.folders) bundles.push_back(below.string());
  std::sort(bundles.begin(), bundles.end());
  return bundles;
}

std::vector<std::string> BundlesBelow(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> bundles;
  AddBundlesBelow(path, bundles);
  std::sort(bundles.begin(), bundles.end());
  return bundles;
}

std::vector<std::string> BundlesIn(const std::string& path) {
  std::vector<std::string> itself = {path};
  if (IsMustGather(path)) return itself;
  std::vector<std::string> bundles;
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    if (IsGatheredPart(name)) return itself;
    if (entry.is_directory(error) && !entry.is_symlink(error)) {
      folders.push_back(entry.path());
    } else if (entry.is_regular_file(error) && IsArchive(name)) {
      bundles.push_back(entry.path().string());
    } else if (!IsBesideBundles(name)) {
      return itself;
    }
  }
  if (error || bundles.size() + folders.size() < 2) return itself;
  for (const fs::path& folder : folders) {
    if (!IsCollectorsFolder(folder)) return itself;
    bundles.push_back(folder.string());
  }
  std::sort(bundles.begin(), bundles.end());
  return bundles;
}

}  // namespace howdunit
