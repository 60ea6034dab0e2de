#include "report/lint_review.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/text.h"
#include "report/human.h"
#include "report/report.h"

namespace howdunit {
namespace {

constexpr std::string_view kTodo = "> **TODO(human) ";

struct Citation {
  std::size_t number;
  std::size_t line;  // of the review
};

struct ReviewText {
  std::vector<std::string> todos;
  std::vector<Citation> citations;
  std::map<std::size_t, std::string> entries;  // of the register: the cell that tells the place
};

// The number at the front of "12]…" or "12 |…" and what follows; nothing if there is none.
std::optional<std::size_t> TakeNumber(std::string_view& text, std::string_view end) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = ParseInt(text.substr(0, digits));
  if (!number || !text.substr(digits).starts_with(end)) return {};
  text.remove_prefix(digits + end.size());
  return static_cast<std::size_t>(*number);
}

// "| E12 | place | text |"
void ReadEntry(std::string_view line, ReviewText& review) {
  line.remove_prefix(std::string_view("| E").size());
  if (const auto number = TakeNumber(line, " | ")) {
    review.entries[*number] = std::string(TakeUntil(line, " | "));
  }
}

void ReadCitations(std::string_view line, std::size_t number, ReviewText& review) {
  for (std::size_t at = line.find("[E"); at != std::string_view::npos; at = line.find("[E", at)) {
    const bool escaped = at > 0 && line[at - 1] == '\\';
    at += 2;
    std::string_view rest = line.substr(at);
    const auto cited = TakeNumber(rest, "]");
    if (cited && !escaped) review.citations.push_back({*cited, number});
  }
}

// Evidence in fences is skipped.
ReviewText Read(std::string_view markdown) {
  ReviewText review;
  std::string_view fence;
  std::size_t number = 0;
  while (!markdown.empty()) {
    const std::string_view line = TrimRight(TakeUntil(markdown, "\n"));
    ++number;
    const std::string_view ticks =
        line.substr(0, std::min(line.find_first_not_of('`'), line.size()));
    if (!fence.empty()) {
      if (line == fence) fence = {};
      continue;
    }
    if (ticks.size() >= 3) {
      fence = ticks;
      continue;
    }
    if (line.starts_with("| E")) ReadEntry(line, review);
    if (line.starts_with(kTodo)) {
      std::string_view rest = line.substr(kTodo.size());
      review.todos.emplace_back(TakeUntil(rest, ":**"));
    }
    ReadCitations(line, number, review);
  }
  return review;
}

std::string Named(const Citation& citation) {
  return "line " + std::to_string(citation.line) + ": [E" + std::to_string(citation.number) + "]";
}

}  // namespace

Result<ReviewLint> LintReview(std::string_view markdown, const Database* database) {
  TRY_ASSIGN(const report::HumanTexts answers, report::ReadHumanTexts(markdown));
  const ReviewText review = Read(markdown);
  ReviewLint lint{.todos = review.todos, .citations = review.citations.size()};
  std::erase_if(lint.todos, [&](const std::string& id) { return answers.contains(id); });
  std::set<std::size_t> cited;
  for (const Citation& citation : review.citations) {
    cited.insert(citation.number);
    if (!review.entries.contains(citation.number)) {
      lint.problems.push_back(Named(citation) + " is not in the register");
    }
  }
  lint.lines = cited.size();
  if (database == nullptr) return lint;
  TRY_ASSIGN(const std::vector<std::string> places, EvidenceCells(*database));
  for (const auto& [number, cell] : review.entries) {
    const std::string name = "E" + std::to_string(number);
    if (number < 1 || number > places.size()) {
      lint.problems.push_back(name + " is not in the case file");
    } else if (places[number - 1] != cell) {
      lint.problems.push_back(name + " is " + cell + " here and " + places[number - 1] +
                              " in the case file: made from other bundles or by another version");
    }
  }
  return lint;
}

}  // namespace howdunit
