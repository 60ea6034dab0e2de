// What the formats of lists and tables share: a row becomes an object, its line is
// searched for signatures, and the list says that there are no other objects.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "ingest/format.h"
#include "ingest/kube/table.h"
#include "ingest/signatures/signature_groups.h"

namespace howdunit {

// An object that `source` shows.
ObjectRecord ObjectAt(Source source, std::string_view kind, std::string_view name);

// Adds the field, which the object's own line shows, unless the value is empty.
void AddField(ObjectRecord& object, std::string_view path, std::string_view value);

// Adds the cells that are not empty and whose columns are not `except`, as fields
// named by the column in lower case.
void AddCells(ObjectRecord& object, const std::vector<std::string>& columns,
              const std::vector<std::string_view>& cells, std::span<const std::string_view> except);

// "The list at `source` holds all `items` objects of the kind", on the member's node.
CoverageRecord CoverageOf(const ReadContext& context, Source source, std::string_view kind,
                          std::int64_t items);

// Whether the command leaves out some of what it lists: it has one of the flags, or
// hands its output to a program that selects.
bool IsFiltered(std::string_view command, std::span<const std::string_view> flags);

// Searches lines of a claimed text for signatures, as lines that nobody claims are.
// Hands over what it found when it ends.
class LineSearch {
 public:
  // `origin`: of the lines, see SignatureRecord.
  explicit LineSearch(const ReadContext& context, std::string_view origin = "log");

  void Look(const Line& line) { Look(line.text, line.text, line.number); }
  // Looks at `message`, which `line` holds in another form.
  void Look(std::string_view message, std::string_view line, std::int64_t number);

 private:
  SignatureGroups groups_;
  LogContext context_;
};

}  // namespace howdunit
