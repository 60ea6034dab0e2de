// `kubectl describe` of a custom resource, an APIService and other kinds that kubectl shows field
// by field (kube/described_tree.h). Unlike its own descriptions, these state their kind:
//
//   Name:         ippools
//   Labels:       <none>
//   Annotations:  <none>
//   API Version:  operator.tigera.io/v1
//   Kind:         TigeraStatus
//   Metadata:
//     Creation Timestamp:  2026-03-14T08:26:34Z

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/described_tree.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/object_fields.h"

namespace howdunit {
namespace {

constexpr std::string_view kApi = "API Version:  ";
constexpr std::string_view kKind = "Kind:  ";

// kubectl 1.18 and 1.19 print no line end behind annotations where there are none:
// "Annotations:  API Version:  x/v1".
std::string_view WithoutNoAnnotations(std::string_view line) {
  constexpr std::string_view kNone = "Annotations:  ";
  if (line.starts_with(kNone) && line.substr(kNone.size()).starts_with(kApi)) {
    line.remove_prefix(kNone.size());
  }
  return line;
}

bool StatesKind(std::string_view text) {
  return WithoutNoAnnotations(TakeUntil(text, "\n")).starts_with(kApi) &&
         TakeUntil(text, "\n").starts_with(kKind);
}

// Labels and annotations stand between the name and the kind.
bool Claims(const Head& head) {
  std::string_view text = head.text;
  if (StatesKind(text)) return true;
  if (!StartsObject(text)) return false;
  TakeUntil(text, "\n");
  while (!text.empty()) {
    if (StatesKind(text)) return true;
    const std::string_view line = TakeUntil(text, "\n");
    const bool above = line.starts_with(' ') || line.starts_with("Namespace:") ||
                       line.starts_with("Labels:") || line.starts_with("Annotations:");
    if (!above) return false;
  }
  return false;
}

class ResourceReader {
 public:
  explicit ResourceReader(const ReadContext& context) : context_(context) {}

  void Read() {
    bool first = true;
    while (const auto line = context_.in.Peek()) {
      if (!first && AtNextObject(context_.in)) break;
      if (line->text.starts_with("Events:")) {
        Finish();
        ReadDescribedEvents(context_, object_.kind.str(), object_.space.str(), object_.name.str());
        return;
      }
      if (Trim(line->text).empty() ? !GoesOn() : !TakeLine(*line)) break;
      context_.in.Next();
      first = false;
    }
    Finish();
  }

 private:
  // Whether a message goes on behind a blank line.
  bool GoesOn() const {
    std::string_view text = context_.in.Ahead(512);
    while (!text.empty()) {
      const std::string_view line = TakeUntil(text, "\n");
      if (!Trim(line).empty()) return line.starts_with("  ");
    }
    return false;
  }

  bool TakeLine(Line line) {
    line.text = WithoutNoAnnotations(line.text);
    const auto key = ParseKeyLine(line.text);
    if (tree_.empty()) object_.source = LineSource(line.text, line.number);
    if (key && key->indent == 0) {
      above_ = key->key == "Labels" || key->key == "Annotations";
      if (key->key == "Name") object_.name = Redact(key->value);
      if (key->key == "Namespace") object_.space = Redact(key->value);
    } else if (above_ && line.text.starts_with(' ')) {
      return true;
    }
    return tree_.Take(line);
  }

  void Finish() {
    object_.api = Redact(tree_.At("apiVersion"));
    object_.kind = Redact(KindOfApi(tree_.At("kind"), object_.api.str()));
    object_.uid = RedactIdentifier(tree_.At("metadata.uid"));
    object_.created = StatedTime(tree_.At("metadata.creationTimestamp"));
    object_.deletion = StatedTime(tree_.At("metadata.deletionTimestamp"));
    if (object_.name.empty()) {  // its head was not pasted
      const DescribedObject asked = ObjectOfDescribe(context_.hints.command);
      object_.name = Redact(asked.name);
      object_.space = Redact(asked.space);
    }
    for (const std::string_view path : CommonFieldPaths()) tree_.AddFields(path, object_);
    for (const std::string_view path : FieldPathsOf(object_.kind.str())) {
      tree_.AddFields(path, object_);
    }
    if (!object_.name.empty()) context_.out.Add(object_);
  }

  const ReadContext& context_;
  DescribedTree tree_;
  ObjectRecord object_;
  bool above_ = false;  // among labels or annotations, which look like fields
};

void Read(const ReadContext& context) { ResourceReader(context).Read(); }

}  // namespace

extern const Format kDescribeResource = {
    .name = "describe-resource",
    .title = "kubectl describe of custom resources and other kinds shown field by field",
    .sample =
        "Name:         default\nNamespace:    \nLabels:       <none>\nAnnotations:  <none>\n"
        "API Version:  operator.tigera.io/v1\nKind:         Installation\nMetadata:\n"
        "  Generation:  2\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
