#include <map>
#include <string>
#include <tuple>

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

void FillPod(PodRecord& into, const PodRecord& from) {
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
  Fill(into.unschedulable, from.unschedulable);
  Fill(into.containers, from.containers);
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

void FillObject(ObjectRecord& into, const ObjectRecord& from) {
  Fill(into.api, from.api);
  Fill(into.uid, from.uid);
  Fill(into.created, from.created);
  Fill(into.deletion, from.deletion);
  for (const ObjectField& field : from.fields) {
    bool there = false;
    for (const ObjectField& own : into.fields) there = there || own.path == field.path;
    if (!there) into.fields.push_back(field);
  }
}

// What tells objects of one name apart that stand on nodes: each node has an "eth0", and a pod has
// several sandboxes of its name.
std::string PlaceOf(const ObjectRecord& object, const std::string& place) {
  return StandsOnNode(object.kind.str()) ? place + "/" + object.uid.str() : "";
}

}  // namespace

std::vector<PodRecord> MergePods(std::vector<PodRecord> pods) {
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_name;
  std::vector<PodRecord> merged;
  for (PodRecord& pod : pods) {
    std::vector<std::size_t>& candidates = by_name[{pod.space.str(), pod.name.str()}];
    bool done = false;
    for (const std::size_t i : candidates) {
      PodRecord& known = merged[i];
      if (!SameUid(known.uid, pod.uid)) continue;
      if (Richness(pod) > Richness(known)) std::swap(known, pod);
      FillPod(known, pod);
      done = true;
      break;
    }
    if (done) continue;
    candidates.push_back(merged.size());
    merged.push_back(std::move(pod));
  }
  return merged;
}

std::vector<NodeRecord> MergeNodes(std::vector<NodeRecord> nodes) {
  std::map<std::string, std::size_t> by_name;
  std::vector<NodeRecord> merged;
  for (NodeRecord& node : nodes) {
    const auto [at, is_new] = by_name.try_emplace(node.name.str(), merged.size());
    if (is_new) {
      merged.push_back(std::move(node));
      continue;
    }
    NodeRecord& known = merged[at->second];
    if (known.conditions.empty() && !node.conditions.empty()) std::swap(known, node);
    FillNode(known, node);
  }
  return merged;
}

std::vector<ObjectRecord> MergeObjects(std::vector<ObjectRecord> objects,
                                       const std::vector<std::string>& places) {
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> by_name;
  std::vector<ObjectRecord> merged;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    ObjectRecord& object = objects[i];
    const auto [at, is_new] =
        by_name.try_emplace(std::tuple(object.kind.str(), object.space.str(), object.name.str(),
                                       PlaceOf(object, places[i])),
                            merged.size());
    if (is_new) {
      merged.push_back(std::move(object));
      continue;
    }
    ObjectRecord& known = merged[at->second];
    if (known.uid.empty() && !object.uid.empty()) std::swap(known, object);
    FillObject(known, object);
  }
  return merged;
}

}  // namespace howdunit
