#include "ingest/attribution/context_namespace.h"

#include <algorithm>
#include <set>
#include <string>
#include <variant>
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
  std::vector<PodRecord*> unplaced;
  std::vector<const PodRecord*> placed;
  for (ReadRecord& one : read.records) {
    auto* pod = std::get_if<PodRecord>(&one.record);
    if (pod == nullptr || !own[one.section]) continue;
    if (pod->space.empty()) {
      unplaced.push_back(pod);
    } else {
      placed.push_back(pod);
    }
  }
  if (unplaced.empty() || placed.empty()) return;
  const Redacted& space = placed[0]->space;
  const bool several = std::any_of(placed.begin(), placed.end(),
                                   [&](const PodRecord* pod) { return pod->space != space; });
  const bool set = std::any_of(read.sections.begin(), read.sections.end(),
                               [](const ReadSection& one) { return SetsAnother(one.command); });
  if (several || set) return;
  std::set<std::string> names;
  for (const PodRecord* pod : placed) names.insert(pod->name.str());
  for (PodRecord* pod : unplaced) {
    if (names.contains(pod->name.str())) pod->space = space;
  }
}

}  // namespace howdunit
