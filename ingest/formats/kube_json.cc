// Kubernetes objects as JSON: `kubectl get … -o json`, JSON lines, and the stdout
// of `kubectl cluster-info dump`, where log blocks follow the objects.
//
//   {
//       "kind": "PodList",
//       "apiVersion": "v1",

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "codec/json.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/documents.h"
#include "ingest/kube/json_line_cutter.h"
#include "ingest/kube/object_list.h"
#include "ingest/text/blanks.h"

namespace howdunit {
namespace {

constexpr TextFormat kJson{.name = "JSON", .parse = ParseJson};
constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kItemBytes = 2048;  // more than most take
constexpr int kNoLevel = std::numeric_limits<int>::min();

// Nesting of brackets. A string never crosses a line, so a broken one does not swallow the rest.
struct Nesting {
  int depth = 0;

  // Reads `line` from `at` on, up to the bracket that ends level `level`: its position, or kNone.
  std::size_t Read(std::string_view line, std::size_t at, int level) {
    for (at += BlankLength(line.substr(at)); at < line.size(); ++at) {
      const char c = line[at];
      if (c == '"') {
        at = StringEnd(line, at);
        if (at == kNone) return kNone;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (depth == level) return at;
        --depth;
      }
    }
    return kNone;
  }

 private:
  static std::size_t StringEnd(std::string_view line, std::size_t begin) {
    std::size_t end = line.find('"', begin + 1);
    while (end != kNone) {
      std::size_t slash = end;
      while (line[slash - 1] == '\\') --slash;
      if ((end - slash) % 2 == 0) break;
      end = line.find('"', end + 1);
    }
    return end;
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

// Between the blocks of `kubectl cluster-info dump`.
bool IsBlockEnd(std::string_view line) { return line.starts_with("==== "); }

// Takes the lines of one document, and reads its list item by item.
class DocumentLines {
 public:
  DocumentLines(const ReadContext& context, std::int64_t first_line)
      : context_(context), first_line_(first_line) {}

  // Whether the document goes on behind this line.
  bool Take(std::string_view line, std::int64_t number) {
    last_line_ = number;
    const std::size_t end = in_items_ ? TakeInList(line, number) : 0;
    return in_items_ || TakeKeys(line, end, number);
  }

  // Lines inside of an item: most are taken here, many at once. What needs more of the reader than
  // that is left, and so is the item's last line.
  void TakeInner(Reader& in) {
    if (!in_items_ || piece_.text.empty()) return;
    const int level = bare_ ? 1 : 2;
    const std::string_view window = in.Window();
    std::size_t end = 0;
    std::int64_t lines = 0;
    while (end < window.size()) {
      const std::size_t next = window.find('\n', end);
      const std::string_view line = window.substr(end, next - end);
      if (!in.IsOrdinary(line) || IsBlockEnd(line)) break;
      Nesting nesting = nesting_;
      if (nesting.Read(line, 0, level) != kNone || nesting.depth == level) break;
      nesting_ = nesting;
      end = next + 1;
      ++lines;
    }
    if (lines == 0) return;
    piece_.AddLines(window.substr(0, end), in.lines() + 1);
    in.TakeLines(end, lines);
    last_line_ = in.lines();
  }

  int depth() const { return nesting_.depth; }  // of brackets
  bool in_items() const { return in_items_; }

  // Where it ends, or breaks off.
  void Finish() {
    // A document without a list, or with one in another form.
    if (!list_) return ReadDocuments(context_, kJson, piece_, first_line_);
    if (!in_items_) {
      list_->AddKeys(piece_);
      list_->Finish();
    } else if (piece_.text.empty()) {
      list_->BreakOff(last_line_);
    } else {
      list_->AddItems(std::exchange(piece_, {}));
      list_->Finish();
    }
  }

 private:
  // A line, or the end of one from `at` on, that is not among the items.
  bool TakeKeys(std::string_view line, std::size_t at, std::int64_t number) {
    const int depth = nesting_.depth;
    const bool front = piece_.text.empty();
    nesting_.Read(line, at, kNoLevel);
    piece_.Add(line.substr(at), number);
    if (at > 0 || nesting_.depth != depth + 1) return nesting_.depth > 0;
    const std::string_view text = Trim(line);
    const bool items = text == "\"items\": [" || text == "\"items\":[";
    if (depth == 1 && items && (!list_ || !bare_)) StartList(/*bare=*/false);
    if (depth == 0 && front && text == "[") StartList(/*bare=*/true);
    return true;
  }

  void StartList(bool bare) {
    if (!list_) {
      bare_ = bare;
      list_.emplace(context_, kJson, bare, first_line_);
    }
    if (!bare) {
      piece_.text += "]}";
      list_->AddKeys(piece_);
    }
    piece_ = {};
    in_items_ = true;
    comma_ = true;
  }

  // A line among the items; where the list ends in it, if it does.
  std::size_t TakeInList(std::string_view line, std::int64_t number) {
    const int level = bare_ ? 1 : 2;
    const std::size_t end = nesting_.Read(line, 0, level);
    const std::string_view text = line.substr(0, end);
    const bool blank = text.find_first_not_of(" \t") == kNone;
    if (!blank || !piece_.text.empty()) AddToItem(text, number);
    if (!piece_.text.empty() && (end != kNone || nesting_.depth == level)) EndItem();
    if (end == kNone) return 0;
    // The keys behind the items are read alone: what was above them stands for it.
    piece_.text = bare_ ? "[" : "{\"items\": [";
    if (any_ && comma_) piece_.text += "null,";  // to which the parser objects
    piece_.first_line = number;
    in_items_ = false;
    return end;
  }

  void AddToItem(std::string_view text, std::int64_t number) {
    if (piece_.text.empty()) {
      piece_.text.reserve(kItemBytes);
      piece_.text = any_ && !comma_ ? "[null " : "[";
      piece_.first_line = number;
    }
    piece_.Add(text, number);
  }

  void EndItem() {
    const std::size_t last = piece_.text.find_last_not_of(" \t\n");
    comma_ = piece_.text[last] == ',';
    // One that stands alone is the parser's to refuse.
    if (comma_ && piece_.text.find_first_not_of(" \t\n", 1) < last) piece_.text[last] = ' ';
    piece_.text += "]";
    list_->AddItems(std::exchange(piece_, {}));
    any_ = true;
  }

  const ReadContext& context_;
  std::int64_t first_line_;
  std::int64_t last_line_ = 0;
  Nesting nesting_;
  TextPiece piece_;                 // lines that are not read yet
  std::optional<ObjectList> list_;  // of this document, once it begins
  bool bare_ = false;
  bool in_items_ = false;
  bool any_ = false;    // item was read …
  bool comma_ = false;  // … and a comma behind it
};

// Takes a line that is longer than lines may be, the ends of documents and new ones in it; whether
// the last one goes on behind it.
bool TakeLong(const ReadContext& context, std::int64_t number,
              std::optional<DocumentLines>& document) {
  bool more = true;
  JsonLineCutter cutter(document->depth(), document->in_items(), [&](std::string_view line) {
    if (!more) {
      document->Finish();
      document.emplace(context, number);
    }
    more = document->Take(line, number);
  });
  context.in.NextInParts([&](std::string_view part) { cutter.Feed(part); });
  cutter.Finish();
  return more;
}

void Read(const ReadContext& context) {
  const auto front = context.in.Peek();
  if (!front) return;
  const std::int64_t first = front->number;
  std::optional<DocumentLines> document;
  document.emplace(context, first);
  bool more = true;
  while (const auto line = more ? context.in.Peek() : std::nullopt) {
    if (line->number != first && IsBlockEnd(line->text)) break;
    if (line->text.size() >= context.in.line_bytes()) {
      more = TakeLong(context, line->number, document);
      continue;
    }
    more = document->Take(line->text, line->number);
    context.in.Next();
    if (more) document->TakeInner(context.in);
  }
  document->Finish();
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
