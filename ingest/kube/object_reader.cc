#include "ingest/kube/object_reader.h"

#include "core/text.h"
#include "ingest/kube/address_ranges.h"
#include "ingest/kube/config_map.h"
#include "ingest/kube/event.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/node.h"
#include "ingest/kube/object.h"
#include "ingest/kube/pod.h"
#include "ingest/kube/scope.h"

namespace howdunit {
namespace {

// What an item is when nothing says so: the end of its list was cut away.
std::string GuessKind(const Node& object) {
  if (object["involvedObject"].is_map() || object["regarding"].is_map()) return "Event";
  if (object.At("spec.containers").is_list()) return "Pod";
  if (object.At("status.nodeInfo").is_map()) return "Node";
  return "";
}

}  // namespace

void ObjectReader::Read(const Node& object, std::string_view api, std::string_view kind,
                        const DocumentText& text) {
  const Text own_api = object["apiVersion"].text;
  const Text own_kind = object["kind"].text;
  if (!own_api.empty()) api = own_api;
  if (!own_kind.empty()) kind = own_kind;
  const std::string guess = kind.empty() ? GuessKind(object) : "";
  if (kind.empty()) kind = guess;
  if (kind.empty()) return;
  const std::string told_apart = KindOfApi(kind, api);
  kind = told_apart;
  const std::string space = object.At("metadata.namespace").text;
  ++counts_[{std::string(kind), space}];
  if (kind == "Pod") {
    out_.Add(ReadPod(object, text));
    AddIfSaid(ReadContainerFlags(object));
  } else if (kind == "Node") {
    out_.Add(ReadNode(object, text));
    AddIfSaid(ReadNodePodRange(object, text));
  } else if (kind == "Event") {
    out_.Add(ReadEvent(object, text));
  } else {
    out_.Add(ReadObject(object, api, kind, text));
    if (kind == "ConfigMap") ReadCertificates(object, out_);
    if (kind == "Lease") AddLowerBound(object["spec"], text);
  }
}

void ObjectReader::Count(const Counts& others) {
  for (const auto& [key, items] : others) counts_[key] += items;
}

void ObjectReader::AddCoverage(const Source& source, std::string_view api,
                               std::string_view list_kind) {
  const Scope scope = ScopeOf(hints_);
  if (scope.part) return;
  std::map<std::string, std::int64_t> kinds;
  if (!list_kind.empty()) {
    kinds[KindOfApi(list_kind, api)] = 0;
  } else if (!scope.resource.empty() && !Contains(scope.resource, ",")) {
    kinds[KindFromWord(scope.resource)] = 0;
  }
  for (const auto& [key, count] : counts_) kinds[key.first] += count;
  for (const auto& [kind, count] : kinds) {
    if (kind.empty() || kind == "All") continue;
    CoverageRecord coverage{.source = source,
                            .topic = TopicOfKind(kind),
                            .space = {},
                            .space_by_path = false,
                            .name = {},
                            .items = count,
                            .first = {},
                            .last = {}};
    if (IsClusterScoped(kind) || scope.all) {
      out_.Add(coverage);
      continue;
    }
    if (!scope.space.empty()) {
      coverage.space = Redact(scope.space);
      out_.Add(coverage);
      continue;
    }
    if (count == 0) {
      coverage.space_by_path = true;
      out_.Add(coverage);
      continue;
    }
    for (const auto& [key, items] : counts_) {
      if (key.first != kind || key.second.empty()) continue;
      coverage.space = Redact(key.second);
      coverage.items = items;
      out_.Add(coverage);
    }
  }
}

void ObjectReader::AddIfSaid(ObjectRecord object) {
  if (!object.fields.empty()) out_.Add(std::move(object));
}

// A lease is renewed every few seconds: it was printed after that.
void ObjectReader::AddLowerBound(const Node& spec, const DocumentText& text) {
  const When renewed = StatedTime(spec["renewTime"]);
  if (renewed.stamp.kind == Stamp::Kind::kNone) return;
  out_.Add(ClockRecord{.source = text.Quote(spec, "renewTime"),
                       .kind = ClockRecord::Kind::kLowerBound,
                       .when = renewed,
                       .offset = 0,
                       .node = {}});
}

}  // namespace howdunit
