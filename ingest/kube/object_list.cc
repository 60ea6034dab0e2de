#include "ingest/kube/object_list.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/text.h"
#include "ingest/limits.h"

namespace howdunit {
namespace {

constexpr auto kMost = static_cast<std::size_t>(Limits{}.document_bytes);

// In its document, a list with keys around it stands one level deeper than in its piece.
constexpr DocumentLimits kItemLimits{.depth = DocumentLimits{}.depth - 1};

std::span<const Node> ItemsOf(const std::vector<Document>& documents) {
  return documents.empty() ? std::span<const Node>() : documents.front().items;
}

}  // namespace

void TextPiece::Add(std::string_view line, std::int64_t number) {
  if (first_line == 0) first_line = number;
  too_large = too_large || text.size() + line.size() >= kMost;
  if (!too_large) text.append(line).append("\n");
}

void TextPiece::AddLines(std::string_view lines, std::int64_t number) {
  if (!too_large && text.size() + lines.size() < kMost) {
    if (first_line == 0) first_line = number;
    text.append(lines);
    return;
  }
  for (; !lines.empty(); ++number) Add(TakeUntil(lines, "\n"), number);
}

ObjectList::ObjectList(const ReadContext& context, std::string_view format, ParseText parse,
                       bool bare, std::int64_t first_line)
    : context_(context),
      format_(format),
      parse_(parse),
      bare_(bare),
      first_line_(first_line),
      reader_(context.hints, context.out) {}

void ObjectList::AddProblem(std::int64_t line, std::string reason) {
  context_.out.Add(ProblemRecord{.source = {.line = line, .line_end = line, .text = {}, .note = {}},
                                 .reason = std::move(reason)});
}

ObjectList::Parsed ObjectList::Parse(const TextPiece& piece, const DocumentLimits& limits) {
  Parsed parsed;
  if (piece.too_large) {
    parsed.error = "the " + format_ + " text is larger than what is read at once";
    return parsed;
  }
  auto documents = parse_(piece.text, piece.first_line, limits, &parsed.documents);
  if (documents) {
    parsed.documents = *std::move(documents);
  } else {
    parsed.error = format_ + ", " + documents.error().message;
  }
  return parsed;
}

void ObjectList::AddKeys(const TextPiece& piece) {
  const Parsed parsed = Parse(piece, {});
  keys_behind_ = held_.has_value();
  keys_broken_ = !parsed.error.empty();
  if (keys_broken_) {
    whole_ = false;
    AddProblem(first_line_, parsed.error);
  }
  for (const Node& keys : parsed.documents) {
    keys_end_ = std::max(keys_end_, keys.line_end);
    if (!keys["apiVersion"].text.empty()) api_ = keys["apiVersion"].text;
    if (keys["kind"].is_null()) continue;
    kind_ = keys["kind"].text;
    kind_stated_ = true;
    kind_source_ = DocumentText(piece.text, piece.first_line).Quote(keys, "kind");
  }
  if (!kind_stated_) return;
  if (kind_ == "List") api_.clear();
  if (kind_.ends_with("List")) kind_.resize(kind_.size() - 4);
  ReadWaiting();
  if (auto last = std::exchange(held_, {})) {
    const std::int64_t line = last->first_line;
    ReadPiece(*std::move(last), line);
  }
}

void ObjectList::AddItems(TextPiece piece) {
  keys_behind_ = false;
  if (auto before = std::exchange(held_, std::move(piece))) {
    const std::int64_t line = before->first_line;
    ReadPiece(*std::move(before), line);
  }
}

// Whether items must be told by keys behind them what they are.
bool ObjectList::Waits(const Parsed& parsed) const {
  if (bare_ || kind_stated_) return false;
  const auto items = ItemsOf(parsed.documents);
  return std::any_of(items.begin(), items.end(), [](const Node& item) {
    return item["kind"].text.empty() || item["apiVersion"].text.empty();
  });
}

void ObjectList::Wait(TextPiece piece) {
  waiting_bytes_ += piece.text.size();
  if (waiting_bytes_ > kMost) {
    whole_ = false;
    if (!std::exchange(too_much_, true)) {
      AddProblem(first_line_, "the " + format_ + " text is larger than what is read at once");
    }
    return;
  }
  waiting_.push_back(std::move(piece));
}

void ObjectList::ReadPiece(TextPiece piece, std::int64_t problem_line) {
  if (!kind_stated_ && !waiting_.empty()) return Wait(std::move(piece));
  const Parsed parsed = Parse(piece, bare_ ? DocumentLimits{} : kItemLimits);
  if (Waits(parsed)) return Wait(std::move(piece));
  ReadItems(parsed, piece, problem_line);
}

void ObjectList::ReadItems(const Parsed& parsed, const TextPiece& piece, std::int64_t problem_line,
                           std::size_t left_out) {
  if (!parsed.error.empty()) {
    whole_ = false;
    AddProblem(problem_line, parsed.error);
  }
  const DocumentText text(piece.text, piece.first_line);
  const auto items = ItemsOf(parsed.documents);
  const std::size_t count = items.size() - std::min(left_out, items.size());
  for (const Node& item : items.first(count)) reader_.Read(item, api_, kind_, text);
}

void ObjectList::ReadWaiting() {
  for (const TextPiece& piece : std::exchange(waiting_, {})) {
    ReadItems(Parse(piece, kItemLimits), piece, piece.first_line);
  }
}

// kubectl writes "kind: List" below the items: without it, the end is missing, and the last item
// may lack its end without anything being wrong with it.
void ObjectList::ReadLast(const TextPiece& piece) {
  const bool cut = !bare_ && !kind_stated_;
  const Parsed parsed = Parse(piece, bare_ ? DocumentLimits{} : kItemLimits);
  const std::int64_t problem_line = keys_behind_ ? piece.first_line : first_line_;
  if (!cut || !parsed.error.empty() || keys_broken_) {
    return ReadItems(parsed, piece, problem_line);
  }
  ReadItems(parsed, piece, problem_line, 1);
  const auto items = ItemsOf(parsed.documents);
  AddProblem(std::max(keys_end_, items.empty() ? 0 : items.back().line_end),
             "the list breaks off: its last object is left out");
}

void ObjectList::Finish() {
  ReadWaiting();
  if (const auto last = std::exchange(held_, {})) ReadLast(*last);
  if (kind_stated_ && whole_) reader_.AddCoverage(kind_source_, kind_);
}

void ObjectList::BreakOff(std::int64_t line) {
  AddProblem(first_line_, format_ + ", line " + std::to_string(line) + ": the text breaks off");
  whole_ = false;
  ReadWaiting();
  if (const auto last = std::exchange(held_, {})) {
    ReadItems(Parse(*last, bare_ ? DocumentLimits{} : kItemLimits), *last, last->first_line);
  }
}

}  // namespace howdunit
