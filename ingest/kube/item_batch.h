// Items of a list of Kubernetes objects, read together: by another thread, if there is one.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ingest/format.h"
#include "ingest/kube/object_reader.h"
#include "ingest/kube/text_piece.h"

namespace howdunit {

// What is known of a list's items before they are read.
struct ListKeys {
  bool bare = false;         // no keys stand around the items
  bool kind_stated = false;  // the keys around them have said what they are …
  std::string api, kind;     // … for items that state none
};

// In their document, items with keys around them stand one level deeper than in their piece.
DocumentLimits LimitsOfItems(const ListKeys& keys);

// The items of a piece; none where it could not be read.
std::span<const Node> ItemsOf(const ParsedPiece& parsed);

// Whether items must be told by keys behind them what they are.
bool WaitsForKeys(const ListKeys& keys, const ParsedPiece& parsed);

// Reads the items of a piece but for the last `left_out`, and says what is wrong with it, as of
// line `problem_line`. False if something is.
bool ReadItems(const ListKeys& keys, const ParsedPiece& parsed, const TextPiece& piece,
               std::int64_t problem_line, std::size_t left_out, ObjectReader& reader,
               RecordSink& out);

struct ItemBatch {
  std::vector<TextPiece> pieces;
  std::size_t bytes = 0;  // of their text

  // What they say; nothing but `waits` if one of them waits for keys.
  bool waits = false;
  bool whole = true;  // nothing was lost
  std::vector<Record> records;
  ObjectReader::Counts counts;

  bool empty() const { return pieces.empty(); }
  void Add(TextPiece piece);
  void Read(const TextFormat& format, const ListKeys& keys, const MemberHints& hints);
};

}  // namespace howdunit
