#include "core/text.h"
#include "rules/rule.h"

namespace howdunit {

Result<const Rule*> FindRule(const RuleBook& book, std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : book.rules) {
    if (rule.id == id) return &rule;
    ids.push_back(rule.id);
  }
  const std::string_view near = ClosestSpelling(id, ids);
  return UsageError("there is no rule \"" + std::string(id) + "\"" +
                    (near.empty() ? "; howdunit rules list names them"
                                  : "; did you mean " + std::string(near) + "?"));
}

}  // namespace howdunit
