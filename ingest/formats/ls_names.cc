// Names alone, as `ls`, `ls -a` and `ls -1` print them, of one folder or under the name of each:
//
//   $ ls /etc/cni/net.d          $ ls /etc/cni/net.d /opt/cni/bin
//   10-calico.conflist  x.conf   /etc/cni/net.d:
//                                10-calico.conflist
//
//                                /opt/cni/bin:
//                                bridge  loopback
//
// Nothing but the command tells that these are names, and of which folders: they are read directly
// behind it, to the first line that cannot be some. What stands between blanks that ls does not
// print is no name, nor is a word that may begin or end a sentence. Of a name alone it is not known
// what it is; a mark of -F tells.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

bool IsPathCharacter(char c) { return IsAlnum(c) || Contains("._+@:%~=,-/", {&c, 1}); }

bool IsPath(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsPathCharacter);
}

std::string_view WithoutSlash(std::string_view folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.remove_suffix(1);
  return folder;
}

// The folders that a plain ls lists: "/etc/cni/net.d". None if it prints more than names.
std::vector<std::string> ListedFolders(std::string_view command) {
  auto words = SplitWords(command);
  if (!words.empty() && words[0] == "sudo") words.erase(words.begin());
  if (words.empty() || (words[0] != "ls" && words[0] != "/bin/ls")) return {};
  std::vector<std::string> folders;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.starts_with("--color")) continue;
    if (word.starts_with('-')) {
      if (word.size() == 1 || word.find_first_not_of("aA1hFprtSCx", 1) != std::string_view::npos) {
        return {};
      }
      continue;
    }
    // `kubectl debug node` and Calico's own pod see the node's files below /host.
    if (!IsPath(word) || !word.starts_with('/') || word.starts_with("/host")) return {};
    folders.emplace_back(WithoutSlash(word));
  }
  return folders;
}

// "/etc/cni/net.d:", above the names of that one of several folders; "" for any other line.
std::string_view FolderOfHeader(std::string_view line, const std::vector<std::string>& folders) {
  line = TrimRight(line);
  if (folders.size() < 2 || !line.ends_with(':')) return {};
  line = WithoutSlash(line.substr(0, line.size() - 1));
  return std::find(folders.begin(), folders.end(), line) == folders.end() ? "" : line;
}

// "Thanks", at the end of what was pasted.
bool MayBeProse(std::string_view name) {
  return name.front() >= 'A' && name.front() <= 'Z' &&
         std::all_of(name.begin() + 1, name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || c == '.' || c == ',' || c == ':';
         });
}

// The names of one line; none if it holds anything else. Columns stand two blanks apart.
std::vector<std::string_view> NamesIn(std::string_view line) {
  line = TrimRight(line);
  if (line.empty() || line.front() == ' ') return {};
  std::vector<std::string_view> names;
  for (const std::string_view cell : SplitColumns(line, 2)) {
    for (const std::string_view name : Split(cell, '\t')) {
      if (name.empty()) continue;
      // Only at their end, where -F marks them.
      const std::string_view front = name.starts_with('/') ? "" : name.substr(0, name.size() - 1);
      const std::string_view marked = name.ends_with('*') ? front : name;
      if (!IsPath(marked) || Contains(front, "/") || MayBeProse(name)) return {};
      names.push_back(name);
    }
  }
  return names;
}

// Whether a name is like no word of a sentence.
bool IsNameOfFile(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) {
    return IsDigit(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

bool Claims(const Head& head) {
  if (!head.direct) return false;
  const auto folders = ListedFolders(head.hints.command);
  if (folders.size() != 1) return !FolderOfHeader(head.FirstLine(), folders).empty();
  const auto names = NamesIn(head.FirstLine());
  return names.size() > 1 || (names.size() == 1 && IsNameOfFile(names[0]));
}

PathRecord RecordOf(const std::string& folder, std::string_view name, const Line& line) {
  PathRecord record;
  record.source = Quote(line.number, line.text);
  if (name.size() > 1 && name.ends_with('/')) {
    record.type = "dir";
    name.remove_suffix(1);
  } else if (name.ends_with('@')) {
    record.type = "link";
    name.remove_suffix(1);
  } else if (name.ends_with('*')) {
    record.type = "file";
    name.remove_suffix(1);
  }
  const std::string path = name.starts_with('/') ? std::string(name)
                           : folder == "/"       ? "/" + std::string(name)
                                                 : folder + "/" + std::string(name);
  record.path = Redact(path);
  return record;
}

class NamesReader {
 public:
  explicit NamesReader(const ReadContext& context)
      : context_(context), folders_(ListedFolders(context.hints.command)) {
    if (folders_.size() == 1) folder_ = folders_[0];
  }

  void Read() {
    while (const auto line = context_.in.Peek()) {
      if (!Take(*line)) return;
      context_.in.Next();
    }
    EndFolder();
  }

 private:
  bool Take(const Line& line) {
    const std::string_view folder = FolderOfHeader(line.text, folders_);
    if (!folder.empty()) {
      EndFolder();
      folder_ = folder;
      header_ = Quote(line.number, line.text);
      return true;
    }
    if (folders_.size() > 1 && TrimRight(line.text).empty()) {
      EndFolder();
      return IsAboveHeader();
    }
    const auto names = NamesIn(line.text);
    for (const std::string_view name : names) {
      if (name == "." || name == ".." || name == "./" || name == "../") continue;
      context_.out.Add(RecordOf(folder_, name, line));
      header_.reset();
    }
    return !names.empty();
  }

  // Whether the names of another folder stand below this blank line.
  bool IsAboveHeader() const {
    std::string_view text = context_.in.Ahead();
    TakeUntil(text, "\n");
    return !FolderOfHeader(TakeUntil(text, "\n"), folders_).empty();
  }

  // One of several that holds nothing says so by its header alone.
  void EndFolder() {
    if (!header_) return;
    PathRecord record;
    record.source = *std::exchange(header_, std::nullopt);
    record.path = Redact(folder_);
    record.type = "dir";
    context_.out.Add(std::move(record));
  }

  const ReadContext& context_;
  const std::vector<std::string> folders_;
  std::string folder_;            // that the names are of
  std::optional<Source> header_;  // of one below which no name was read yet
};

void Read(const ReadContext& context) { NamesReader(context).Read(); }

}  // namespace

extern const Format kLsNames = {
    .name = "ls-names",
    .title = "ls of folders, without -l: names",
    .sample = R"($ ls /etc/cni/net.d
10-calico.conflist  calico-kubeconfig
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
