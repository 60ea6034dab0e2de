#include "cli/files/node_files.h"

#include <filesystem>
#include <map>
#include <set>

#include "cli/case_work.h"
#include "cli/load_book.h"
#include "core/log.h"
#include "ingest/bundle/bundle_reader.h"
#include "ingest/ingest.h"
#include "rules/rule.h"

namespace howdunit {
namespace {

namespace fs = std::filesystem;

// Listings and configuration are small: a file beyond this is a log.
constexpr std::size_t kMostBytes = 16U << 20U;

fs::path Absolute(const std::string& path) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  return absolute.filename().empty() ? absolute.parent_path() : absolute;
}

// The folder that all paths are below.
fs::path CommonFolder(const std::vector<std::string>& paths) {
  fs::path common = Absolute(paths.front()).parent_path();
  for (const std::string& path : paths) {
    const fs::path folder = Absolute(path).parent_path();
    fs::path shared;
    for (auto a = common.begin(), b = folder.begin();
         a != common.end() && b != folder.end() && *a == *b; ++a, ++b) {
      shared /= *a;
    }
    common = shared;
  }
  return common;
}

std::string WithoutPacking(std::string name) {
  for (const std::string_view suffix : {".gz", ".tgz", ".tar"}) {
    if (name.ends_with(suffix) && name.size() > suffix.size()) {
      name.resize(name.size() - suffix.size());
    }
  }
  return name;
}

class Collection {
 public:
  Result<void> Add(const std::string& path, const fs::path& common) {
    std::error_code error;
    const bool folder = fs::is_directory(path, error);
    const fs::path name =
        path == "-" ? fs::path("standard-input") : Absolute(path).lexically_relative(common);
    const auto place = [&](const std::string& member) {
      const std::string base = name.filename().string();
      if (!folder && (member == base || member + ".gz" == base)) {
        return (name.parent_path() / member).string();
      }
      return (name.parent_path() / WithoutPacking(base) / member).string();
    };
    TRY_ASSIGN(const BundleScan scan,
               VisitBundle(path, Limits{}, [&](const MemberEntry& entry, MemberBytes& bytes) {
                 Keep(place(entry.path), bytes);
               }));
    if (!scan.problem.empty()) return Error{"cannot read " + path + ": " + scan.problem};
    return {};
  }

  const std::map<std::string, std::string>& texts() const { return texts_; }

 private:
  void Keep(const std::string& path, MemberBytes& bytes) {
    std::string text;
    std::string buffer(64U << 10U, '\0');
    while (const std::size_t got = bytes.Read(buffer.data(), buffer.size())) {
      text.append(buffer, 0, got);
      if (text.size() > kMostBytes) {
        LogInfo(Redact(path + ": not looked at, larger than a listing"));
        return;
      }
    }
    texts_[path] = std::move(text);
  }

  std::map<std::string, std::string> texts_;
};

// Gives a name to the node of what could not be attributed.
void NameUnknownNodes(const std::string& watched, bool one_input, BundleContents& contents) {
  const auto member_of = [&](const Source& source) {
    return contents.members[static_cast<std::size_t>(source.member)].path.str();
  };
  const auto group_of = [&](const Source& source) {
    const std::string path = member_of(source);
    return one_input ? contents.bundle.name.str() : path.substr(0, path.find('/'));
  };
  std::map<std::string, std::set<std::string>> speaking;  // members by group
  for (const PathRecord& entry : contents.paths) {
    if (entry.place.node.empty() && entry.path.str() == watched) {
      speaking[group_of(entry.source)].insert(member_of(entry.source));
    }
  }
  const auto name = [&](Place& place, const Source& source) {
    if (!place.node.empty()) return;
    const std::string group = group_of(source);
    place.node = Redact(speaking[group].size() > 1 ? member_of(source) : group);
  };
  for (PathRecord& entry : contents.paths) name(entry.place, entry.source);
  for (RuntimeConfigRecord& config : contents.runtime_configs) name(config.place, config.source);
}

}  // namespace

Result<CaseFile> ReadNodeFiles(const std::vector<std::string>& paths, const std::string& watched) {
  // Journals name nodes, so signatures count too.
  TRY_ASSIGN(const RuleBook book, LoadBook());
  TRY_ASSIGN(const SignatureScanner signatures, MakeScanner(book));
  BundleContents contents;
  if (paths.size() == 1) {
    TRY_ASSIGN(contents, IngestBundle(paths.front(), signatures, {}));
    if (!contents.bundle.problem.empty()) {
      return Error{"cannot read " + paths.front() + ": " + contents.bundle.problem};
    }
  } else {
    Collection collection;
    const fs::path common = CommonFolder(paths);
    for (const std::string& path : paths) TRY(collection.Add(path, common));
    contents = IngestTexts(collection.texts(), signatures, {});
  }
  NameUnknownNodes(watched, paths.size() == 1, contents);
  TRY_ASSIGN(CaseFile file, CaseFile::Open(":memory:"));
  TRY(file.AddBundle(std::move(contents)));
  return file;
}

}  // namespace howdunit
