// A list of Kubernetes objects that comes piece by piece: no more of it is kept than the pieces
// that a pool of threads reads, one, and items that wait to be told what they are.
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "ingest/format.h"
#include "ingest/kube/item_batch.h"
#include "ingest/kube/object_reader.h"
#include "ingest/kube/text_piece.h"

namespace howdunit {

class ObjectList {
 public:
  // A bare list has no keys around its items. `first_line` is the document's.
  ObjectList(const ReadContext& context, const TextFormat& format, bool bare,
             std::int64_t first_line);

  // A map with keys that stand before or behind the items.
  void AddKeys(const TextPiece& piece);

  // A list that holds one item or several. It is read once it is known whether it is the last
  // and what its objects are.
  void AddItems(TextPiece piece);

  // At the document's end.
  void Finish();

  // The same, where it breaks off between two pieces, at the end of line `line`.
  void BreakOff(std::int64_t line);

 private:
  ParsedPiece Parse(const TextPiece& piece) const;
  void AddProblem(std::int64_t line, std::string reason);
  void Queue(TextPiece piece);
  void ReadQueued();
  void TakeBatch();
  void TakeAllBatches();
  void ReadPiece(TextPiece piece);
  void ReadItems(const ParsedPiece& parsed, const TextPiece& piece, std::int64_t problem_line,
                 std::size_t left_out = 0);
  void ReadLast(const TextPiece& piece);
  void ReadWaiting();
  void Wait(TextPiece piece);

  const ReadContext& context_;
  const TextFormat& format_;
  ListKeys keys_;
  std::int64_t first_line_;
  ObjectReader reader_;
  Source kind_source_;
  std::int64_t keys_end_ = 0;                   // the last line of the keys
  bool keys_behind_ = false;                    // they stand behind the last piece of items …
  bool keys_broken_ = false;                    // … and cannot be read
  std::optional<TextPiece> held_;               // the last piece of items
  ItemBatch queued_;                            // those before it
  std::deque<std::future<ItemBatch>> batches_;  // those before them, in their order
  std::vector<TextPiece> waiting_;  // items that do not say what they are, and all behind them
  std::size_t waiting_bytes_ = 0;
  bool too_much_ = false;  // waits: the rest was left out
  bool whole_ = true;      // nothing was lost
};

}  // namespace howdunit
