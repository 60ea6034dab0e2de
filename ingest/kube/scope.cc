#include "ingest/kube/scope.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/kube/object_name.h"
#include "ingest/text/base_name.h"

namespace howdunit {
namespace {

// Flags whose value is the next word.
constexpr std::array kFlagsWithValue = std::to_array<std::string_view>(
    {"-o", "--output", "--context", "--kubeconfig", "--sort-by", "-c", "--cluster", "--user", "-s",
     "--server", "--request-timeout", "-L", "--label-columns", "--chunk-size"});
constexpr std::array kSelectors =
    std::to_array<std::string_view>({"-l", "--selector", "--field-selector", "--for"});

template <typename Words>
bool IsOneOf(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void ReadCommand(std::string_view command, Scope& scope) {
  // "-n shop|tail": what ends a command needs no blank before it. Its own word is what a pipe goes
  // to.
  const std::size_t pipe = command.find('|');
  std::string spaced(command.substr(0, pipe));
  if (pipe != std::string_view::npos) spaced.append(" | ").append(command.substr(pipe + 1));
  const auto words = SplitWords(spaced);
  std::size_t at = 0;
  while (at < words.size() && words[at] != "get" && words[at] != "describe" &&
         words[at] != "events") {
    ++at;
  }
  if (at == words.size()) return;
  if (words[at] == "events") scope.resource = "events";
  // Flags may stand before the verb too ("kubectl -n x get pods").
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
    if (word == "|") {
      const bool harmless = next == "cat" || next == "less" || next == "sort" || next == "tee";
      scope.part = scope.part || !harmless;
      break;
    }
    if (word.starts_with(">") || word.starts_with("2>")) break;
    if (word == "-A" || word == "--all-namespaces" || word == "--all-namespaces=true") {
      scope.all = true;
    } else if (word == "-w" || word == "--watch" || word == "--watch-only") {
      scope.watch = true;
    } else if (word == "-n" || word == "--namespace") {
      scope.space = next;
      ++i;
    } else if (word.starts_with("--namespace=")) {
      scope.space = word.substr(word.find('=') + 1);
    } else if (word.starts_with("-n") && word.size() > 2) {
      scope.space = word.substr(2);
    } else if (IsOneOf(word.substr(0, word.find('=')), kSelectors)) {
      scope.part = true;
      if (!Contains(word, "=")) ++i;
    } else if (IsOneOf(word, kFlagsWithValue)) {
      ++i;
    } else if (i > at && !word.starts_with("-")) {
      if (scope.resource.empty()) {
        scope.resource = word;
        scope.part = scope.part || Contains(word, "/");
      } else {
        scope.part = true;  // a name
      }
    }
  }
}

// "get-pods-A.yaml", "pods-all-namespaces.txt"
bool NamesAll(std::string_view path) {
  if (Contains(path, "all-namespaces")) return true;
  for (std::size_t at = path.find("-A"); at != std::string_view::npos;
       at = path.find("-A", at + 1)) {
    if (at + 2 >= path.size() || !IsAlnum(path[at + 2])) return true;
  }
  return false;
}

}  // namespace

Scope ScopeOf(const MemberHints& hints) {
  Scope scope;
  ReadCommand(hints.command, scope);
  if (!scope.space.empty() && !IsObjectName(scope.space)) {
    scope.space.clear();
    scope.part = true;  // nobody knows of what
  }
  if (hints.command.empty()) {
    scope.all = NamesAll(BaseName(hints.path));
    scope.space = scope.all ? "" : hints.space;
  }
  return scope;
}

std::string TopicOfKind(std::string_view kind) {
  if (kind == "Pod") return "pods";
  if (kind == "Node") return "nodes";
  if (kind == "Event") return "events";
  return "objects/" + std::string(kind);
}

}  // namespace howdunit
