#include "ingest/text/ip_command.h"

#include "core/text.h"
#include "ingest/kube/object_row.h"

namespace howdunit {

bool AsksForPart(std::string_view command, std::span<const std::string_view> selectors) {
  if (IsFiltered(command, selectors)) return true;
  const auto words = SplitWords(command);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string_view next = words[i + 1];
    const bool verb = words[i] == "show" || words[i] == "list" || words[i] == "ls";
    if (verb && next != "|" && !next.starts_with(">") && !next.starts_with("2>")) return true;
  }
  return false;
}

}  // namespace howdunit
