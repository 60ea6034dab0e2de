#include "ingest/kube/documents.h"

#include <span>
#include <string>

#include "core/text.h"
#include "ingest/kube/object_reader.h"
#include "ingest/kube/object_row.h"

namespace howdunit {
namespace {

// What stands behind the part that could be read is searched as text.
void SearchRest(const ReadContext& context, const TextPiece& piece, const ParsedPiece& parsed) {
  const std::int64_t read = parsed.documents.empty() ? 0 : parsed.documents.back().line_end;
  LineSearch search(context, "text");
  std::string_view rest = piece.text;
  for (std::int64_t number = piece.first_line; !rest.empty(); ++number) {
    const std::string_view line = TakeUntil(rest, "\n");
    if (number > read) search.Look({.text = line, .number = number});
  }
}

}  // namespace

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
    out.Add(ProblemAt(document.line_end, "the list breaks off: its last object is left out"));
  }
  if (!cut && !bare && complete) reader.AddCoverage(text.Quote(document, "kind"), api, kind);
}

void ReadDocuments(const ReadContext& context, const TextFormat& format, const TextPiece& piece,
                   std::int64_t first_line) {
  const ParsedPiece parsed = ParsePiece(format, piece, {});
  const bool broken = !parsed.error.empty();
  if (broken) {
    context.out.Add(ProblemOf(parsed, first_line));
    SearchRest(context, piece, parsed);
  }
  const DocumentText lines(piece.text, piece.first_line);
  for (const Node& document : parsed.documents) {
    const bool complete = !broken || &document != &parsed.documents.back();
    ReadDocument(document, lines, complete, context.hints, context.out);
  }
}

}  // namespace howdunit
