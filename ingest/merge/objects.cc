#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

#include "ingest/attribution/pod_path.h"
#include "ingest/kube/kinds.h"
#include "ingest/merge/merge.h"
#include "ingest/merge/prefer.h"

namespace howdunit {
namespace {

// How much a record says; the richest view comes first when fields are filled.
int Richness(const PodRecord& pod) {
  if (!pod.uid.empty()) return 2;         // an object
  return pod.controller.empty() ? 0 : 1;  // describe
}

bool SameUid(const Redacted& a, const Redacted& b) { return a.empty() || b.empty() || a == b; }

// Whether a status tells what a pod waits for whose phase is Pending.
bool IsWaiting(std::string_view status) {
  constexpr std::array kWaiting = std::to_array<std::string_view>(
      {"ContainerCreating", "PodInitializing", "ErrImagePull", "ImagePullBackOff",
       "CreateContainerConfigError", "CreateContainerError", "InvalidImageName"});
  return status.starts_with("Init:") ||
         std::find(kWaiting.begin(), kWaiting.end(), status) != kWaiting.end();
}

bool Differ(const Redacted& a, const Redacted& b) { return !a.empty() && !b.empty() && a != b; }

template <typename T>
bool Differ(const std::optional<T>& a, const std::optional<T>& b) {
  return a && b && *a != *b;
}

// Whether two views show different states of a pod: "Running" is one with 0/1 and one with 1/1.
bool Disagree(const PodRecord& a, const PodRecord& b) {
  return Differ(a.status, b.status) || Differ(a.ready, b.ready) || Differ(a.total, b.total);
}

// `from` may be older, and of another state: then what goes with that state is left behind.
void FillPod(PodRecord& into, const PodRecord& from) {
  // A description that was cut shows no more than the phase.
  if (into.status.str() == "Pending" && into.containers.empty() && IsWaiting(from.status.str())) {
    into.status = from.status;
    into.status_source = from.status_source.line == 0 ? from.source : from.status_source;
  }
  if (!Disagree(into, from)) {
    Fill(into.unschedulable, from.unschedulable);
    // Evidence of it is the text that says so.
    if (into.failure.empty() && !from.failure.empty()) into.status_source = from.status_source;
    Fill(into.failure, from.failure);
    Fill(into.failed, from.failed);
    Fill(into.containers, from.containers);
  }
  Fill(into.uid, from.uid);
  if (!into.node_stated && from.node_stated) into.node = from.node;
  into.node_stated = into.node_stated || from.node_stated;
  Fill(into.phase, from.phase);
  Fill(into.status, from.status);
  Fill(into.ready, from.ready);
  Fill(into.total, from.total);
  Fill(into.restarts, from.restarts);
  Fill(into.created, from.created);
  Fill(into.started, from.started);
  Fill(into.deletion, from.deletion);
  Fill(into.grace_seconds, from.grace_seconds);
  Fill(into.finalizers, from.finalizers);
  Fill(into.controller_kind, from.controller_kind);
  Fill(into.controller, from.controller);
  Fill(into.labels, from.labels);
  Fill(into.node_selector, from.node_selector);
  Fill(into.node_affinity, from.node_affinity);
  Fill(into.service_account, from.service_account);
  Fill(into.ip, from.ip);
  Fill(into.affinity, from.affinity);
  if (into.status_source.line == 0) into.status_source = from.status_source;
}

void FillNode(NodeRecord& into, const NodeRecord& from) {
  Fill(into.status, from.status);
  Fill(into.roles, from.roles);
  Fill(into.unschedulable, from.unschedulable);
  if (!into.taints_stated && from.taints_stated) into.taints = from.taints;
  into.taints_stated = into.taints_stated || from.taints_stated;
  Fill(into.kubelet_version, from.kubelet_version);
  Fill(into.runtime_version, from.runtime_version);
  Fill(into.internal_ip, from.internal_ip);
  Fill(into.os_image, from.os_image);
  Fill(into.created, from.created);
  const bool renewed_later =
      from.lease_renewed.instant.known() &&
      (!into.lease_renewed.instant.known() ||
       from.lease_renewed.instant.earliest > into.lease_renewed.instant.earliest);
  if (renewed_later) {
    into.lease_renewed = from.lease_renewed;
    into.lease_source = from.lease_source;
  }
  Fill(into.labels, from.labels);
  Fill(into.conditions, from.conditions);
}

// What `kubectl get nodes` would print first: its own word, or that of condition Ready.
Redacted StateOf(const NodeRecord& node) {
  if (!node.status.empty()) {
    return Redact(node.status.str().substr(0, node.status.str().find(',')));
  }
  for (const NodeCondition& condition : node.conditions) {
    if (condition.type.str() == "Ready") {
      return Redact(condition.status.str() == "True" ? "Ready" : "NotReady");
    }
  }
  return {};
}

// Whether two views show different states of a node: a node that is Ready may be cordoned.
bool Disagree(const NodeRecord& a, const NodeRecord& b) {
  return Differ(StateOf(a), StateOf(b)) || Differ(a.unschedulable, b.unschedulable);
}

// Whether a view is the one to begin with: the newer one where they `differ`, else the one that
// says more.
template <typename Kind>
bool ComesFirst(const Kind& view, const Kind& known, bool differ, bool says_more,
                const Views& views) {
  if (differ && views.IsNewer(view.source, known.source)) return true;
  if (differ && views.IsNewer(known.source, view.source)) return false;
  return says_more;
}

// `newer`: what `from` says differently holds.
void FillObject(ObjectRecord& into, const ObjectRecord& from, bool newer) {
  Fill(into.api, from.api);
  Fill(into.uid, from.uid);
  Fill(into.created, from.created);
  Fill(into.deletion, from.deletion);
  for (const ObjectField& field : from.fields) {
    const auto own = std::find_if(into.fields.begin(), into.fields.end(),
                                  [&](const ObjectField& one) { return one.path == field.path; });
    if (own == into.fields.end()) {
      into.fields.push_back(field);
    } else if (newer) {
      *own = field;
    }
  }
}

// What tells objects of one name apart that stand on nodes: each node has an "eth0", and a pod has
// several sandboxes of its name.
std::string PlaceOf(const ObjectRecord& object, const std::string& place) {
  return StandsOnNode(object.kind.str()) ? place + "/" + object.uid.str() : "";
}

}  // namespace

PodSpaces::PodSpaces(const std::vector<ReadMember>& members) {
  const bool some_lack_it = std::any_of(members.begin(), members.end(), [](const ReadMember& read) {
    for (const PodRecord& pod : read.pods) {
      if (pod.space.empty()) return true;
    }
    return false;
  });
  if (!some_lack_it) return;
  for (const ReadMember& read : members) {
    for (const PodRecord& pod : read.pods) {
      if (pod.space.empty()) continue;
      Named& named = named_.try_emplace(pod.name, Named{pod.space, pod.ip}).first->second;
      if (named.space != pod.space) named.space = {};
      howdunit::Fill(named.ip, pod.ip);
    }
  }
}

void PodSpaces::Fill(PodRecord& pod) const {
  if (!pod.space.empty()) return;
  const auto known = named_.find(pod.name);
  if (known == named_.end()) return;
  const bool same_address = !pod.ip.empty() && pod.ip == known->second.ip;
  if (same_address || HasGeneratedName(pod.name.str())) pod.space = known->second.space;
}

void PodMerger::Add(PodRecord&& pod) {
  std::vector<std::size_t>& candidates = by_name_[{pod.space, pod.name}];
  const auto same = std::find_if(candidates.begin(), candidates.end(),
                                 [&](std::size_t i) { return SameUid(merged_[i].uid, pod.uid); });
  const bool is_new = same == candidates.end();
  const std::size_t at = is_new ? merged_.size() : *same;
  views_.Note("Pod", pod.space, pod.name, at, pod.source, pod.status);
  if (is_new) {
    candidates.push_back(at);
    merged_.push_back(std::move(pod));
    return;
  }
  PodRecord& known = merged_[at];
  const bool says_more = Richness(pod) > Richness(known);
  const bool differ = Disagree(pod, known) || Differ(pod.restarts, known.restarts);
  if (ComesFirst(pod, known, differ, says_more, views_)) std::swap(known, pod);
  FillPod(known, pod);
}

std::vector<NodeRecord> MergeNodes(std::vector<NodeRecord> nodes, Views& views) {
  std::map<std::string, std::size_t> by_name;
  std::vector<NodeRecord> merged;
  for (NodeRecord& node : nodes) {
    const auto [at, is_new] = by_name.try_emplace(node.name.str(), merged.size());
    views.Note("Node", {}, node.name, at->second, node.source, StateOf(node));
    if (is_new) {
      merged.push_back(std::move(node));
      continue;
    }
    NodeRecord& known = merged[at->second];
    const bool says_more = known.conditions.empty() && !node.conditions.empty();
    if (ComesFirst(node, known, Disagree(node, known), says_more, views)) std::swap(known, node);
    FillNode(known, node);
  }
  return merged;
}

std::vector<ObjectRecord> MergeObjects(std::vector<ObjectRecord> objects,
                                       const std::vector<std::string>& places, Views& views) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> by_name;
  std::vector<ObjectRecord> merged;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    ObjectRecord& object = objects[i];
    const auto [at, is_new] =
        by_name.try_emplace(std::tuple(object.kind.str(), object.space.str(), object.name.str(),
                                       PlaceOf(object, places[i])),
                            merged.size());
    views.Note(object.kind, object.space, object.name, at->second, object.source, {});
    if (is_new) {
      merged.push_back(std::move(object));
      continue;
    }
    ObjectRecord& known = merged[at->second];
    if (known.uid.empty() && !object.uid.empty()) std::swap(known, object);
    FillObject(known, object, views.IsNewer(object.source, known.source));
  }
  return merged;
}

}  // namespace howdunit
