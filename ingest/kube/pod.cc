#include "ingest/kube/pod.h"

#include "core/text.h"
#include "ingest/kube/pod_status.h"
#include "ingest/kube/selector.h"

namespace howdunit {
namespace {

// {"running": {"startedAt": …}}: the one state that is set.
struct State {
  std::string_view name;
  const Node* node = nullptr;
};

State FindState(const Node& state) {
  for (const char* name : {"waiting", "terminated", "running"}) {
    if (state[name].is_map()) return {.name = name, .node = &state[name]};
  }
  return {};
}

Redacted StateName(std::string_view name) {
  if (name == "waiting") return "waiting";
  if (name == "terminated") return "terminated";
  if (name == "running") return "running";
  return {};
}

void ReadState(const Node& status, const DocumentText& text, ContainerState& container) {
  const State now = FindState(status["state"]);
  if (now.node != nullptr) {
    const Node& state = *now.node;
    container.state = StateName(now.name);
    container.reason = Redact(state["reason"].text);
    container.exit_code = StatedInt(state["exitCode"]);
    container.started = StatedTime(state["startedAt"]);
    container.finished = StatedTime(state["finishedAt"]);
    container.source = text.Quote({{status, "name"},
                                   {status, "restartCount"},
                                   {state, "reason"},
                                   {state, "message"},
                                   {state, "exitCode"},
                                   {state, "startedAt"},
                                   {state, "finishedAt"}});
  }
  const State before = FindState(status["lastState"]);
  if (before.node == nullptr) return;
  container.last_state = StateName(before.name);
  container.last_reason = Redact((*before.node)["reason"].text);
  container.last_exit_code = StatedInt((*before.node)["exitCode"]);
  container.last_finished = StatedTime((*before.node)["finishedAt"]);
}

const Node* FindByName(const Node& list, std::string_view name) {
  for (const Node& item : list.items) {
    if (item["name"].text == name) return &item;
  }
  return nullptr;
}

void ReadContainers(const Node& specs, const Node& statuses, bool init, const DocumentText& text,
                    PodRecord& pod) {
  for (const Node& spec : specs.items) {
    ContainerState container;
    container.name = Redact(spec["name"].text);
    container.init = init;
    container.image = Redact(spec["image"].text);
    container.source = text.Quote(spec, "name");
    if (const Node* status = FindByName(statuses, spec["name"].text)) {
      container.ready = (*status)["ready"].is_true();
      container.restarts = StatedInt((*status)["restartCount"]);
      ReadState(*status, text, container);
    }
    pod.containers.push_back(std::move(container));
  }
}

void ReadAffinity(const Node& affinity, const DocumentText& text, PodRecord& pod) {
  for (const bool anti : {false, true}) {
    const Node& rules = affinity[anti ? "podAntiAffinity" : "podAffinity"];
    for (const bool required : {true, false}) {
      const Node& terms = rules[required ? "requiredDuringSchedulingIgnoredDuringExecution"
                                         : "preferredDuringSchedulingIgnoredDuringExecution"];
      for (const Node& item : terms.items) {
        const Node& term = required ? item : item["podAffinityTerm"];
        pod.affinity.push_back({.anti = anti,
                                .required = required,
                                .topology_key = Redact(term["topologyKey"].text),
                                .selector = Redact(SelectorText(term["labelSelector"])),
                                .source = text.Quote(term, "topologyKey")});
      }
    }
  }
}

// Conditions say three things; and PodScheduled=False says why.
PodStatusFacts ReadConditions(const Node& conditions, PodRecord& pod) {
  PodStatusFacts facts;
  for (const Node& condition : conditions.items) {
    const std::string_view type = condition["type"].text;
    const bool is_true = condition["status"].text == "True";
    if (type == "Initialized") facts.initialized = is_true;
    if (type == "Ready") facts.ready = is_true;
    if (type == "PodScheduled" && !is_true) {
      facts.gated = condition["reason"].text == "SchedulingGated";
      pod.unschedulable = Redact(condition["message"].text);
    }
  }
  return facts;
}

// The condition of a pod that was disrupted (evicted, preempted, deleted by a taint); null if it
// was not.
const Node* Disruption(const Node& status) {
  for (const Node& condition : status["conditions"].items) {
    if (condition["type"].text == "DisruptionTarget" && condition["status"].text == "True") {
      return &condition;
    }
  }
  return nullptr;
}

// What tells why a pod failed: its status or, where that says nothing, its disruption. Null if
// neither does.
const Node* TellsFailure(const Node& status) {
  if (status["phase"].text != "Failed") return nullptr;
  if (!Trim(status["message"].text).empty()) return &status;
  const Node* disruption = Disruption(status);
  const bool told = disruption != nullptr && !Trim((*disruption)["message"].text).empty();
  return told ? disruption : nullptr;
}

Source StatusSource(const Node& pod, const DocumentText& text) {
  const Node& meta = pod["metadata"];
  if (!meta["deletionTimestamp"].is_null()) {
    return text.Quote({{meta, "deletionGracePeriodSeconds"}, {meta, "deletionTimestamp"}});
  }
  for (const Node& condition : pod.At("status.conditions").items) {
    if (condition["type"].text == "PodScheduled" && condition["status"].text == "False") {
      return text.Quote({{condition, "message"},
                         {condition, "reason"},
                         {condition, "status"},
                         {condition, "type"},
                         {pod["status"], "phase"}});
    }
  }
  const Node& status = pod["status"];
  if (const Node* told = TellsFailure(status)) {
    return text.Quote({{*told, "message"}, {status, "phase"}, {*told, "reason"}});
  }
  for (const char* kind : {"initContainerStatuses", "containerStatuses"}) {
    for (const Node& container : status[kind].items) {
      const State state = FindState(container["state"]);
      const bool done = state.name == "terminated" && (*state.node)["exitCode"].text == "0";
      if (state.node != nullptr && state.name != "running" && !done) {
        return text.Quote({{container, "name"}, {*state.node, "message"}, {*state.node, "reason"}});
      }
    }
  }
  return text.Quote({{status, "phase"}, {status, "reason"}});
}

// Why and when the pod failed, where its status says so itself. A pod that was disrupted has a
// condition of that moment.
void ReadFailure(const Node& status, PodRecord& pod) {
  const Node* told = TellsFailure(status);
  if (told == nullptr) return;
  const Node& node = *told;
  pod.failure = Redact(node["reason"].text + ": " + std::string(Trim(node["message"].text)));
  const Node* disruption = Disruption(status);
  pod.failed = disruption == nullptr ? EndOfContainers(pod)
                                     : StatedTime((*disruption)["lastTransitionTime"]);
}

std::vector<std::pair<Redacted, Redacted>> ReadPairs(const Node& map) {
  std::vector<std::pair<Redacted, Redacted>> pairs;
  for (const auto& [key, value] : map.members) {
    pairs.emplace_back(Redact(key), Redact(value.text));
  }
  return pairs;
}

void ReadMetadata(const Node& meta, PodRecord& pod) {
  pod.space = Redact(meta["namespace"].text);
  pod.name = Redact(meta["name"].text);
  pod.uid = RedactIdentifier(meta["uid"].text);
  pod.created = StatedTime(meta["creationTimestamp"]);
  pod.deletion = StatedTime(meta["deletionTimestamp"]);
  pod.grace_seconds = StatedInt(meta["deletionGracePeriodSeconds"]);
  std::vector<std::string> finalizers;
  for (const Node& finalizer : meta["finalizers"].items) finalizers.push_back(finalizer.text);
  pod.finalizers = Redact(Join(finalizers, ","));
  pod.labels = ReadPairs(meta["labels"]);
  for (const Node& owner : meta["ownerReferences"].items) {
    if (!owner["controller"].is_true()) continue;
    pod.controller_kind = Redact(owner["kind"].text);
    pod.controller = Redact(owner["name"].text);
  }
}

}  // namespace

PodRecord ReadPod(const Node& pod, const DocumentText& text) {
  const Node& spec = pod["spec"];
  const Node& status = pod["status"];
  PodRecord record;
  record.source = text.Quote(pod["metadata"], "name");
  record.status_source = StatusSource(pod, text);
  ReadMetadata(pod["metadata"], record);
  record.node = Redact(spec["nodeName"].text);
  record.node_stated = spec.is_map();
  record.phase = Redact(status["phase"].text);
  record.started = StatedTime(status["startTime"]);
  record.node_selector = ReadPairs(spec["nodeSelector"]);
  record.node_affinity = Redact(NodeSelectorText(
      spec.At("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution")));
  record.service_account = Redact(spec["serviceAccountName"].text);
  record.ip = Redact(status["podIP"].text);
  ReadContainers(spec["initContainers"], status["initContainerStatuses"], true, text, record);
  ReadContainers(spec["containers"], status["containerStatuses"], false, text, record);
  ReadAffinity(spec["affinity"], text, record);
  if (!status.is_map()) return record;  // cut away: nothing is known of its state
  PodStatusFacts facts = ReadConditions(status["conditions"], record);
  facts.reason = status["reason"].text;
  facts.deleting = !pod["metadata"]["deletionTimestamp"].is_null();
  ComputePodStatus(facts, record);
  ReadFailure(status, record);
  return record;
}

}  // namespace howdunit
