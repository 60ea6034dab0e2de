// `kubectl describe pod`, one pod after the other.
//
//   Name:                      store-rep-2-6c9d7b5f44-x2v9k
//   Namespace:                 openebs
//   Node:                      node-b/192.168.7.12
//   Status:                    Terminating (lasts 44m)
//   Termination Grace Period:  30s
//
// The value column moves within a pod, and a container's script can spill over
// many raw lines: keys are told by name and indentation, never by offset.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/format.h"
#include "ingest/kube/address_ranges.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/pod_status.h"

namespace howdunit {
namespace {

constexpr std::array kTopKeys = std::to_array<std::string_view>({"Name",
                                                                 "Namespace",
                                                                 "Priority",
                                                                 "Priority Class Name",
                                                                 "Runtime Class Name",
                                                                 "Service Account",
                                                                 "Node",
                                                                 "Start Time",
                                                                 "Labels",
                                                                 "Annotations",
                                                                 "Status",
                                                                 "Termination Grace Period",
                                                                 "Reason",
                                                                 "Message",
                                                                 "SeccompProfile",
                                                                 "LocalhostProfile",
                                                                 "IP",
                                                                 "IPs",
                                                                 "Controlled By",
                                                                 "NominatedNodeName",
                                                                 "Resources",
                                                                 "Init Containers",
                                                                 "Containers",
                                                                 "Ephemeral Containers",
                                                                 "Readiness Gates",
                                                                 "Conditions",
                                                                 "Volumes",
                                                                 "QoS Class",
                                                                 "Node-Selectors",
                                                                 "Tolerations",
                                                                 "Topology Spread Constraints",
                                                                 "Events"});

// Place of a key in describe's order, kTopKeys.size() if it is none.
std::size_t PlaceOf(std::string_view key) {
  return static_cast<std::size_t>(std::find(kTopKeys.begin(), kTopKeys.end(), key) -
                                  kTopKeys.begin());
}

// The name of the pod that the command asked for: in full, and no prefix of several names.
DescribedObject PodOfCommand(const std::string& command) {
  DescribedObject asked = ObjectOfDescribe(command);
  if (asked.kind != "Pod" || WorkloadOfPod(asked.name) == asked.name) return {};
  return asked;
}

// A description whose beginning was left out, below the command that printed it.
bool StartsWithContainers(const Head& head) {
  std::string_view text = head.text;
  const std::string_view title = TrimRight(TakeUntil(text, "\n"));
  if (title != "Containers:" && title != "Init Containers:") return false;
  const auto name = ParseKeyLine(TakeUntil(text, "\n"));
  const auto first = ParseKeyLine(TakeUntil(text, "\n"));
  if (!name || name->indent != 2 || !name->value.empty() || !first || first->indent != 4) {
    return false;
  }
  return !PodOfCommand(head.hints.command).name.empty();
}

bool Claims(const Head& head) {
  if (StartsWithContainers(head)) return true;
  if (!StartsObject(head.text)) return false;
  std::string_view text = head.text;
  bool names_space = false;
  TakeUntil(text, "\n");
  for (int i = 0; i < 8 && !text.empty(); ++i) {
    const auto line = ParseKeyLine(TakeUntil(text, "\n"));
    if (!line || line->indent != 0) continue;
    names_space = names_space || line->key == "Namespace";
    const bool of_pods =
        line->key == "Node" || line->key == "Priority" || line->key == "Service Account";
    if (of_pods) return names_space;
  }
  return false;
}

// Reads one pod, line by line.
class PodReader {
 public:
  explicit PodReader(const ReadContext& context) : context_(context) {}

  void Read() {
    TakeTopLine();  // "Name:", or its first container
    if (pod_.name.empty()) TakeName();
    while (!AtNextObject(context_.in)) {
      const auto line = context_.in.Peek();
      if (!line) break;
      const std::string_view text = line->text;
      const auto key = ParseKeyLine(text);
      const bool top = key && key->indent == 0 && (IsTopKey(*key) || IsOtherTopKey(*key, text));
      if (top && key->key == "Events") {
        FinishPod();
        TakeEvents();
        return;
      }
      if (top) {
        TakeTopLine();
      } else if (IsGap(text)) {
        context_.in.Next();
      } else if (text.starts_with("==== ") || IsOutside(text)) {
        break;
      } else {
        TakeInnerLine(key, *line);
      }
    }
    FinishPod();
  }

 private:
  void TakeName() {
    const DescribedObject asked = PodOfCommand(context_.hints.command);
    pod_.name = Redact(asked.name);
    pod_.space = Redact(asked.space);
  }

