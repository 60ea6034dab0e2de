// `kubectl describe` of anything but pods and nodes. The kind is not written;
// what only that kind has tells it.
//
//   Name:           calico-node
//   Selector:       k8s-app=calico-node
//   Desired Number of Nodes Scheduled: 3
//   Pods Status:  3 Running / 0 Waiting / 0 Succeeded / 0 Failed

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/table.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {
namespace {

struct Mark {
  std::string_view key;
  std::string_view kind;
};

// Keys at the left edge that tell the kind, the most telling first.
constexpr std::array kMarks = std::to_array<Mark>({
    {"Desired Number of Nodes Scheduled", "DaemonSet"},
    {"StrategyType", "Deployment"},
    {"Update Strategy", "StatefulSet"},
    {"Completions", "Job"},
    {"Concurrency Policy", "CronJob"},
    {"Mountable secrets", "ServiceAccount"},
    {"Session Affinity", "Service"},
    {"Reclaim Policy", "PersistentVolume"},
    {"VolumeMode", "PersistentVolumeClaim"},
    {"Allowed disruptions", "PodDisruptionBudget"},
    {"Provisioner", "StorageClass"},
    {"Resource Quotas", "Namespace"},
    {"Pods Status", "ReplicaSet"},
});

// Keys whose values are counts or states that rules ask for, and how the field is
// called in the object itself.
constexpr std::array kFields = std::to_array<Mark>({
    {"Desired Number of Nodes Scheduled", "status.desiredNumberScheduled"},
    {"Current Number of Nodes Scheduled", "status.currentNumberScheduled"},
    {"Number of Nodes Scheduled with Up-to-date Pods", "status.updatedNumberScheduled"},
    {"Number of Nodes Scheduled with Available Pods", "status.numberAvailable"},
    {"Number of Nodes Misscheduled", "status.numberMisscheduled"},
    {"Replicas", "replicas"},
    {"Pods Status", "pods"},
    {"StrategyType", "spec.strategy.type"},
    {"Selector", "spec.selector"},
    {"Endpoints", "ENDPOINTS"},  // of a Service: as the table of kubectl calls them
    {"Controlled By", "controller"},
    {"Status", "status.phase"},
    {"Volume", "spec.volumeName"},
    {"StorageClass", "spec.storageClassName"},
    {"Claim", "spec.claimRef"},
    {"Finalizers", "metadata.finalizers"},
    {"Min available", "spec.minAvailable"},
    {"Max unavailable", "spec.maxUnavailable"},
    {"Allowed disruptions", "status.disruptionsAllowed"},
    {"NewReplicaSet", "newReplicaSet"},
    {"OldReplicaSets", "oldReplicaSets"},
});

// What stands at the end of a namespace in place of the quotas and limits that it does not have.
bool IsOfNamespace(std::string_view line) {
  line = TrimRight(line);
  return line == "No resource quota." || line == "No LimitRange resource." ||
         line == "No resource limits.";
}

bool Claims(const Head& head) { return StartsObject(head.text); }

class WorkloadReader {
 public:
  explicit WorkloadReader(const ReadContext& context) : context_(context) {}

  void Read() {
    TakeTopLine();
    while (!AtNextObject(context_.in)) {
      const auto line = context_.in.Peek();
      if (!line) break;
      const std::string_view text = line->text;
      const auto key = ParseKeyLine(text);
      const bool top = key && key->indent == 0;
      if (top && key->key == "Events") {
        FinishObject();
        ReadDescribedEvents(context_, object_.kind.str(), object_.space.str(), object_.name.str());
        return;
      }
      if (top) {
        TakeTopLine();
      } else if (IsOfNamespace(text)) {
        of_namespace_ = true;
        context_.in.Next();
      } else if (!text.empty() && text[0] != ' ' && text[0] != '\t' && part_ != "Pod Template" &&
                 part_ != "Data") {
        break;
      } else {
        if (part_ == "Pod Template") TakeTemplateLine(key, *line);
        if (part_ == "Conditions") TakeCondition(*line);
        if (part_ == "Rules") SearchRule(*line);
        context_.in.Next();
      }
    }
    FinishObject();
  }

 private:
  void TakeTopLine() {
    const auto line = context_.in.Next();
    const auto key = ParseKeyLine(line->text);
    part_ = key->key;
    container_.clear();
    if (part_ == "Name") {
      object_.name = Redact(key->value);
      object_.source = LineSource(line->text, line->number);
    } else if (part_ == "Namespace") {
      object_.space = Redact(key->value);
    } else if (part_ == "CreationTimestamp") {
      object_.created = DescribedTime(key->value);
    } else if (part_ == "Kind") {
      object_.kind = Redact(key->value);
    } else if (part_ == "API Version") {
      object_.api = Redact(key->value);
    }
    for (const Mark& field : kFields) {
      if (field.key == part_) Add(field.kind, key->value, *line);
    }
    for (std::size_t i = 0; i < kMarks.size(); ++i) {
      if (kMarks[i].key == part_) mark_ = std::min(mark_, i);
    }
  }

  void Add(std::string_view path, std::string_view value, const Line& line) {
    // That a Service has no endpoints is worth more than that something has no labels.
    if (value.empty() || (value == "<none>" && path != "ENDPOINTS")) return;
    object_.fields.push_back({.path = Redact(path),
                              .value = Excerpt(value),
                              .source = LineSource(line.text, line.number)});
  }

  // Of an Ingress: `  /   web:80 (<error: services "web" not found>)`.
  void SearchRule(const Line& line) {
    for (SignatureRecord& hit : context_.signatures.Match(line.text)) {
      hit.origin = "text";
      hit.space = object_.space;
      hit.source = LineSource(line.text, line.number);
      context_.out.Add(std::move(hit));
    }
  }

  // "   calico-node:" and, deeper, "    Image:      docker.io/calico/node:v3.26.4"
  void TakeTemplateLine(const std::optional<KeyLine>& key, const Line& line) {
    if (!key) return;
    if (key->indent == 2) group_ = key->key;
    if (key->indent == 3 && key->value.empty()) container_ = key->key;
    if (key->indent == 2 && key->key == "Service Account") {
      Add("spec.template.spec.serviceAccountName", key->value, line);
    }
    if (key->indent != 4 || container_.empty()) return;
    if (key->key == "Image" && group_.ends_with("Containers")) {
      const std::string list = group_ == "Containers" ? "containers" : "initContainers";
      Add("spec.template.spec." + list + "[" + container_ + "].image", key->value, line);
    }
    if (key->key == "Path" && group_ == "Volumes") {
      Add("spec.template.spec.volumes[" + container_ + "].hostPath.path", key->value, line);
    }
  }

  // "  Available      False   MinimumReplicasUnavailable". Namespaces and claims have more columns,
  // which the header names.
  void TakeCondition(const Line& line) {
    const std::string_view text = Trim(line.text);
    if (text.starts_with("Type ")) {
      conditions_ = Table::FromHeader(line.text);
      return;
    }
    if (!conditions_ || text.empty() || text.starts_with("--")) return;
    auto cells = conditions_->Row(line.text);
    if (!cells) return;
    const TableRow row(*conditions_, *std::move(cells));
    const std::string_view type = row["Type"];
    const std::string_view status = row["Status"];
    if (status != "True" && status != "False" && status != "Unknown") return;
    if (type.starts_with("Namespace")) of_namespace_ = true;
    const std::string path = "status.conditions[" + std::string(type) + "]";
    Add(path + ".status", status, line);
    Add(path + ".reason", row["Reason"], line);
    Add(path + ".message", row["Message"], line);
  }

  void FinishObject() {
    if (object_.kind.empty() && mark_ < kMarks.size()) {
      object_.kind = Redact(kMarks[mark_].kind);
    }
    if (object_.kind.empty() && of_namespace_) object_.kind = Redact("Namespace");
    if (object_.kind.empty()) {
      const DescribedObject asked = ObjectOfDescribe(context_.hints.command);
      const bool other = asked.kind == "Pod" || asked.kind == "Node";  // have a format of their own
      if (asked.name == object_.name.str() && !other) object_.kind = Redact(asked.kind);
    }
    context_.out.Add(object_);
  }

  const ReadContext& context_;
  ObjectRecord object_;
  std::string part_;
  std::string group_;                // "Containers", "Init Containers", "Volumes"
  std::string container_;            // or volume
  std::optional<Table> conditions_;  // their header
  bool of_namespace_ = false;
  std::size_t mark_ = kMarks.size();
};

void Read(const ReadContext& context) { WorkloadReader(context).Read(); }

}  // namespace

extern const Format kDescribeWorkload = {
    .name = "describe-workload",
    .title = "kubectl describe of deployments, daemonsets and other objects",
    .sample =
        "Name:           calico-node\nSelector:       k8s-app=calico-node\n"
        "Desired Number of Nodes Scheduled: 3\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
