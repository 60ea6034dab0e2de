// Kubernetes objects as YAML: `kubectl get … -o yaml`, must-gather, cluster-info dump.
//
//   apiVersion: v1
//   items:
//   - apiVersion: v1
//     kind: Pod

#include <string>

#include "codec/yaml.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/documents.h"

namespace howdunit {
namespace {

constexpr auto kMost = static_cast<std::size_t>(Limits{}.document_bytes);

// A line that can stand at the left edge of a YAML object: "key:", "key: value",
// "- item", "---", a comment. `describe` writes "Key:   value", with more blanks.
bool IsTopLine(std::string_view line) {
  if (line.empty() || line[0] == ' ' || line[0] == '#' || line == "..." || line == "---" ||
      line.starts_with("--- ") || line.starts_with("- ") || line == "-") {
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  for (const char c : line.substr(0, colon)) {
    if (!IsAlnum(c) && c != '_' && c != '-' && c != '.' && c != '"' && c != '\'') return false;
  }
  const std::string_view rest = line.substr(colon + 1);
  return rest.empty() || (rest[0] == ' ' && !rest.starts_with("  "));
}

// The first line that says anything, and the one behind it.
bool IsObjectLine(std::string_view line) {
  while (line.starts_with("- ")) line.remove_prefix(2);
  return line.starts_with("apiVersion:") || line.starts_with("items:") ||
         line.starts_with("kind:") || line == "metadata:";
}

bool Claims(const Head& head) {
  std::string_view text = head.text;
  bool first = true;
  while (!text.empty()) {
    const std::string_view line = TrimRight(TakeUntil(text, "\n"));
    if (line.empty() || line[0] == '#' || line == "---") continue;
    if (first && !IsObjectLine(line)) return false;
    first = false;
    // A kubeconfig looks the same, and holds credentials: it has a format of its own.
    if (line == "kind: Config" || line == "clusters:" || line == "users:") return false;
    if (line.starts_with("items:") || line.starts_with("- ")) return true;
  }
  return !first;
}

void Read(const ReadContext& context) {
  const auto front = context.in.Peek();
  if (!front) return;
  const std::int64_t first_line = front->number;
  std::string text;
  bool too_large = false;
  bool first = true;
  while (const auto line = context.in.Peek()) {
    if (!first && !IsTopLine(TrimRight(line->text))) break;
    first = false;
    too_large = too_large || text.size() + line->text.size() >= kMost;
    if (!too_large) text.append(line->text).append("\n");
    context.in.Next();
  }
  const auto problem = [&](std::string reason) {
    context.out.Add(ProblemRecord{
        .source = {.line = first_line, .line_end = first_line, .text = {}, .note = {}},
        .reason = std::move(reason)});
  };
  if (too_large) return problem("the YAML text is larger than what is read at once");

  std::vector<Document> whole;
  const auto documents = ParseYaml(text, first_line, {}, &whole);
  if (!documents) problem("YAML, " + documents.error().message);
  const DocumentText lines(text, first_line);
  for (const Node& document : documents ? *documents : whole) {
    const bool complete = documents || &document != &whole.back();
    ReadDocument(document, lines, complete, context.hints, context.out);
  }
}

}  // namespace

extern const Format kKubeYaml = {
    .name = "kube-yaml",
    .title = "Kubernetes objects as YAML (kubectl get -o yaml)",
    .sample =
        "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: web-0\n"
        "kind: List\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
