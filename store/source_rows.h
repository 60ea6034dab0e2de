// The rows of the lines that a bundle's records were read from.
#pragma once

#include <cstdint>
#include <string>

#include "core/record.h"
#include "store/database.h"
#include "store/insert.h"
#include "store/source_ids.h"

namespace howdunit {

// Inserts each source when it is first asked for. The first failure sticks.
class SourceRows {
 public:
  explicit SourceRows(const Database& database);
  SourceRows(const SourceRows&) = delete;  // what is asked for its rows refers to it
  SourceRows& operator=(const SourceRows&) = delete;

  // The row of the bundle's first member, and so of the others; before any source.
  void SetFirstMember(std::int64_t id) { first_member_ = id; }

  // The id of a source's row; equal sources share one. REQUIRES: `source` outlives this.
  std::int64_t IdOf(const Source& source) { return IdOf(source, ids_.Of(source)); }
  // Of a source that is gone with its record.
  std::int64_t IdOfPassing(const Source& source) { return IdOf(source, ids_.OfPassing(source)); }

  const std::string& error() const { return insert_.error(); }

 private:
  std::int64_t IdOf(const Source& source, std::uint32_t& id);
  bool IsRow(std::int64_t id, const Source& source);
  std::int64_t MemberOf(const Source& source) const {
    return first_member_ + (source.member < 0 ? 0 : source.member);
  }

  std::int64_t first_member_ = 0;
  SourceIds ids_;
  Insert insert_;
  Statement row_;
};

}  // namespace howdunit
