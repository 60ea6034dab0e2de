#include "ingest/kube/object_list.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/text.h"

namespace howdunit {
namespace {

// In its document, a list with keys around it stands one level deeper than in its piece.
constexpr DocumentLimits kItemLimits{.depth = DocumentLimits{}.depth - 1};

std::span<const Node> ItemsOf(const std::vector<Document>& documents) {
  return documents.empty() ? std::span<const Node>() : documents.front().items;
}

}  // namespace

ObjectList::ObjectList(const ReadContext& context, const TextFormat& format, bool bare,
                       std::int64_t first_line)
    : context_(context),
      format_(format),
      bare_(bare),
      first_line_(first_line),
      reader_(context.hints, context.out) {}

void ObjectList::AddProblem(std::int64_t line, std::string reason) {
  context_.out.Add(ProblemAt(line, std::move(reason)));
}

ParsedPiece ObjectList::Parse(const TextPiece& piece, const DocumentLimits& limits) const {
  return ParsePiece(format_, piece, limits);
}

void ObjectList::AddKeys(const TextPiece& piece) {
  const ParsedPiece parsed = Parse(piece, {});
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
bool ObjectList::Waits(const ParsedPiece& parsed) const {
  if (bare_ || kind_stated_) return false;
  const auto items = ItemsOf(parsed.documents);
  return std::any_of(items.begin(), items.end(), [](const Node& item) {
    return item["kind"].text.empty() || item["apiVersion"].text.empty();
  });
}

void ObjectList::Wait(TextPiece piece) {
  waiting_bytes_ += piece.text.size();
  if (waiting_bytes_ > TextPiece::kMost) {
    whole_ = false;
    if (!std::exchange(too_much_, true)) {
      AddProblem(first_line_, TooLarge(format_));
    }
    return;
  }
  waiting_.push_back(std::move(piece));
}

void ObjectList::ReadPiece(TextPiece piece, std::int64_t problem_line) {
  if (!kind_stated_ && !waiting_.empty()) return Wait(std::move(piece));
  const ParsedPiece parsed = Parse(piece, bare_ ? DocumentLimits{} : kItemLimits);
  if (Waits(parsed)) return Wait(std::move(piece));
  ReadItems(parsed, piece, problem_line);
}

void ObjectList::ReadItems(const ParsedPiece& parsed, const TextPiece& piece,
                           std::int64_t problem_line, std::size_t left_out) {
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
  const ParsedPiece parsed = Parse(piece, bare_ ? DocumentLimits{} : kItemLimits);
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
  AddProblem(first_line_, std::string(format_.name) + ", line " + std::to_string(line) +
                              ": the text breaks off");
  whole_ = false;
  ReadWaiting();
  if (const auto last = std::exchange(held_, {})) {
    ReadItems(Parse(*last, bare_ ? DocumentLimits{} : kItemLimits), *last, last->first_line);
  }
}

}  // namespace howdunit
