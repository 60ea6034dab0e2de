#include "ingest/kube/node.h"

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::string_view kRolePrefix = "node-role.kubernetes.io/";

Redacted RolesOf(const Node& labels) {
  std::vector<std::string> roles;
  for (const auto& [key, value] : labels.members) {
    if (key.starts_with(kRolePrefix) && key.size() > kRolePrefix.size()) {
      roles.emplace_back(key.substr(kRolePrefix.size()));
    } else if (key == "kubernetes.io/role" && !value.text.empty()) {
      roles.push_back(value.text);
    }
  }
  return Redact(Join(roles, ","));
}

NodeCondition ReadCondition(const Node& condition, const DocumentText& text) {
  return {.type = Redact(condition["type"].text),
          .status = Redact(condition["status"].text),
          .reason = Redact(condition["reason"].text),
          .message = Redact(condition["message"].text),
          .heartbeat = StatedTime(condition["lastHeartbeatTime"]),
          .transition = StatedTime(condition["lastTransitionTime"]),
          .source = text.Quote({{condition, "lastHeartbeatTime"},
                                {condition, "lastTransitionTime"},
                                {condition, "message"},
                                {condition, "reason"},
                                {condition, "status"},
                                {condition, "type"}})};
}

// As Kubernetes' printNode: "Ready,SchedulingDisabled", "NotReady", "Unknown".
Redacted StatusOf(const NodeRecord& node) {
  std::string status = "Unknown";
  for (const NodeCondition& condition : node.conditions) {
    if (condition.type == "Ready") status = condition.status == "True" ? "Ready" : "NotReady";
  }
  if (node.unschedulable.value_or(false)) status += ",SchedulingDisabled";
  return Redact(status);
}

void ReadTaints(const Node& spec, NodeRecord& node) {
  node.taints_stated = spec.is_map();
  for (const Node& taint : spec["taints"].items) {
    std::string text = taint["key"].text;
    if (!taint["value"].text.empty()) text += "=" + taint["value"].text;
    node.taints.push_back(Redact(text + ":" + taint["effect"].text));
  }
}

}  // namespace

NodeRecord ReadNode(const Node& node, const DocumentText& text) {
  const Node& meta = node["metadata"];
  const Node& status = node["status"];
  const Node& info = status["nodeInfo"];
  NodeRecord record;
  record.source = text.Quote(meta, "name");
  record.name = Redact(meta["name"].text);
  record.created = StatedTime(meta["creationTimestamp"]);
  record.roles = RolesOf(meta["labels"]);
  for (const auto& [key, value] : meta["labels"].members) {
    record.labels.emplace_back(Redact(key), Redact(value.text));
  }
  if (node["spec"].is_map()) record.unschedulable = node.At("spec.unschedulable").is_true();
  ReadTaints(node["spec"], record);
  record.kubelet_version = Redact(info["kubeletVersion"].text);
  record.runtime_version = Redact(info["containerRuntimeVersion"].text);
  record.os_image = Redact(info["osImage"].text);
  for (const Node& address : status["addresses"].items) {
    if (address["type"].text == "InternalIP" && record.internal_ip.empty()) {
      record.internal_ip = Redact(address["address"].text);
    }
  }
  for (const Node& condition : status["conditions"].items) {
    record.conditions.push_back(ReadCondition(condition, text));
  }
  if (status.is_map()) record.status = StatusOf(record);
  return record;
}

}  // namespace howdunit
