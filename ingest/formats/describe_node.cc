// `kubectl describe node`, one node after the other.
//
//   Name:               k8s01
//   Roles:              <none>
//   Lease:
//     HolderIdentity:  k8s01
//     RenewTime:       Fri, 20 Nov 2026 19:54:56 +0000
//   Conditions:
//     Type   Status  LastHeartbeatTime                LastTransitionTime               Reason
//     Message Ready  True    Fri, 20 Nov 2026 19:53:13 +0000  Fri, 20 Nov 2026 19:44:13 +0000
//     KubeletReady  …

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/address_ranges.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/object_name.h"
#include "ingest/text/elision.h"
#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

// The part that a table's first row begins, where the line above it was cut away; "" if none.
std::string_view PartOfHeading(std::string_view text) {
  const auto cells = SplitColumns(text, 2, 4);
  if (cells.size() < 3) return {};
  if (cells[0] == "Type" && cells[1] == "Status" && cells[2] == "LastHeartbeatTime") {
    return "Conditions";
  }
  return cells[0] == "Namespace" && cells[1] == "Name" && cells[2] == "CPU Requests"
             ? "Non-terminated Pods"
             : "";
}

// The node that the command above describes; "" if it is not one.
std::string NodeOfCommand(const MemberHints& hints) {
  const DescribedObject asked = ObjectOfDescribe(hints.command);
  return asked.kind == "Node" ? asked.name : "";
}

// "  Ready   Unknown   Fri, 22 May … +1000   Fri, 22 May … +1000   NodeStatusUnknown   Kubelet …"
bool IsConditionRow(std::string_view text) {
  const auto cells = SplitColumns(text, 2, 6);
  const auto is_time = [](std::string_view cell) {
    return DescribedTime(cell).stamp.kind != Stamp::Kind::kNone;
  };
  return cells.size() >= 5 && is_time(cells[2]) && is_time(cells[3]);
}

// Its conditions, without what stands above them.
bool StartsConditions(std::string_view text) {
  const std::string_view first = TakeUntil(text, "\n");
  if (PartOfHeading(first) == "Conditions" || IsConditionRow(first)) return true;
  return TrimRight(first) == "Conditions:" && PartOfHeading(TakeUntil(text, "\n")) == "Conditions";
}

// The holder of its lease, in a description whose beginning was cut away; "" if there is none.
std::string NodeOfLease(std::string_view text) {
  constexpr int kMostLines = 80;
  bool lease = false;
  for (int i = 0; i < kMostLines && !text.empty(); ++i) {
    const std::string_view line = TakeUntil(text, "\n");
    const auto key = ParseKeyLine(line);
    if (line.starts_with("Name:") || IsFence(line)) return {};
    if (key && lease && key->key == "HolderIdentity") {
      return IsObjectName(key->value) ? std::string(key->value) : "";
    }
    lease = key && key->indent == 0 && key->key == "Lease";
  }
  return {};
}

// Whether the table of conditions, whose columns no other kind has, follows the name: people cut
// away what stands between.
bool HasConditions(std::string_view text) {
  constexpr int kMostLines = 60;
  for (int i = 0; i < kMostLines && !text.empty(); ++i) {
    const std::string_view line = TakeUntil(text, "\n");
    if (line.starts_with("Name:") || IsFence(line)) return false;
    if (PartOfHeading(line) == "Conditions") return true;
  }
  return false;
}

// Whether the line is one of those that stand above the lease.
bool StandsAboveLease(std::string_view line) {
  constexpr std::array kKeys = std::to_array<std::string_view>(
      {"Roles", "Labels", "Annotations", "CreationTimestamp", "Taints", "Unschedulable", "Lease"});
  const auto key = ParseKeyLine(line);
  return key && key->indent == 0 && std::find(kKeys.begin(), kKeys.end(), key->key) != kKeys.end();
}

