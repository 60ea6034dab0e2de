#include "cli/lint_command.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "cli/exit_code.h"
#include "core/text.h"
#include "report/lint_review.h"

namespace howdunit {

Result<int> RunLintCommand(const Options& options) {
  const std::string& path = options.files.front();
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"cannot open " + path + "; expected a review in Markdown, like pir.md"};
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::optional<Database> database;
  if (!options.database.empty()) {
    TRY_ASSIGN(database, Database::OpenReadOnly(options.database));
  }
  auto lint = LintReview(text, database ? &*database : nullptr);
  if (!lint) return Error{path + ": " + lint.error().message};
  for (const std::string& problem : lint->problems) {
    fmt::print("{}: {}\n", path, MakeVisible(problem));
  }
  fmt::print("{}: {} citations of {} lines, {}\n", path, lint->citations, lint->lines,
             lint->problems.empty() ? "all of them resolve"
                                    : fmt::format("{} problems", lint->problems.size()));
  fmt::print("{}: {} places left to people{}{}\n", path, lint->todos.size(),
             lint->todos.empty() ? "" : ": ", MakeVisible(Join(lint->todos, ", ")));
  return lint->problems.empty() ? kDone : kFailOn;
}

}  // namespace howdunit
