#include "ingest/kube/documents.h"

#include <span>
#include <string>

#include "ingest/kube/object_reader.h"

namespace howdunit {

void ReadDocument(const Node& document, const DocumentText& text, bool complete,
                  const MemberHints& hints, RecordSink& out) {
  ObjectReader reader(hints, out);
  const bool bare = document.is_list();
  if (!bare && !document["items"].is_list()) {
    reader.Read(document, "", "", text);
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
  for (std::size_t i = 0; i < count; ++i) reader.Read(items[i], api, kind, text);
  if (cut && complete) {
    out.Add(ProblemRecord{.source = {.line = document.line_end,
                                     .line_end = document.line_end,
                                     .text = {},
                                     .note = {}},
                          .reason = "the list breaks off: its last object is left out"});
  }
  if (!cut && !bare && complete) reader.AddCoverage(text.Quote(document, "kind"), kind);
}

}  // namespace howdunit