  // Within the containers, where scripts spill, only keys that come later count.
  bool IsTopKey(const KeyLine& key) const {
    const std::size_t place = PlaceOf(key.key);
    if (place == kTopKeys.size() || key.key == "Name") return false;
    return !InContainers() || place > PlaceOf(part_);
  }

  // "PriorityClassName:  <none>" of older kubectls, "Security Policy:  restricted" of
  // OpenShift: there have been others, told by the column that their values stand in.
  bool IsOtherTopKey(const KeyLine& key, std::string_view text) const {
    return !InContainers() && PlaceOf(key.key) == kTopKeys.size() &&
           text.substr(key.key.size()).starts_with(":  ");
  }

  bool InContainers() const { return part_ == "Containers" || part_ == "Init Containers"; }

  // The line that grep writes where it left out others, before a key that comes later.
  bool IsGap(std::string_view text) const {
    if (TrimRight(text) != "--") return false;
    std::string_view rest = context_.in.Ahead();
    TakeUntil(rest, "\n");
    const auto next = ParseKeyLine(TakeUntil(rest, "\n"));
    if (!next || next->indent != 0) return false;
    const std::size_t place = PlaceOf(next->key);
    return place < kTopKeys.size() && place > PlaceOf(part_);
  }

  // A line at the left edge that is no key: what a script spilt, or the text behind.
  bool IsOutside(std::string_view text) const {
    if (text.empty() || text[0] == ' ' || text[0] == '\t') return false;
    return !InContainers() && part_ != "Annotations";
  }

  void TakeTopLine() {
    const auto line = context_.in.Next();
    const auto key = ParseKeyLine(line->text);
    part_ = key->key;
    container_ = nullptr;
    if (pod_.source.line == 0) pod_.source = LineSource(line->text, line->number);
    const std::string_view value = key->value;
    const bool none = value == "<none>";
    if (part_ == "Name") {
      pod_.name = Redact(value);
    } else if (part_ == "Namespace") {
      pod_.space = Redact(value);
    } else if (part_ == "Service Account") {
      pod_.service_account = Redact(value);
    } else if (part_ == "Node") {
      pod_.node_stated = true;
      if (!none) pod_.node = Redact(value.substr(0, value.find('/')));
    } else if (part_ == "Start Time") {
      pod_.started = DescribedTime(value);
    } else if (part_ == "Status") {
      TakeStatus(value, *line);
    } else if (part_ == "Termination Grace Period") {
      pod_.grace_seconds = ParseInt(value.substr(0, value.find('s')));
      pod_.status_source.line_end = line->number;
      pod_.status_source.text =
          Excerpt(pod_.status_source.text.str() + "\n" + std::string(line->text));
    } else if (part_ == "Reason") {
      reason_ = value;
    } else if (part_ == "Message" && pod_.phase.str() == "Failed") {
      pod_.failure = Redact(reason_ + ": " + std::string(value));
      pod_.status_source.line_end = line->number;
      pod_.status_source.text =
          Excerpt(pod_.status_source.text.str() + "\n" + std::string(line->text));
    } else if (part_ == "IP" && !none) {
      pod_.ip = Redact(value);
    } else if (part_ == "Controlled By" && !none) {
      pod_.controller_kind = Redact(value.substr(0, value.find('/')));
      pod_.controller = Redact(value.substr(std::min(value.find('/'), value.size() - 1) + 1));
    } else if (part_ == "Labels" || part_ == "Node-Selectors") {
      TakePair(value);
    }
  }

  // "Running", "Terminating (lasts 44m)". "lasts" counts from the deletion
  // timestamp; it is <invalid> while the grace period still runs.
  void TakeStatus(std::string_view value, const Line& line) {
    pod_.status_source = LineSource(line.text, line.number);
    deleting_ = value.starts_with("Terminating");
    if (!deleting_) {
      pod_.phase = Redact(value);
      return;
    }
    TakeUntil(value, "(lasts ");
    if (const auto age = ParseLocalAge(value.substr(0, value.find(')')))) {
      pod_.deletion.stamp = *age;
    }
  }

  void TakePair(std::string_view text) {
    if (text.empty() || text == "<none>" || !Contains(text, "=")) return;
    (part_ == "Labels" ? pod_.labels : pod_.node_selector).push_back(ParsePair(text));
  }

