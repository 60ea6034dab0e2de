// Kubernetes objects as YAML: `kubectl get … -o yaml`, must-gather, cluster-info dump.
//
//   apiVersion: v1
//   items:
//   - apiVersion: v1
//     kind: Pod

#include <optional>
#include <string>
#include <utility>

#include "codec/yaml.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/documents.h"
#include "ingest/kube/object_list.h"

namespace howdunit {
namespace {

constexpr TextFormat kYaml{.name = "YAML", .parse = ParseYaml};
constexpr std::size_t kItemBytes = 2048;  // more than most take

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

// Takes the lines of one document after the other, and reads its list item by item.
class Documents {
 public:
  // `first_line`: of the first document.
  Documents(const ReadContext& context, std::int64_t first_line)
      : context_(context), first_line_(first_line) {}

  // What stands at the left edge says what a line is part of; in a list that is indented, what
  // stands where its first item does.
  void Take(std::string_view line, std::int64_t number) {
    const char first = line.empty() ? ' ' : line[0];
    if (first == ' ' || first == '#') {
      if (IsInnerItem(line) && !HasAnchor(piece_.text)) {
        StartItem(number);
        indent_ = line.find('-');
      }
      below_items_ = below_items_ && Trim(line).empty();
      return piece_.Add(line, number);
    }
    const std::string_view text = TrimRight(line);
    if (text.empty()) return piece_.Add(line, number);
    if (text == "---" || text == "..." || text.starts_with("--- ")) {
      Finish();
      if (text.size() == 3) return;
    } else if (text.starts_with("- ") || text == "-") {
      const bool item = in_items_ || below_items_ || blank_;
      if (item && !HasAnchor(piece_.text)) StartItem(number);
    } else if (in_items_) {
      list_->AddItems(std::exchange(piece_, {}));
      in_items_ = false;
      // The keys are read alone: what was above them stands for it.
      piece_.Add(bare_ ? "- null" : "items: []", number - 1);
    }
    indent_ = 0;
    below_items_ = text == "items:";
    piece_.Add(line, number);
    if (first_line_ == 0) first_line_ = number;
    blank_ = false;
  }

  // Lines that are blank or indented only go on with what is above them: most are taken here, many
  // at once. What needs more of the reader than that is left.
  void TakeInner(Reader& in) {
    if (below_items_) return;
    const std::string_view window = in.Window();
    std::size_t end = 0;
    std::int64_t lines = 0;
    while (end < window.size() && (window[end] == ' ' || window[end] == '\n')) {
      const std::size_t next = window.find('\n', end);
      const std::string_view line = window.substr(end, next - end);
      if (!in.IsOrdinary(line) || IsInnerItem(line)) break;
      end = next + 1;
      ++lines;
    }
    if (lines == 0) return;
    piece_.AddLines(window.substr(0, end), in.lines() + 1);
    in.TakeLines(end, lines);
  }

  // The document ends here.
  void Finish() {
    if (list_) {
      if (in_items_) {
        list_->AddItems(std::exchange(piece_, {}));
      } else {
        list_->AddKeys(piece_);
      }
      list_->Finish();
    } else {
      // A document without a list, or with one in another form.
      if (!blank_) ReadDocuments(context_, kYaml, piece_, first_line_);
    }
    list_.reset();
    piece_ = {};
    in_items_ = below_items_ = false;
    indent_ = 0;
    blank_ = true;
    first_line_ = 0;
  }

 private:
  // What an item names, another one may mean: they are read together.
  static bool HasAnchor(std::string_view text) {
    for (std::size_t at = text.find('&'); at != std::string_view::npos;
         at = text.find('&', at + 1)) {
      const bool word = at + 1 < text.size() && !Contains(" &\"'\n", text.substr(at + 1, 1));
      if (at > 0 && text[at - 1] == ' ' && word) return true;
    }
    return false;
  }

  // Whether the line is the first of an item of an indented list. What is inside of an item is
  // indented more.
  bool IsInnerItem(std::string_view line) const {
    if (!below_items_ && indent_ == 0) return false;
    const std::size_t blanks = line.find_first_not_of(' ');
    if (blanks == std::string_view::npos || blanks == 0 || line[blanks] != '-') return false;
    if (line.size() > blanks + 1 && line[blanks + 1] != ' ') return false;
    return below_items_ || blanks == indent_;
  }

  void StartItem(std::int64_t number) {
    if (!list_) {
      bare_ = blank_;
      if (first_line_ == 0) first_line_ = number;
      list_.emplace(context_, kYaml, bare_, first_line_);
    }
    if (in_items_) {
      list_->AddItems(std::exchange(piece_, {}));
    } else if (!bare_) {
      list_->AddKeys(piece_);
    }
    piece_ = {};
    piece_.text.reserve(kItemBytes);
    in_items_ = true;
  }

  const ReadContext& context_;
  TextPiece piece_;                 // lines that are not read yet
  std::optional<ObjectList> list_;  // of this document, once it has an item
  bool bare_ = false;
  bool in_items_ = false;
  bool below_items_ = false;  // right below the key "items"
  std::size_t indent_ = 0;    // of an item's first line, in an indented list
  bool blank_ = true;         // no line of this document says anything
  std::int64_t first_line_;   // of this document; 0 if it is not known yet
};

void Read(const ReadContext& context) {
  const auto front = context.in.Peek();
  if (!front) return;
  const std::int64_t first = front->number;
  Documents documents(context, first);
  while (const auto line = context.in.Peek()) {
    const bool inside = line->text.starts_with(' ') || line->number == first;
    if (!inside && !IsTopLine(TrimRight(line->text))) break;
    documents.Take(line->text, line->number);
    context.in.Next();
    documents.TakeInner(context.in);
  }
  documents.Finish();
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