bool Claims(const Head& head) {
  if (StartsConditions(head.text)) return !NodeOfCommand(head.hints).empty();
  if (StandsAboveLease(head.FirstLine())) return !NodeOfLease(head.text).empty();
  if (!head.text.starts_with("Name:  ")) return false;
  std::string_view text = head.text;
  TakeUntil(text, "\n");
  return text.starts_with("Roles:  ") || HasConditions(text);
}

class NodeReader {
 public:
  explicit NodeReader(const ReadContext& context) : context_(context) {}

  void Read() {
    const auto first = context_.in.Peek();
    if (first && first->text.starts_with("Name:")) {
      TakeTopLine();
    } else if (first) {
      node_.name = Redact(NodeOfCommand(context_.hints));
      node_.source = LineSource(first->text, first->number);
      if (IsConditionRow(first->text)) {
        ReadCutRows();
        return;
      }
      if (node_.name.empty()) node_.name = Redact(NodeOfLease(context_.in.Ahead()));
    }
    while (!AtNextObject(context_.in)) {
      const auto line = context_.in.Peek();
      if (!line) break;
      const std::string_view text = line->text;
      const auto key = ParseKeyLine(text);
      const bool top = key && key->indent == 0;
      if (top && key->key == "Events") {
        FinishNode();
        ReadDescribedEvents(context_, "Node", "", node_.name.str());
        return;
      }
      if (top) {
        TakeTopLine();
      } else if (!text.empty() && text[0] != ' ' && !IsElision(text)) {
        break;
      } else {
        TakeInnerLine(key, *line);
        context_.in.Next();
      }
    }
    FinishNode();
  }

 private:
  // Rows of conditions that were cut out of their table: what stands below them is anything.
  void ReadCutRows() {
    while (const auto line = context_.in.Peek()) {
      if (!IsConditionRow(line->text)) break;
      TakeCondition(*line);
      context_.in.Next();
    }
    FinishNode();
  }

  void TakeTopLine() {
    const auto line = context_.in.Next();
    const auto key = ParseKeyLine(line->text);
    all_conditions_ = all_conditions_ || part_ == "Conditions";
    part_ = key->key;
    const std::string_view value = key->value;
    if (part_ == "Name") {
      node_.name = Redact(value);
      node_.source = LineSource(line->text, line->number);
    } else if (part_ == "Roles") {
      if (value != "<none>") node_.roles = Redact(value);
    } else if (part_ == "CreationTimestamp") {
      node_.created = DescribedTime(value);
      TakeZone(value, *line);
    } else if (part_ == "Unschedulable") {
      node_.unschedulable = value == "true";
    } else if (part_ == "PodCIDR" || part_ == "PodCIDRs") {
      pod_range_ = NodePodRange(node_.name.str(), value, LineSource(line->text, line->number));
    } else if (part_ == "Labels") {
      TakeLabel(value);
    } else if (part_ == "Taints") {
      node_.taints_stated = true;
      TakeTaint(value);
    }
  }

  void TakeZone(std::string_view value, const Line& line) {
    const auto offset = OffsetOfDescribed(value);
    if (!offset || *offset == 0) return;  // UTC is what is thought of at first
    context_.out.Add(ClockRecord{.source = LineSource(line.text, line.number),
                                 .kind = ClockRecord::Kind::kPrinter,
                                 .when = {},
                                 .offset = *offset,
                                 .node = {}});
  }

  void TakeLabel(std::string_view text) {
    if (Contains(text, "=")) node_.labels.push_back(ParsePair(text));
  }

  void TakeTaint(std::string_view text) {
    if (!text.empty() && text != "<none>") node_.taints.push_back(Redact(text));
  }