  void TakeInnerLine(const std::optional<KeyLine>& key, const Line& line) {
    if (part_ == "Labels" || part_ == "Node-Selectors") {
      TakePair(Trim(line.text));
    } else if (part_ == "Conditions") {
      TakeCondition(line.text);
    } else if (key && InContainers()) {
      TakeContainerLine(*key, line);
    } else if (container_ != nullptr && (block_ == "Command" || block_ == "Args")) {
      AddContainerFlag(container_->name.str(), Trim(line.text), line.number, flags_);
    }
    context_.in.Next();
  }

  // "  Ready             True "
  void TakeCondition(std::string_view text) {
    const auto cells = SplitWords(text, 2);
    if (cells.size() != 2) return;
    if (cells[0] == "Initialized") initialized_ = cells[1] == "True";
    if (cells[0] == "Ready") ready_ = cells[1] == "True";
  }

  void TakeContainerLine(const KeyLine& key, const Line& line) {
    if (key.indent == 2 && key.value.empty()) {
      pod_.containers.push_back({});
      container_ = &pod_.containers.back();
      container_->name = Redact(key.key);
      container_->init = part_ == "Init Containers";
      container_->source = LineSource(line.text, line.number);
      block_.clear();
      return;
    }
    if (container_ == nullptr) return;
    if (key.indent == 4) {
      block_ = key.key;
      TakeContainerKey(key, line);
    } else if (key.indent == 6 && block_ == "State") {
      TakeStateKey(key, line);
    } else if (key.indent == 6 && block_ == "Last State") {
      if (key.key == "Reason") container_->last_reason = Redact(key.value);
      if (key.key == "Exit Code") container_->last_exit_code = ParseInt(key.value);
      if (key.key == "Finished") container_->last_finished = DescribedTime(key.value);
    }
  }

  void TakeContainerKey(const KeyLine& key, const Line& line) {
    if (key.key == "Image") container_->image = Redact(key.value);
    if (key.key == "Ready") container_->ready = key.value == "True";
    if (key.key == "Restart Count") container_->restarts = ParseInt(key.value);
    if (key.key == "Last State") container_->last_state = Redact(ToLower(key.value));
    if (key.key == "State") {
      container_->state = Redact(ToLower(key.value));
      container_->source = LineSource(line.text, line.number);
    }
  }

  void TakeStateKey(const KeyLine& key, const Line& line) {
    if (key.key == "Reason") container_->reason = Redact(key.value);
    if (key.key == "Exit Code") container_->exit_code = ParseInt(key.value);
    if (key.key == "Started") container_->started = DescribedTime(key.value);
    if (key.key == "Finished") container_->finished = DescribedTime(key.value);
    container_->source.line_end = line.number;
    container_->source.text =
        Excerpt(container_->source.text.str() + "\n" + std::string(line.text));
  }

  void FinishPod() {
    const bool stated = deleting_ || !pod_.phase.empty();
    if (stated) {
      ComputePodStatus({.reason = reason_,
                        .deleting = deleting_,
                        .initialized = initialized_,
                        .ready = ready_,
                        .gated = false},
                       pod_);
    }
    if (!pod_.failure.empty()) pod_.failed = EndOfContainers(pod_);
    // It was cut among the containers, or they were left out: every pod has one.
    const bool none = std::all_of(pod_.containers.begin(), pod_.containers.end(),
                                  [](const ContainerState& one) { return one.init; });
    if (InContainers() || none) pod_.ready = pod_.total = pod_.restarts = std::nullopt;
    context_.out.Add(pod_);
    if (flags_.fields.empty()) return;
    flags_.space = pod_.space;
    flags_.name = pod_.name;
    context_.out.Add(flags_);
  }

  void TakeEvents() {
    const auto line = context_.in.Peek();
    const Source source = LineSource(line->text, line->number);
    const auto count = ReadDescribedEvents(context_, "Pod", pod_.space.str(), pod_.name.str());
    if (!count) return;
    context_.out.Add(CoverageOfPodEvents(source, pod_.space, pod_.name, *count));
  }

  const ReadContext& context_;
  PodRecord pod_;
  ObjectRecord flags_;
  std::string part_;   // top-level key of where we are
  std::string block_;  // key of the container's block: "State", "Environment"
  std::string reason_;
  ContainerState* container_ = nullptr;
  bool deleting_ = false;
  bool initialized_ = false;
  bool ready_ = false;
};

void Read(const ReadContext& context) { PodReader(context).Read(); }

}  // namespace

extern const Format kDescribePod = {
    .name = "describe-pod",
    .title = "kubectl describe pod",
    .sample =
        "Name:             web-0\nNamespace:        shop\nPriority:         0\n"
        "Node:             k8s01/10.20.30.11\nStatus:           Running\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
