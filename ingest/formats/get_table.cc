// `kubectl get` of any other kind, and each table of `kubectl get all`.
//
//   NAMESPACE     NAME                         DESIRED   CURRENT   READY   AGE
//   kube-system   daemonset.apps/calico-node   3         3         3       13m
//
//   NAME      VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE       oc get co
//   console   4.16.3    False       False         True       8m12s   RouteHealthAvailable: …
//
//   NAME        STATUS      MESSAGE                                  ERROR         kubectl get cs
//   scheduler   Unhealthy   Get "http://127.0.0.1:10251/healthz": …
//
// The columns become the object's fields, named as in the header; the age is one only where nothing
// dates it. SINCE is none: the state changed then.

#include <algorithm>
#include <map>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/object_fields.h"
#include "ingest/kube/scope.h"
#include "ingest/kube/table.h"
#include "ingest/text/elision.h"

namespace howdunit {
namespace {

// Of OpenShift's operators and of its version, which have no age.
bool IsOpenShift(const Table& table) {
  return table.Find("VERSION") == 1 && table.Find("AVAILABLE") == 2 &&
         table.Find("PROGRESSING") == 3 && table.Find("SINCE") > 3;
}

// Of what the API server asks of its neighbours, who have no age either.
bool IsComponents(const Table& table) {
  return table.columns() == 4 && table.Find("STATUS") == 1 && table.Find("MESSAGE") == 2 &&
         table.Find("ERROR") == 3;
}

// kubectl's headers: NAME first (or second), AGE or "CREATED AT" somewhere, capitals.
bool IsHeader(std::string_view line) {
  line = TrimRight(Unquote(line));
  for (const char c : line) {
    if (c >= 'a' && c <= 'z') return false;
  }
  const auto table = Table::FromHeader(line);
  if (!table) return false;
  const int name = table->Find("NAME");
  const bool aged = table->Find("AGE") > 0 || table->Find("CREATED AT") > 0;
  return (aged || IsOpenShift(*table) || IsComponents(*table)) &&
         (name == 0 || (name == 1 && table->Find("NAMESPACE") == 0));
}

bool Claims(const Head& head) { return IsHeader(head.FirstLine()); }

struct Mark {
  std::string_view column;
  std::string_view kind;
};

// Columns that only one kind's table has, for tables that name no kind.
constexpr Mark kMarks[] = {
    {"NODE SELECTOR", "DaemonSet"},
    {"CLUSTER-IP", "Service"},
    {"UP-TO-DATE", "Deployment"},
    {"DESIRED", "ReplicaSet"},
    {"SECRETS", "ServiceAccount"},
    {"HOLDER", "Lease"},
    {"RECLAIM POLICY", "PersistentVolume"},  // before a claim's column, which it has, too
    {"ACCESS MODES", "PersistentVolumeClaim"},
    {"PROVISIONER", "StorageClass"},
    {"ALLOWED DISRUPTIONS", "PodDisruptionBudget"},
    {"COMPLETIONS", "Job"},
    {"SCHEDULE", "CronJob"},
    {"ADDRESSTYPE", "EndpointSlice"},  // before a column that it shares with Endpoints
    {"ENDPOINTS", "Endpoints"},
    {"REQUESTOR", "CertificateSigningRequest"},
    {"POD-SELECTOR", "NetworkPolicy"},
    {"MINPODS", "HorizontalPodAutoscaler"},
    {"ATTACHER", "VolumeAttachment"},
    {"CREATED AT", "CustomResourceDefinition"},
    {"SERVICE", "APIService"},
    {"MACHINECOUNT", "MachineConfigPool"},
};

std::string KindOfTable(const Table& table, const Scope& scope) {
  if (IsOpenShift(table)) return table.Find("DEGRADED") > 0 ? "ClusterOperator" : "ClusterVersion";
  if (IsComponents(table)) return "ComponentStatus";
  for (const Mark& mark : kMarks) {
    if (table.Find(mark.column) >= 0) return std::string(mark.kind);
  }
  if (table.Find("DATA") >= 0) return table.Find("TYPE") >= 0 ? "Secret" : "ConfigMap";
  if (!scope.resource.empty() && !Contains(scope.resource, ",") && scope.resource != "all") {
    return KindFromWord(scope.resource.substr(0, scope.resource.find('/')));
  }
  return "";
}

// "standard (default)", of the class that claims get which name none.
std::string_view WithoutDefault(std::string_view name) {
  constexpr std::string_view kDefault = " (default)";
  if (name.ends_with(kDefault)) name.remove_suffix(kDefault.size());
  return name;
}

ObjectRecord ReadRow(const Table& table, const std::vector<std::string_view>& cells,
                     const Line& line, std::string_view kind) {
  ObjectRecord object;
  object.source = LineSource(line.text, line.number);
  object.kind = Redact(kind);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& column = table.names()[i];
    const std::string_view cell = cells[i];
    if (column == "NAMESPACE") {
      object.space = Redact(cell);
    } else if (column == "NAME") {
      const std::string_view whole = WithoutDefault(cell);
      if (whole.size() < cell.size()) {
        object.fields.push_back(
            {.path = Redact(kDefaultClassField), .value = "true", .source = object.source});
      }
      std::string_view name = whole;
      std::string_view prefix = TakeUntil(name, "/");  // "daemonset.apps/calico-node"
      if (name.empty()) {
        name = whole;
      } else {
        object.kind = Redact(KindFromWord(prefix));
        TakeUntil(prefix, ".");
        object.api = Redact(prefix);
      }
      object.name = Redact(name);
    } else if (column == "AGE") {
      if (const auto age = ParseAge(cell)) {
        object.created.stamp = *age;
        object.fields.push_back(
            {.path = Redact(kAgeField), .value = Redact(cell), .source = object.source});
      }
    } else if (column == "CREATED AT") {
      object.created = StatedTime(cell);
    } else if (!cell.empty()) {
      object.fields.push_back(
          {.path = Redact(column), .value = Redact(cell), .source = object.source});
    }
  }
  return object;
}

bool IsRow(const Table& table, const std::vector<std::string_view>& cells) {
  const int age = std::max(table.Find("AGE"), table.Find("SINCE"));
  const std::string_view name = WithoutDefault(cells[static_cast<std::size_t>(table.Find("NAME"))]);
  if (name.empty() || Contains(name, " ")) return false;
  if (IsComponents(table)) return cells[1] == "Healthy" || cells[1] == "Unhealthy";
  if (age < 0) return true;
  const std::string_view cell = cells[static_cast<std::size_t>(age)];
  return cell == "<unknown>" || cell == "<invalid>" || ParseAge(cell).has_value();
}

void Read(const ReadContext& context) {
  const auto header = context.in.Next();
  const auto table = Table::FromHeader(header->text);
  const Source source = LineSource(header->text, header->number);
  const Scope scope = ScopeOf(context.hints);
  const std::string table_kind = KindOfTable(*table, scope);
  const bool everywhere = table->Find("NAMESPACE") >= 0;
  std::map<std::string, std::int64_t> counts;
  bool whole = true;
  while (const auto line = context.in.Peek()) {
    if (TakeElision(context.in)) {
      whole = false;
      continue;
    }
    if (IsHeader(line->text)) break;
    const auto cells = table->Row(line->text);
    if (!cells || !IsRow(*table, *cells)) break;
    ObjectRecord object = ReadRow(*table, *cells, *line, table_kind);
    if (!everywhere && !IsClusterScoped(object.kind.str())) object.space = Redact(scope.space);
    ++counts[object.kind.str()];
    context.out.Add(std::move(object));
    context.in.Next();
  }
  if (!whole) return;
  for (const auto& [kind, count] : counts) {
    const bool cluster = IsClusterScoped(kind);
    if (kind.empty() || scope.part || (!cluster && !everywhere && scope.space.empty())) continue;
    context.out.Add(CoverageOfList(source, TopicOfKind(kind),
                                   everywhere || cluster ? Redacted() : Redact(scope.space),
                                   count));
  }
}

}  // namespace

extern const Format kGetTable = {
    .name = "get-table",
    .title = "kubectl get of any kind, kubectl get all",
    .sample =
        "NAME                         DESIRED   CURRENT   READY   AGE\n"
        "daemonset.apps/calico-node   3         3         2       13m\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