  void TakeInnerLine(const std::optional<KeyLine>& key, const Line& line) {
    if (const auto part = PartOfHeading(line.text); !part.empty()) part_ = part;
    if (part_ == "Labels") {
      TakeLabel(Trim(line.text));
    } else if (part_ == "Taints") {
      TakeTaint(Trim(line.text));
    } else if (part_ == "Conditions") {
      TakeCondition(line);
    } else if (part_ == "Non-terminated Pods") {
      TakePod(line);
    } else if (key && part_ == "Lease" && key->key == "RenewTime") {
      TakeLease(key->value, line);
    } else if (key && part_ == "Addresses" && key->key == "InternalIP") {
      if (node_.internal_ip.empty()) node_.internal_ip = Redact(key->value);
    } else if (key && part_ == "System Info") {
      if (key->key == "Kubelet Version") node_.kubelet_version = Redact(key->value);
      if (key->key == "Container Runtime Version") node_.runtime_version = Redact(key->value);
      if (key->key == "OS Image") node_.os_image = Redact(key->value);
    }
  }

  // The kubelet renews its lease every ten seconds: where it is fresh it is nearly
  // the time of capture, and never after it.
  void TakeLease(std::string_view value, const Line& line) {
    node_.lease_renewed = DescribedTime(value);
    node_.lease_source = LineSource(line.text, line.number);
    if (node_.lease_renewed.stamp.kind == Stamp::Kind::kNone) return;
    context_.out.Add(ClockRecord{.source = node_.lease_source,
                                 .kind = ClockRecord::Kind::kLowerBound,
                                 .when = node_.lease_renewed,
                                 .offset = 0,
                                 .node = {}});
  }

  // Type, Status, LastHeartbeatTime, LastTransitionTime, Reason, Message
  void TakeCondition(const Line& line) {
    auto cells = SplitColumns(line.text, 2, 6);
    // A reason that is wider than its column stands one blank before its message.
    if (cells.size() == 5) {
      std::string_view message = cells[4];
      cells[4] = TakeUntil(message, " ");
      if (!message.empty()) cells.push_back(TrimLeft(message));
    }
    if (cells.size() < 5 || cells[0] == "Type" || cells[0].starts_with("---")) return;
    node_.conditions.push_back({.type = Redact(cells[0]),
                                .status = Redact(cells[1]),
                                .reason = Redact(cells[4]),
                                .message = cells.size() > 5 ? Redact(cells[5]) : Redacted(),
                                .heartbeat = DescribedTime(cells[2]),
                                .transition = DescribedTime(cells[3]),
                                .source = LineSource(line.text, line.number)});
  }

  // Namespace, Name, four amounts, Age: what is bound to the node and not at its end.
  void TakePod(const Line& line) {
    const auto cells = SplitColumns(line.text, 2);
    if (cells.size() != 7 || cells[0] == "Namespace" || cells[0].starts_with("---")) return;
    PodRecord pod;
    pod.source = LineSource(line.text, line.number);
    pod.space = Redact(cells[0]);
    pod.name = Redact(cells[1]);
    pod.node = node_.name;
    pod.node_stated = true;
    if (const auto age = ParseLocalAge(cells[6])) pod.created.stamp = *age;
    context_.out.Add(std::move(pod));
  }

  void FinishNode() {
    std::string status = all_conditions_ ? "Unknown" : "";
    for (const NodeCondition& condition : node_.conditions) {
      if (condition.type == "Ready") status = condition.status == "True" ? "Ready" : "NotReady";
    }
    if (node_.unschedulable.value_or(false) && !status.empty()) status += ",SchedulingDisabled";
    if (!node_.conditions.empty()) node_.status = Redact(status);
    context_.out.Add(node_);
    if (!pod_range_.name.empty() && !pod_range_.fields.empty()) context_.out.Add(pod_range_);
  }

  const ReadContext& context_;
  NodeRecord node_;
  ObjectRecord pod_range_;
  std::string part_;
  bool all_conditions_ = false;  // their table was read to its end
};

void Read(const ReadContext& context) { NodeReader(context).Read(); }

}  // namespace

extern const Format kDescribeNode = {
    .name = "describe-node",
    .title = "kubectl describe node",
    .sample =
        "Name:               k8s01\nRoles:              <none>\n"
        "Labels:             kubernetes.io/os=linux\nTaints:             <none>\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
