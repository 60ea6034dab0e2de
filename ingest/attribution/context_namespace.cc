#include "ingest/attribution/context_namespace.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "ingest/kube/scope.h"

namespace howdunit {
namespace {

// Whether a command asks for the namespace that kubectl is set to.
bool AsksForItsOwn(const std::string& command) {
  if (command.empty()) return false;
  MemberHints hints;
  hints.command = command;
  const Scope scope = ScopeOf(hints);
  return !scope.resource.empty() && !scope.all && scope.space.empty();
}

bool SetsAnother(const std::string& command) {
  return Contains(command, " config ") || Contains(command, "oc project ") ||
         Contains(command, "--context") || Contains(command, "--kubeconfig");
}

}  // namespace

void FillContextNamespace(ReadMember& read) {
  std::vector<bool> own;
  for (const ReadSection& section : read.sections) own.push_back(AsksForItsOwn(section.command));
  if (std::count(own.begin(), own.end(), true) < 2) return;
  const bool set = std::any_of(read.sections.begin(), read.sections.end(),
                               [](const ReadSection& one) { return SetsAnother(one.command); });
  if (set) return;
  std::set<Redacted> spaces;  // of those that tell
  std::set<Redacted> names;   // of the same
  bool unplaced = false;
  std::size_t at = 0;
  for (const PodRecord& pod : read.pods) {
    if (!own[read.pod_sections[at++]]) continue;
    unplaced = unplaced || pod.space.empty();
    if (pod.space.empty()) continue;
    spaces.insert(pod.space);
    names.insert(pod.name);
  }
  if (!unplaced || spaces.size() != 1) return;
  std::vector<std::pair<std::size_t, PodRecord>> placed;
  at = 0;
  for (const PodRecord& pod : read.pods) {
    const std::size_t here = at++;
    if (!own[read.pod_sections[here]] || !pod.space.empty() || !names.contains(pod.name)) continue;
    placed.emplace_back(here, pod).second.space = *spaces.begin();
  }
  read.pods.Replace(std::move(placed));
}

}  // namespace howdunit
