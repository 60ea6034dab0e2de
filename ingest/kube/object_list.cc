#include "ingest/kube/object_list.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "core/worker_pool.h"

namespace howdunit {
namespace {

constexpr std::size_t kBatchBytes = 128U << 10U;
constexpr std::size_t kMostBatches = 8;  // that are read at once or wait for it

}  // namespace

ObjectList::ObjectList(const ReadContext& context, const TextFormat& format, bool bare,
                       std::int64_t first_line)
    : context_(context),
      format_(format),
      keys_{.bare = bare, .api = {}, .kind = {}},
      first_line_(first_line),
      reader_(context.hints, context.out) {}

void ObjectList::AddProblem(std::int64_t line, std::string reason) {
  context_.out.Add(ProblemAt(line, std::move(reason)));
}

ParsedPiece ObjectList::Parse(const TextPiece& piece) const {
  return ParsePiece(format_, piece, LimitsOfItems(keys_));
}

void ObjectList::AddKeys(const TextPiece& piece) {
  TakeAllBatches();
  const ParsedPiece parsed = ParsePiece(format_, piece, {});
  keys_behind_ = held_.has_value();
  keys_broken_ = !parsed.error.empty();
  if (keys_broken_) {
    whole_ = false;
    context_.out.Add(ProblemOf(parsed, first_line_));
  }
  for (const Node& keys : parsed.documents) {
    keys_end_ = std::max(keys_end_, keys.line_end);
    if (!keys["apiVersion"].text.empty()) keys_.api = keys["apiVersion"].text;
    if (keys["kind"].is_null()) continue;
    keys_.kind = keys["kind"].text;
    keys_.kind_stated = true;
    kind_source_ = DocumentText(piece.text, piece.first_line).Quote(keys, "kind");
  }
  if (!keys_.kind_stated) return;
  if (keys_.kind == "List") keys_.api.clear();
  if (keys_.kind.ends_with("List")) keys_.kind.resize(keys_.kind.size() - 4);
  ReadWaiting();
  if (auto last = std::exchange(held_, {})) ReadPiece(*std::move(last));
}

void ObjectList::AddItems(TextPiece piece) {
  keys_behind_ = false;
  if (auto before = std::exchange(held_, std::move(piece))) Queue(*std::move(before));
}

void ObjectList::Queue(TextPiece piece) {
  queued_.Add(std::move(piece));
  if (queued_.bytes >= kBatchBytes) ReadQueued();
}

void ObjectList::ReadQueued() {
  if (queued_.empty()) return;
  if (batches_.size() >= kMostBatches) TakeBatch();
  batches_.push_back(context_.pool.Run([batch = std::exchange(queued_, {}), keys = keys_,
                                        hints = context_.hints, &format = format_]() mutable {
    batch.Read(format, keys, hints);
    return std::move(batch);
  }));
}

// What one piece cannot tell, it and all behind it are told by the keys behind them.
void ObjectList::TakeBatch() {
  ItemBatch batch = batches_.front().get();
  batches_.pop_front();
  if (batch.waits || !waiting_.empty()) {
    for (TextPiece& piece : batch.pieces) ReadPiece(std::move(piece));
    return;
  }
  whole_ = whole_ && batch.whole;
  reader_.Count(batch.counts);
  for (Record& record : batch.records) context_.out.Add(std::move(record));
}

void ObjectList::TakeAllBatches() {
  ReadQueued();
  while (!batches_.empty()) TakeBatch();
}

void ObjectList::Wait(TextPiece piece) {
  waiting_bytes_ += piece.text.size();
  if (waiting_bytes_ > TextPiece::kMost) {
    whole_ = false;
    if (!std::exchange(too_much_, true)) {
      context_.out.Add(TooLarge(format_, first_line_));
    }
    return;
  }
  waiting_.push_back(std::move(piece));
}

void ObjectList::ReadPiece(TextPiece piece) {
  if (!keys_.kind_stated && !waiting_.empty()) return Wait(std::move(piece));
  const ParsedPiece parsed = Parse(piece);
  if (WaitsForKeys(keys_, parsed)) return Wait(std::move(piece));
  ReadItems(parsed, piece, piece.first_line);
}

void ObjectList::ReadItems(const ParsedPiece& parsed, const TextPiece& piece,
                           std::int64_t problem_line, std::size_t left_out) {
  const bool whole =
      howdunit::ReadItems(keys_, parsed, piece, problem_line, left_out, reader_, context_.out);
  whole_ = whole_ && whole;
}

void ObjectList::ReadWaiting() {
  for (const TextPiece& piece : std::exchange(waiting_, {})) {
    ReadItems(Parse(piece), piece, piece.first_line);
  }
}

// kubectl writes "kind: List" below the items: without it, the end is missing, and the last item
// may lack its end without anything being wrong with it.
void ObjectList::ReadLast(const TextPiece& piece) {
  const bool cut = !keys_.bare && !keys_.kind_stated;
  const ParsedPiece parsed = Parse(piece);
  const std::int64_t problem_line = keys_behind_ ? piece.first_line : first_line_;
  if (!cut || !parsed.error.empty() || keys_broken_) {
    return ReadItems(parsed, piece, problem_line);
  }
  ReadItems(parsed, piece, problem_line, 1);
  const auto items = ItemsOf(parsed);
  AddProblem(std::max(keys_end_, items.empty() ? 0 : items.back().line_end),
             "the list breaks off: its last object is left out");
}

void ObjectList::Finish() {
  TakeAllBatches();
  ReadWaiting();
  if (const auto last = std::exchange(held_, {})) ReadLast(*last);
  if (keys_.kind_stated && whole_) reader_.AddCoverage(kind_source_, keys_.api, keys_.kind);
}

void ObjectList::BreakOff(std::int64_t line) {
  TakeAllBatches();
  AddProblem(first_line_, std::string(format_.name) + ", line " + std::to_string(line) +
                              ": the text breaks off");
  whole_ = false;
  ReadWaiting();
  if (const auto last = std::exchange(held_, {})) ReadItems(Parse(*last), *last, last->first_line);
}

}  // namespace howdunit
