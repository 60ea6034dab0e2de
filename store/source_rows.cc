#include "store/source_rows.h"

namespace howdunit {

SourceRows::SourceRows(const Database& database)
    : ids_([this](std::int64_t id, const Source& source) { return IsRow(id, source); }),
      insert_(database, "source", "member, line, line_end, text, note"),
      row_(database.Prepare("SELECT member, line, line_end, text, note FROM source WHERE id = ?")) {
}

std::int64_t SourceRows::IdOf(const Source& source, std::uint32_t& id) {
  if (id == 0) {
    insert_.Put(MemberOf(source)).Put(source.line).Put(source.line_end).Put(source.text);
    id = static_cast<std::uint32_t>(insert_.Put(source.note).Done());
  }
  return id;
}

// Whether the row says what the source says.
bool SourceRows::IsRow(std::int64_t id, const Source& source) {
  row_.Bind(1, id);
  const bool same = row_.Step() && row_.Int(0) == MemberOf(source) && row_.Int(1) == source.line &&
                    row_.Int(2) == source.line_end && row_.Text(3) == source.text.str() &&
                    row_.Text(4) == source.note.str();
  row_.Reset();
  return same;
}

}  // namespace howdunit
