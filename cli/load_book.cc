#include "cli/load_book.h"

#include <vector>

#include "core/embedded.h"
#include "core/profile.h"
#include "rules/flat_book.h"

namespace howdunit {

const std::vector<EmbeddedFile>& FlatBook();

Result<RuleBook> LoadBook(const std::string& folder) {
  if (!folder.empty()) return LoadRuleBook(folder);
  const Timed timed(Stage::kBook);
  return ReadFlatBook(FlatBook().front().text);
}

}  // namespace howdunit
