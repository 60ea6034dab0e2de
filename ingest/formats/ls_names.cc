// Names alone, as `ls`, `ls -a` and `ls -1` print them of one folder:
//
//   $ ls /etc/cni/net.d
//   10-calico.conflist  calico-kubeconfig
//
// Nothing but the command tells that these are names, and of which folder: they are read directly
// behind it, to the first line that cannot be some. What stands between blanks that ls does not
// print is no name, nor is a word that may begin or end a sentence. Of a name alone it is not known
// what it is; a mark of -F tells.

#include <algorithm>
#include <optional>
#include <string>
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

// The folder that a plain ls lists, if it lists only that: "/etc/cni/net.d".
std::optional<std::string> ListedFolder(std::string_view command) {
  auto words = SplitWords(command);
  if (!words.empty() && words[0] == "sudo") words.erase(words.begin());
  if (words.empty() || (words[0] != "ls" && words[0] != "/bin/ls")) return {};
  std::string folder;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.starts_with("--color")) continue;
    if (word.starts_with('-')) {
      // Any other one prints more than names, or of more than one folder.
      if (word.size() == 1 || word.find_first_not_of("aA1hFprtSCx", 1) != std::string_view::npos) {
        return {};
      }
      continue;
    }
    // `kubectl debug node` and Calico's own pod see the node's files below /host.
    if (!folder.empty() || !IsPath(word) || !word.starts_with('/') || word.starts_with("/host")) {
      return {};
    }
    folder = word;
  }
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  if (folder.empty()) return {};
  return folder;
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
  if (!head.direct || !ListedFolder(head.hints.command)) return false;
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

void Read(const ReadContext& context) {
  const auto folder = ListedFolder(context.hints.command);
  while (const auto line = context.in.Peek()) {
    const auto names = NamesIn(line->text);
    if (names.empty() || !folder) break;
    for (const std::string_view name : names) {
      if (name != "." && name != ".." && name != "./" && name != "../") {
        context.out.Add(RecordOf(*folder, name, *line));
      }
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kLsNames = {
    .name = "ls-names",
    .title = "ls of one folder, without -l: names",
    .sample = R"($ ls /etc/cni/net.d
10-calico.conflist  calico-kubeconfig
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
