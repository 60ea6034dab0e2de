#include "ingest/attribution/whereabouts.h"

#include <algorithm>

#include "ingest/kube/event.h"
#include "ingest/kube/object_name.h"
#include "ingest/text/container_ids.h"

namespace howdunit {
namespace {

const Redacted* Capture(const SignatureRecord& hit, std::string_view name) {
  for (const auto& [key, value] : hit.captures) {
    if (key == name && !value.empty()) return &value;
  }
  return nullptr;
}

}  // namespace

void Assignments::Learn(const EventRecord& event) {
  const auto assigned = AssignmentIn(event);
  if (!assigned) return;
  const Redacted node = Redact(assigned->node);
  const auto [known, fresh] =
      nodes_.try_emplace({Redact(assigned->space), Redact(assigned->pod)}, node);
  if (!fresh && known->second != node) known->second = {};
}

void CountedSandboxes::Learn(const EventRecord& event) {
  if (event.kind.str() != "Pod") return;
  const std::string_view message = event.message.str();
  ForEachContainerId(message, [&](std::size_t id) {
    pods_.try_emplace(std::string(message.substr(id, kContainerIdLength)), event.space, event.name);
  });
}

Whereabouts::Whereabouts(std::vector<PodRecord>& pods, const Assignments& assignments,
                         const CountedSandboxes& sandboxes, const SignatureScanner& signatures) {
  for (const Signature& signature : signatures.signatures()) {
    keys_[signature.id] = signature.key;
  }
  LearnAssignments(assignments, pods);
  for (const PodRecord& pod : pods) {
    const PodPlace place{.space = pod.space, .pod = pod.name, .node = pod.node};
    PodPlace& named = by_name_[{pod.space, pod.name}];
    named = {.space = pod.space, .pod = pod.name, .node = pod.node.empty() ? named.node : pod.node};
    if (!pod.uid.empty()) by_uid_[pod.uid.str()] = place;
    LearnName(pod.space, pod.name);
  }
  for (const auto& [sandbox, pod] : sandboxes.pods()) {
    if (const PodPlace* place = PodNamed(pod.first, pod.second)) by_sandbox_[sandbox] = *place;
  }
}

void Whereabouts::LearnName(const Redacted& space, const Redacted& name) {
  const auto [known, fresh] = spaces_.try_emplace(name, space);
  if (!fresh && known->second != space) known->second = {};
}

void Whereabouts::LearnAssignments(const Assignments& assignments, std::vector<PodRecord>& pods) {
  const auto& nodes = assignments.nodes();
  for (const auto& [pod, node] : nodes) {
    by_name_[pod] = {.space = pod.first, .pod = pod.second, .node = node};
    LearnName(pod.first, pod.second);
  }
  if (nodes.empty()) return;
  for (PodRecord& pod : pods) {
    if (!pod.node.empty() || pod.node_stated) continue;
    const auto known = nodes.find({pod.space, pod.name});
    if (known != nodes.end()) pod.node = known->second;
  }
}

void Whereabouts::LearnSandbox(const SignatureRecord& hit) {
  const Redacted* sandbox = Capture(hit, "sandbox");
  if (sandbox == nullptr) return;
  const PodPlace* place = PodOfCaptures(hit);
  if (place != nullptr) by_sandbox_[sandbox->str()] = *place;
}

bool Whereabouts::Place(EventRecord& event) const {
  const bool of_pod = event.kind.str() == "Pod";
  bool placed = false;
  if (of_pod && event.space.empty()) {
    // `kubectl describe pod NAME` does not say in which namespace; a name that one pod has does.
    if (const Redacted* space = SpaceOf(event.name)) event.space = *space;
    placed = !event.space.empty();
  }
  if (!event.host.empty()) return placed;
  if (event.kind.str() == "Node") {
    event.host = event.name;
  } else if (of_pod && event.component.str() != "default-scheduler") {
    if (const PodPlace* place = PodNamed(event.space, event.name)) event.host = place->node;
  }
  return placed || !event.host.empty();
}

void Whereabouts::Place(SignatureRecord& hit) const {
  if (NeedsSandboxes(hit) && hit.container.empty()) {
    if (const PodPlace* place = PodOf(hit)) {
      hit.space = place->space;
      hit.pod = place->pod;
    } else if (NamesItsPod(hit)) {
      hit.space = *Capture(hit, "namespace");
      hit.pod = *Capture(hit, "pod");
    }
  }
  if (hit.pod.empty()) return;
  if (hit.space.empty()) {
    if (const Redacted* space = SpaceOf(hit.pod)) hit.space = *space;
  }
  if (!hit.node.empty()) return;
  if (const PodPlace* place = PodNamed(hit.space, hit.pod)) hit.node = place->node;
}

void Whereabouts::Place(CoverageRecord& coverage, const Member& member) const {
  if (!coverage.node.empty() || coverage.name.empty()) return;
  if (!member.node.empty() && member.node_basis != "content") return;
  if (!coverage.topic.starts_with("log/")) return;
  const Redacted* space = SpaceOf(coverage.name);
  if (space == nullptr) return;
  if (const PodPlace* place = PodNamed(*space, coverage.name)) coverage.node = place->node;
}

bool Whereabouts::IsKey(const SignatureRecord& hit, std::string_view capture) const {
  const auto key = keys_.find(hit.signature);
  return key != keys_.end() &&
         std::find(key->second.begin(), key->second.end(), capture) != key->second.end();
}

const Whereabouts::PodPlace* Whereabouts::PodNamed(const Redacted& space,
                                                   const Redacted& name) const {
  const auto place = by_name_.find({space, name});
  return place == by_name_.end() ? nullptr : &place->second;
}

const Redacted* Whereabouts::SpaceOf(const Redacted& name) const {
  const auto space = spaces_.find(name);
  return space == spaces_.end() ? nullptr : &space->second;
}

const Whereabouts::PodPlace* Whereabouts::PodOfCaptures(const SignatureRecord& hit) const {
  if (const Redacted* uid = Capture(hit, "pod_uid")) {
    const auto place = by_uid_.find(uid->str());
    if (place != by_uid_.end()) return &place->second;
  }
  const Redacted* pod = Capture(hit, "pod");
  const Redacted* space = Capture(hit, "namespace");
  return pod == nullptr || space == nullptr ? nullptr : PodNamed(*space, *pod);
}

bool Whereabouts::NamesItsPod(const SignatureRecord& hit) const {
  for (const std::string_view name : {"namespace", "pod"}) {
    const Redacted* text = Capture(hit, name);
    if (text == nullptr || !IsObjectName(text->str())) return false;
    // Lines that were counted together may be about different pods.
    if (hit.count > 1 && !IsKey(hit, name)) return false;
  }
  return true;
}

const Whereabouts::PodPlace* Whereabouts::PodOf(const SignatureRecord& hit) const {
  if (const PodPlace* place = PodOfCaptures(hit)) return place;
  // Lines that were counted together may be about different sandboxes.
  if (hit.count > 1 && !IsKey(hit, "sandbox")) return nullptr;
  const Redacted* sandbox = Capture(hit, "sandbox");
  if (sandbox == nullptr) return nullptr;
  const auto place = by_sandbox_.find(sandbox->str());
  return place == by_sandbox_.end() ? nullptr : &place->second;
}

}  // namespace howdunit
