#include "ingest/kube/object.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/kube/config_map.h"
#include "ingest/kube/object_fields.h"
#include "ingest/kube/selector.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostFields = 400;  // of one object
constexpr std::size_t kMostEnvBytes = 300;

// Settings of Calico's containers that its behaviour depends on.
constexpr std::array kEnvPrefixes = std::to_array<std::string_view>(
    {"CALICO_", "CNI_", "FELIX_", "IP_AUTO", "IP6", "CLUSTER_TYPE", "DATASTORE_TYPE", "NODENAME",
     "KUBERNETES_SERVICE_", "KUBECONFIG", "SLEEP", "ENABLED_CONTROLLERS"});

constexpr std::array kSecretWords =
    std::to_array<std::string_view>({"pass", "token", "secret", "key", "cred", "auth"});

// How an item of a list is called in a path: by its name, else its type or index.
std::string LabelOf(const Node& item, std::size_t index) {
  if (!item["name"].text.empty()) return item["name"].text;
  if (!item["type"].text.empty()) return item["type"].text;
  return std::to_string(index);
}

// Walks one path through an object and adds the scalars it ends at.
class FieldReader {
 public:
  FieldReader(const DocumentText& text, ObjectRecord& out) : text_(text), out_(out) {}

  // `walked` is the path so far, as it will be written.
  void Read(const Node& node, std::string_view path, const std::string& walked) {
    if (path == "env[]") return ReadEnv(node, walked);
    if (path == "*") {
      for (const auto& member : node.members) Add(node, member.first, walked);
      return;
    }
    // A key may hold dots itself ("kubectl.kubernetes.io/restartedAt").
    if (node[path].is_scalar()) return Add(node, path, walked);
    std::string_view rest = path;
    std::string_view key = TakeUntil(rest, ".");
    const bool list = key.ends_with("[]");
    if (list) key.remove_suffix(2);
    const Node& next = node[key];
    const std::string here = walked + (walked.empty() ? "" : ".") + std::string(key);
    if (!list) {
      if (next.is_map()) Read(next, rest, here);
      return;
    }
    if (rest.empty()) return AddTexts(node, key, here);
    for (std::size_t i = 0; i < next.items.size(); ++i) {
      Read(next.items[i], rest, here + "[" + LabelOf(next.items[i], i) + "]");
    }
  }

  void Add(std::string_view path, std::string_view value, Source source) {
    if (out_.fields.size() >= kMostFields) return;
    out_.fields.push_back(
        {.path = Redact(path), .value = Excerpt(value), .source = std::move(source)});
  }

 private:
  void Add(const Node& map, std::string_view key, const std::string& walked) {
    if (!map[key].is_scalar()) return;
    const std::string path = walked + (walked.empty() ? "" : ".") + std::string(key);
    Add(path, map[key].text, text_.Quote(map, key));
  }

  // A list of texts is one field: "a,b".
  void AddTexts(const Node& map, std::string_view key, const std::string& path) {
    std::vector<std::string> texts;
    for (const Node& item : map[key].items) texts.push_back(item.text);
    if (texts.empty()) return;
    Add(path, Join(texts, ","), text_.Quote(map, key));
  }

  void ReadEnv(const Node& container, const std::string& walked) {
    for (const Node& item : container["env"].items) {
      const std::string_view name = item["name"].text;
      const std::string_view value = item["value"].text;
      if (!IsHarmlessEnv(name) || value.empty() || value.size() > kMostEnvBytes) continue;
      std::string path = walked;
      path.append(".env[").append(name).append("]");
      Add(path, value, text_.Quote({{item, "name"}, {item, "value"}}));
    }
  }

