#include "ingest/attribution/log_command.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/text.h"
#include "ingest/kube/object_name.h"
#include "ingest/text/base_name.h"

namespace howdunit {
namespace {

// The value of an option given as "-n x", "-nx", "--namespace x" or "--namespace=x" at
// words[i], which is moved to the option's last word; nothing if it is not that option.
std::optional<std::string_view> OptionValue(const std::vector<std::string_view>& words,
                                            std::size_t& i, std::string_view brief,
                                            std::string_view full) {
  const std::string_view word = words[i];
  if (word == brief || word == full) {
    if (i + 1 >= words.size()) return {};
    return words[++i];
  }
  if (word.starts_with(full) && word.substr(full.size()).starts_with('=')) {
    return word.substr(full.size() + 1);
  }
  if (word.size() > brief.size() && word.starts_with(brief) && !word.starts_with("--")) {
    return word.substr(brief.size());
  }
  return {};
}

LogPlace ParseJournalctl(const std::vector<std::string_view>& words) {
  LogPlace place;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto unit = OptionValue(words, i, "-u", "--unit");
    if (!unit && words[i] == "-xeu" && i + 1 < words.size()) unit = words[++i];
    if (!unit) continue;
    if (unit->ends_with(".service")) unit->remove_suffix(8);
    place.unit = *unit;
    break;
  }
  return place;
}

// Options of `kubectl logs` whose value may be the next word.
bool TakesWord(std::string_view word) {
  constexpr std::array kOptions = std::to_array<std::string_view>(
      {"--tail", "--since", "--since-time", "--limit-bytes", "-l", "--selector", "--context",
       "--kubeconfig", "--cluster", "--user", "-s", "--server", "--max-log-requests",
       "--pod-running-timeout"});
  return std::find(kOptions.begin(), kOptions.end(), word) != kOptions.end();
}

// What a shell puts behind a command, "| less", "> log.txt", "2>&1", "&& date", or replaces itself.
bool EndsCommand(std::string_view word) {
  return word.find_first_of("|><;&$(`") != std::string_view::npos;
}

LogPlace ParseKubectlLogs(const std::vector<std::string_view>& words, std::size_t at) {
  LogPlace place;
  bool asked = false;  // for a pod, or for those of something else
  for (std::size_t i = 0; i < words.size() && !EndsCommand(words[i]); ++i) {
    if (const auto space = OptionValue(words, i, "-n", "--namespace")) {
      if (IsObjectName(*space)) place.space = *space;
    } else if (const auto container = OptionValue(words, i, "-c", "--container")) {
      if (IsObjectName(*container)) place.container = *container;
    } else if (TakesWord(words[i])) {
      ++i;
    } else if (i > at && !words[i].starts_with('-')) {
      const std::string_view name = BaseName(words[i]);
      const std::string_view type = words[i].substr(0, words[i].size() - name.size());
      const bool of_pod = type.empty() || type == "pod/" || type == "pods/" || type == "po/";
      if (!asked) {
        if (of_pod && IsObjectName(name)) place.pod = name;
      } else if (place.container.empty() && IsObjectName(name)) {
        place.container = name;
      }
      asked = true;
    }
  }
  return place;
}

// Programs that print files as they are, or lines of them.
constexpr std::array kPrintsFiles = std::to_array<std::string_view>(
    {"cat", "egrep", "grep", "head", "less", "more", "tac", "tail", "zcat", "zgrep", "zless"});

// Of a container's log, whose file name tells all: "…/<pod>_<namespace>_<container>-<id>.log".
LogPlace ParseFileNames(const std::vector<std::string_view>& words) {
  for (std::size_t i = 1; i < words.size() && !EndsCommand(words[i]); ++i) {
    LogPlace place = ParseLogPath(words[i]);
    if (!place.pod.empty() && !place.space.empty() && !place.container.empty()) return place;
  }
  return {};
}

// By a name of its own, or by one of the short ones that people give it: "k", "kc", "kctl".
bool IsKubectl(std::string_view program) {
  constexpr std::array kOthers = std::to_array<std::string_view>({"k9s", "kill", "kind", "kops"});
  constexpr std::size_t kLongestAlias = 4;
  if (program == "kubectl" || program == "microk8s.kubectl" || program == "microk8s") return true;
  if (program == "oc") return true;
  return program.starts_with('k') && program.size() <= kLongestAlias &&
         std::find(kOthers.begin(), kOthers.end(), program) == kOthers.end();
}

bool Holds(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool IsClient(std::string_view unit) { return unit == "kubectl" || unit == "etcdctl"; }

LogPlace ParseLogCommand(std::string_view command) {
  auto words = SplitWords(command);
  while (!words.empty() && (words[0] == "sudo" || words[0] == "watch")) words.erase(words.begin());
  if (words.empty()) return {};
  const std::string_view program = BaseName(words[0]);
  if (program == "journalctl") return ParseJournalctl(words);
  if (std::find(kPrintsFiles.begin(), kPrintsFiles.end(), program) != kPrintsFiles.end()) {
    return ParseFileNames(words);
  }
  LogPlace place;
  if (program == "etcdctl") {
    place.unit = "etcdctl";
    return place;
  }
  if (!IsKubectl(program)) return {};
  const auto logs = std::find(words.begin(), words.end(), "logs");
  if (logs != words.end()) {
    return ParseKubectlLogs(words, static_cast<std::size_t>(logs - words.begin()));
  }
  // Also in a container: "kubectl exec etcd-n1 -- etcdctl …".
  place.unit = Holds(words, "etcdctl") ? "etcdctl" : "kubectl";
  return place;
}

}  // namespace howdunit
