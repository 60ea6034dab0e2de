#include "rules/common_selects.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit {
namespace {

bool IsWordByte(char c) { return IsAlnum(c) || c == '_' || c == ':'; }

bool Names(std::string_view sql, std::string_view name) {
  for (std::size_t at = sql.find(name); at != std::string_view::npos; at = sql.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !IsWordByte(sql[at - 1])) && (end == sql.size() || !IsWordByte(sql[end]))) {
      return true;
    }
  }
  return false;
}

// Where the statement begins, behind comments.
std::size_t StartOf(std::string_view sql) {
  std::size_t at = sql.find_first_not_of(" \t\r\n");
  while (at != std::string_view::npos && sql.substr(at).starts_with("--")) {
    at = sql.find_first_not_of(" \t\r\n", std::min(sql.find('\n', at), sql.size()));
  }
  return std::min(at, sql.size());
}

// Takes it, and the blanks behind it, if the statement goes on with it.
bool TakeKeyword(std::string_view& sql, std::string_view keyword) {
  if (ToLower(sql.substr(0, keyword.size())) != keyword) return false;
  const std::string_view rest = sql.substr(keyword.size());
  if (rest.empty() || IsWordByte(rest.front())) return false;
  sql = rest.substr(StartOf(rest));
  return true;
}

}  // namespace

std::string CommonSelects::Before(std::string_view question) const {
  const bool named = std::any_of(selects_.begin(), selects_.end(),
                                 [&](const auto& select) { return Names(question, select.first); });
  if (!named) return std::string(question);
  const std::size_t start = StartOf(question);
  std::string text(question.substr(0, start));
  question.remove_prefix(start);
  const bool has_own = TakeKeyword(question, "with");
  const bool recursive = has_own && TakeKeyword(question, "recursive");
  text += recursive ? "WITH RECURSIVE " : "WITH ";
  for (std::size_t i = 0; i < selects_.size(); ++i) {
    if (i > 0) text += ",\n";
    text += selects_[i].first + " AS (" + selects_[i].second + "\n)";  // it may end in a comment
  }
  return text + (has_own ? ",\n" : "\n") + std::string(question);
}

std::string CommonSelects::UnusedIn(const std::vector<std::string>& questions) const {
  for (const auto& select : selects_) {
    const std::string& name = select.first;
    const auto names = [&](const std::string& sql) { return Names(sql, name); };
    const bool used = std::any_of(questions.begin(), questions.end(), names) ||
                      std::any_of(selects_.begin(), selects_.end(), [&](const auto& other) {
                        return other.first != name && names(other.second);
                      });
    if (!used) return name;
  }
  return {};
}

}  // namespace howdunit
