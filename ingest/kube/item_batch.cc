#include "ingest/kube/item_batch.h"

#include <algorithm>
#include <utility>

namespace howdunit {
namespace {

class RecordList : public RecordSink {
 public:
  explicit RecordList(std::vector<Record>& records) : records_(records) {}
  void Add(Record record) override { records_.push_back(std::move(record)); }

 private:
  std::vector<Record>& records_;
};

}  // namespace

std::span<const Node> ItemsOf(const ParsedPiece& parsed) {
  return parsed.documents.empty() ? std::span<const Node>() : parsed.documents.front().items;
}

DocumentLimits LimitsOfItems(const ListKeys& keys) {
  return {.depth = DocumentLimits{}.depth - (keys.bare ? 0 : 1)};
}

bool WaitsForKeys(const ListKeys& keys, const ParsedPiece& parsed) {
  if (keys.bare || keys.kind_stated) return false;
  const auto items = ItemsOf(parsed);
  return std::any_of(items.begin(), items.end(), [](const Node& item) {
    return item["kind"].text.empty() || item["apiVersion"].text.empty();
  });
}

bool ReadItems(const ListKeys& keys, const ParsedPiece& parsed, const TextPiece& piece,
               std::int64_t problem_line, std::size_t left_out, ObjectReader& reader,
               RecordSink& out) {
  if (!parsed.error.empty()) out.Add(ProblemOf(parsed, problem_line));
  const DocumentText text(piece.text, piece.first_line);
  const auto items = ItemsOf(parsed);
  const std::size_t count = items.size() - std::min(left_out, items.size());
  for (const Node& item : items.first(count)) reader.Read(item, keys.api, keys.kind, text);
  return parsed.error.empty();
}

void ItemBatch::Add(TextPiece piece) {
  bytes += piece.text.size();
  pieces.push_back(std::move(piece));
}

void ItemBatch::Read(const TextFormat& format, const ListKeys& keys, const MemberHints& hints) {
  RecordList out(records);
  ObjectReader reader(hints, out);
  records.reserve(pieces.size());
  for (const TextPiece& piece : pieces) {
    const ParsedPiece parsed = ParsePiece(format, piece, LimitsOfItems(keys));
    waits = WaitsForKeys(keys, parsed);
    if (waits) return records.clear();
    whole = ReadItems(keys, parsed, piece, piece.first_line, 0, reader, out) && whole;
  }
  counts = reader.counts();
}

}  // namespace howdunit
