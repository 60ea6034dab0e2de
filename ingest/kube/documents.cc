#include "ingest/kube/documents.h"

#include <map>

#include "core/text.h"
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

class DocumentReader {
 public:
  DocumentReader(const DocumentText& text, const MemberHints& hints, RecordSink& out)
      : text_(text), hints_(hints), out_(out) {}

  void ReadOne(const Node& object, std::string_view api, std::string_view kind) {
    const std::string own_api = object["apiVersion"].text;
    const std::string own_kind = object["kind"].text;
    if (!own_api.empty()) api = own_api;
    if (!own_kind.empty()) kind = own_kind;
    const std::string guess = kind.empty() ? GuessKind(object) : "";
    if (kind.empty()) kind = guess;
    if (kind.empty()) return;
    const std::string space = object.At("metadata.namespace").text;
    ++counts_[{std::string(kind), space}];
    if (kind == "Pod") {
      out_.Add(ReadPod(object, text_));
    } else if (kind == "Node") {
      out_.Add(ReadNode(object, text_));
    } else if (kind == "Event") {
      out_.Add(ReadEvent(object, text_));
    } else {
      out_.Add(ReadObject(object, api, kind, text_));
      if (kind == "ConfigMap") ReadCertificates(object, out_);
      if (kind == "Lease") AddLowerBound(object["spec"]);
    }
  }

  // A typed list covers its kind even if it is empty. A mixed one (kind "List") shows
  // only what it holds; and which namespaces were asked for, only the command says.
  void AddCoverage(const Node& list, std::string_view list_kind) {
    const Scope scope = ScopeOf(hints_);
    if (scope.part) return;
    const Source source = text_.Quote(list, "kind");
    std::map<std::string, std::int64_t> kinds;
    if (!list_kind.empty()) kinds[std::string(list_kind)] = 0;
    if (!scope.resource.empty() && !Contains(scope.resource, ",")) {
      kinds[KindFromWord(scope.resource)] = 0;
    }
    for (const auto& [key, count] : counts_) kinds[key.first] += count;
    for (const auto& [kind, count] : kinds) {
      if (kind.empty() || kind == "All") continue;
      CoverageRecord coverage{.source = source,
                              .topic = TopicOfKind(kind),
                              .space = {},
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
      for (const auto& [key, items] : counts_) {
        if (key.first != kind || key.second.empty()) continue;
        coverage.space = Redact(key.second);
        coverage.items = items;
        out_.Add(coverage);
      }
    }
  }

 private:
  // A lease is renewed every few seconds: it was printed after that.
  void AddLowerBound(const Node& spec) {
    const When renewed = StatedTime(spec["renewTime"]);
    if (renewed.stamp.kind == Stamp::Kind::kNone) return;
    out_.Add(ClockRecord{.source = text_.Quote(spec, "renewTime"),
                         .kind = ClockRecord::Kind::kLowerBound,
                         .when = renewed,
                         .offset = 0,
                         .node = {}});
  }

  const DocumentText& text_;
  const MemberHints& hints_;
  RecordSink& out_;
  std::map<std::pair<std::string, std::string>, std::int64_t> counts_;  // by kind and namespace
};

}  // namespace

void ReadDocument(const Node& document, const DocumentText& text, bool complete,
                  const MemberHints& hints, RecordSink& out) {
  DocumentReader reader(text, hints, out);
  const bool bare = document.is_list();
  if (!bare && !document["items"].is_list()) {
    reader.ReadOne(document, "", "");
    return;
  }
  const std::span<const Node> items = bare ? document.items : document["items"].items;
  std::string kind = document["kind"].text;
  const Text api = kind == "List" ? Text() : document["apiVersion"].text;
  if (kind.ends_with("List")) kind.resize(kind.size() - 4);
  // kubectl writes "kind: List" below the items: without it, the end is missing, and
  // the last item of a YAML list may lack its end without anything being wrong.
  const bool cut = !bare && document["kind"].is_null();
  std::size_t count = items.size();
  if (cut && complete && count > 0) --count;
  for (std::size_t i = 0; i < count; ++i) reader.ReadOne(items[i], api, kind);
  if (cut && complete) {
    out.Add(ProblemRecord{.source = {.line = document.line_end,
                                     .line_end = document.line_end,
                                     .text = {},
                                     .note = {}},
                          .reason = "the list breaks off: its last object is left out"});
  }
  if (!cut && !bare && complete) reader.AddCoverage(document, kind);
}

}  // namespace howdunit
