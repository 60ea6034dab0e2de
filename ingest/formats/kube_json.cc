// Kubernetes objects as JSON: `kubectl get … -o json`, JSON lines, and the stdout
// of `kubectl cluster-info dump`, where log blocks follow the objects.
//
//   {
//       "kind": "PodList",
//       "apiVersion": "v1",

#include <string>

#include "codec/json.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/documents.h"

namespace howdunit {
namespace {

constexpr auto kMost = static_cast<std::size_t>(Limits{}.document_bytes);

// Nesting of brackets at the end of a line, given what it was at its start.
struct Nesting {
  int depth = 0;
  bool in_string = false;

  void Read(std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (in_string && c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = !in_string;
      } else if (!in_string && (c == '{' || c == '[')) {
        ++depth;
      } else if (!in_string && (c == '}' || c == ']')) {
        --depth;
      }
    }
  }
};

std::string_view SkipBlanks(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

bool Claims(const Head& head) {
  std::string_view text = SkipBlanks(head.text);
  if (text.starts_with('[')) text = SkipBlanks(text.substr(1));
  if (!text.starts_with('{')) return false;
  const std::string_view front = SkipBlanks(text.substr(1));
  const bool object = front.starts_with("\"apiVersion\"") || front.starts_with("\"kind\"") ||
                      front.starts_with("\"items\"") || front.starts_with("\"metadata\"");
  if (!object) return false;
  // Audit lines, kubeconfigs and CNI files have formats of their own.
  const std::string_view first = text.substr(0, 400);
  return !Contains(first, "audit.k8s.io") && !Contains(text, "\"current-context\"") &&
         !Contains(text, "\"clusters\"") && !Contains(first, "\"cniVersion\"") &&
         (Contains(text, "\"kind\"") || Contains(text, "\"metadata\""));
}

// Takes lines up to the end of the document that starts here.
std::optional<std::string> TakeDocument(Reader& in) {
  std::string text;
  bool too_large = false;
  Nesting nesting;
  while (const auto line = in.Peek()) {
    // A string never crosses a line, so a broken one must not swallow the rest.
    nesting.in_string = false;
    if (!text.empty() && line->text.starts_with("==== ")) break;
    nesting.Read(line->text);
    too_large = too_large || text.size() + line->text.size() >= kMost;
    if (!too_large) text.append(line->text).append("\n");
    in.Next();
    if (nesting.depth <= 0) break;
  }
  if (too_large) return {};
  return text;
}

void Read(const ReadContext& context) {
  const auto front = context.in.Peek();
  if (!front) return;
  const std::int64_t first_line = front->number;
  const auto problem = [&](std::string reason) {
    context.out.Add(ProblemRecord{
        .source = {.line = first_line, .line_end = first_line, .text = {}, .note = {}},
        .reason = std::move(reason)});
  };
  const auto text = TakeDocument(context.in);
  if (!text) return problem("the JSON text is larger than what is read at once");
  std::vector<Document> whole;
  const auto documents = ParseJson(*text, first_line, {}, &whole);
  if (!documents) problem("JSON, " + documents.error().message);
  const DocumentText lines(*text, first_line);
  for (const Node& document : documents ? *documents : whole) {
    const bool complete = documents || &document != &whole.back();
    ReadDocument(document, lines, complete, context.hints, context.out);
  }
}

}  // namespace

extern const Format kKubeJson = {
    .name = "kube-json",
    .title = "Kubernetes objects as JSON (kubectl get -o json, cluster-info dump)",
    .sample = "{\n    \"kind\": \"PodList\",\n    \"apiVersion\": \"v1\",\n    \"items\": []\n}\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