  static bool IsHarmlessEnv(std::string_view name) {
    const bool secret =
        std::any_of(kSecretWords.begin(), kSecretWords.end(),
                    [&](std::string_view word) { return ContainsIgnoringCase(name, word); });
    if (secret) return false;
    return name == "IP" ||
           std::any_of(kEnvPrefixes.begin(), kEnvPrefixes.end(),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
  }

  const DocumentText& text_;
  ObjectRecord& out_;
};

// The names of a Secret's or ConfigMap's keys, not the values.
void ReadKeyNames(const Node& object, FieldReader& fields) {
  for (const char* part : {"data", "stringData", "binaryData"}) {
    if (!object[part].is_map()) continue;
    std::vector<std::string> keys;
    for (const auto& member : object[part].members) keys.push_back(member.first);
    // The key's line alone: a value may follow on the same line.
    const std::string names = Join(keys, ",");
    const std::int64_t line = object.LineOf(part);
    Source source{.line = line,
                  .line_end = line,
                  .text = Redact(std::string(part) + ":"),
                  .note = Redact("keys: " + names)};
    fields.Add(std::string(part) + ".keys", names, std::move(source));
  }
}

std::string ListText(const Node& list) {
  std::vector<std::string> parts;
  for (const Node& item : list.items) {
    parts.push_back(item.text.empty() ? std::string("\"\"") : std::string(item.text));
  }
  return Join(parts, ",");
}

// Roles and bindings, of Calico only: who may read what the plugin asks for.
void ReadAccess(const Node& object, const DocumentText& text, FieldReader& fields) {
  for (std::size_t i = 0; i < object["rules"].items.size(); ++i) {
    const Node& rule = object["rules"].items[i];
    std::string value = ListText(rule["verbs"]) + " " + ListText(rule["resources"]) + " of " +
                        ListText(rule["apiGroups"]);
    if (rule["resourceNames"].is_list()) value += " named " + ListText(rule["resourceNames"]);
    Source source = text.Quote(rule, "resources");
    source.note = Redact(value);
    fields.Add("rules[" + std::to_string(i) + "]", value, std::move(source));
  }
  const Node& role = object["roleRef"];
  if (role.is_map()) {
    fields.Add("roleRef", role["kind"].text + "/" + role["name"].text, text.Quote(role, "name"));
  }
  for (std::size_t i = 0; i < object["subjects"].items.size(); ++i) {
    const Node& subject = object["subjects"].items[i];
    fields.Add("subjects[" + std::to_string(i) + "]",
               subject["kind"].text + "/" + subject["namespace"].text + "/" + subject["name"].text,
               text.Quote({{subject, "name"}, {subject, "namespace"}}));
  }
}

}  // namespace

ObjectRecord ReadObject(const Node& object, std::string_view api, std::string_view kind,
                        const DocumentText& text) {
  const Node& meta = object["metadata"];
  ObjectRecord record;
  record.source = text.Quote(meta, "name");
  if (record.source.line == 0) record.source = text.Quote(object, "kind");
  record.api = Redact(api);
  record.kind = Redact(kind);
  record.space = Redact(meta["namespace"].text);
  record.name = Redact(meta["name"].text);
  record.uid = RedactIdentifier(meta["uid"].text);
  record.created = StatedTime(meta["creationTimestamp"]);
  record.deletion = StatedTime(meta["deletionTimestamp"]);

  FieldReader fields(text, record);
  for (const std::string_view path : CommonFieldPaths()) fields.Read(object, path, "");
  for (const Node& owner : meta["ownerReferences"].items) {
    if (!owner["controller"].is_true()) continue;
    fields.Add("controller", owner["kind"].text + "/" + owner["name"].text,
               text.Quote(owner, "name"));
  }
  if (kind == "Secret" || kind == "ConfigMap") ReadKeyNames(object, fields);
  if (kind == "ConfigMap") {
    for (const ObjectField& range : ReadRanges(object)) record.fields.push_back(range);
  }
  for (const std::string_view path : FieldPathsOf(kind)) fields.Read(object, path, "");
  if (kind == "PersistentVolume") {
    const Node& affinity = object.At("spec.nodeAffinity");
    const std::string terms = NodeSelectorText(affinity["required"]);
    if (!terms.empty()) {
      Source source = text.Quote(affinity, "required");
      source.note = Redact(terms);
      fields.Add("spec.nodeAffinity", terms, std::move(source));
    }
  }
  const bool access = kind == "ClusterRole" || kind == "Role" || kind == "ClusterRoleBinding" ||
                      kind == "RoleBinding";
  if (access && Contains(meta["name"].text, "calico")) ReadAccess(object, text, fields);
  return record;
}

}  // namespace howdunit
