// A list of Kubernetes objects that comes piece by piece: no more of it is kept
// than one piece, but for items that wait to be told what they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/node.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
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
  ParsedPiece Parse(const TextPiece& piece, const DocumentLimits& limits) const;
  void AddProblem(std::int64_t line, std::string reason);
  void ReadPiece(TextPiece piece, std::int64_t problem_line);
  void ReadItems(const ParsedPiece& parsed, const TextPiece& piece, std::int64_t problem_line,
                 std::size_t left_out = 0);
  void ReadLast(const TextPiece& piece);
  void ReadWaiting();
  bool Waits(const ParsedPiece& parsed) const;
  void Wait(TextPiece piece);

  const ReadContext& context_;
  const TextFormat& format_;
  bool bare_;
  std::int64_t first_line_;
  ObjectReader reader_;
  std::string api_, kind_;  // of items that state none
  bool kind_stated_ = false;
  Source kind_source_;
  std::int64_t keys_end_ = 0;       // the last line of the keys
  bool keys_behind_ = false;        // they stand behind the last piece of items …
  bool keys_broken_ = false;        // … and cannot be read
  std::optional<TextPiece> held_;   // the last piece of items
  std::vector<TextPiece> waiting_;  // items that do not say what they are, and all behind them
  std::size_t waiting_bytes_ = 0;
  bool too_much_ = false;  // waits: the rest was left out
  bool whole_ = true;      // nothing was lost
};

}  // namespace howdunit
