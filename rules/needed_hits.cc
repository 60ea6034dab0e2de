#include "rules/needed_hits.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>

#include "core/text.h"

namespace howdunit {
namespace {

// Those whose column `signature` is that of a hit.
constexpr std::array kOfHits = std::to_array<std::string_view>(
    {"hit", "cni_failure", "v_open_hit", "v_own_hit", "v_cni_failure", "v_stage_passed",
     "v_api_verdict", "v_cni_verdict"});

// Functions that give a row where there is none, unless rows are grouped.
constexpr std::array kAggregates =
    std::to_array<std::string_view>({"avg", "count", "group_concat", "json_group_array",
                                     "json_group_object", "max", "min", "sum", "total"});

// What makes rows otherwise than from tables of which the first gives the rows.
constexpr std::array kNotPlain =
    std::to_array<std::string_view>({"with", "except", "intersect", "values", "right", "full"});

// What joins conditions otherwise than AND, or holds one.
constexpr std::array kNotAnd = std::to_array<std::string_view>({"or", "case"});

template <std::size_t N>
bool IsOneOf(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A word, a text in quotes or a sign; words are in lower case.
struct Token {
  std::string text;
  int depth = 0;  // of brackets around it
};

bool IsWordByte(char c) { return IsAlnum(c) || c == '_' || c == '.' || c == ':'; }

// Nothing if there is a comment in brackets or a quoted name: such SQL is not read.
std::vector<Token> TokensOf(std::string_view sql) {
  std::vector<Token> tokens;
  int depth = 0;
  while (!(sql = TrimLeft(sql)).empty()) {
    if (sql.front() == '\n' || sql.front() == '\r') {
      sql.remove_prefix(1);
      continue;
    }
    if (sql.starts_with("--")) {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
      continue;
    }
    if (sql.starts_with("/*")) return {};
    if (sql.front() == '"' || sql.front() == '`' || sql.front() == '[') return {};
    std::size_t size = 1;
    if (sql.front() == '\'') {
      // Two quotes are one, and make two tokens here: no condition is read with such a text.
      size = std::min(sql.find('\'', 1), sql.size() - 1) + 1;
    } else if (IsWordByte(sql.front())) {
      while (size < sql.size() && IsWordByte(sql[size])) ++size;
    }
    const std::string_view text = sql.substr(0, size);
    if (text == ")") --depth;
    tokens.push_back({text.front() == '\'' ? std::string(text) : ToLower(text), depth});
    if (text == "(") ++depth;
    sql.remove_prefix(size);
  }
  return tokens;
}

using Tokens = std::span<const Token>;

// Up to the first of the words outside of brackets.
Tokens UpTo(Tokens tokens, std::initializer_list<std::string_view> words) {
  const auto end = std::find_if(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.depth == 0 && std::find(words.begin(), words.end(), token.text) != words.end();
  });
  return tokens.first(static_cast<std::size_t>(end - tokens.begin()));
}

// Behind the first such word; nothing if it is not there.
Tokens Behind(Tokens tokens, std::string_view word) {
  const std::size_t before = UpTo(tokens, {word}).size();
  return before == tokens.size() ? Tokens() : tokens.subspan(before + 1);
}

// Whether `name` is what the FROM clause calls a table or view that is made of hits; "" if it has
// one table alone.
bool IsOfHits(Tokens from, std::string_view name) {
  bool before_table = true;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i].depth > 0) continue;
    if (before_table && IsOneOf(kOfHits, from[i].text)) {
      std::size_t alias = i + 1;
      if (alias < from.size() && from[alias].text == "as") ++alias;
      const bool named = alias > i + 1;
      const std::string_view known = named && alias < from.size()
                                         ? std::string_view(from[alias].text)
                                         : std::string_view(from[i].text);
      if (name == known || (name.empty() && from.size() == alias + (named ? 1 : 0))) return true;
    }
    before_table = from[i].text == "join" || from[i].text == ",";
  }
  return false;
}

// The signatures of "hit.signature = 'a'" or "signature IN ('a', 'b')".
std::vector<std::string> NamedIn(Tokens condition, Tokens from) {
  constexpr std::string_view kColumn = "signature";
  if (condition.size() < 3) return {};
  std::string_view column = condition[0].text;
  if (!column.ends_with(kColumn)) return {};
  column.remove_suffix(kColumn.size());
  if (column.ends_with('.')) column.remove_suffix(1);
  if (!IsOfHits(from, column)) return {};
  const bool one = condition[1].text == "=" && condition.size() == 3;
  const bool several = condition[1].text == "in" && condition[2].text == "(";
  if (!one && !several) return {};
  std::vector<std::string> named;
  for (const Token& token : condition.subspan(one ? 2 : 3)) {
    if (token.text.size() > 2 && token.text.front() == '\'' && token.text.back() == '\'') {
      named.push_back(token.text.substr(1, token.text.size() - 2));
    } else if (token.text != "," && token.text != ")") {
      return {};
    }
  }
  return named;
}

template <std::size_t N>
bool Holds(Tokens tokens, const std::array<std::string_view, N>& words) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.depth == 0 && IsOneOf(words, token.text);
  });
}

// Those of WITH, by name.
using CommonTables = std::map<std::string, std::vector<Token>>;

std::vector<std::string> NeededByAll(Tokens tokens, const CommonTables& tables);

// What stands in the brackets that `tokens` begin with, as a text by itself.
std::vector<Token> Inside(Tokens tokens) {
  const Tokens inside = UpTo(tokens.subspan(1), {")"});
  std::vector<Token> text(inside.begin(), inside.end());
  for (Token& token : text) --token.depth;
  return text;
}

// Of what gives the rows: a table of WITH, or brackets; nothing of any other.
std::optional<std::vector<std::string>> NeededByFirst(Tokens from, const CommonTables& tables) {
  if (from.empty()) return std::nullopt;
  if (from.front().text == "(") return NeededByAll(Inside(from), tables);
  const auto table = tables.find(from.front().text);
  if (table == tables.end()) return std::nullopt;
  CommonTables others = tables;  // but for itself
  others.erase(table->first);
  return NeededByAll(table->second, others);
}

// Of one SELECT of a UNION.
std::vector<std::string> NeededBy(Tokens select, const CommonTables& tables) {
  const bool grouped = !Behind(select, "group").empty();
  const Tokens columns = UpTo(select, {"from"});
  const bool reckons = !Behind(select, "having").empty() ||
                       std::any_of(columns.begin(), columns.end(), [](const Token& token) {
                         return IsOneOf(kAggregates, token.text);
                       });
  if (Holds(select, kNotPlain) || (reckons && !grouped)) return {};
  const Tokens from = UpTo(Behind(select, "from"), {"where", "group", "order", "having", "limit"});
  if (auto needed = NeededByFirst(from, tables)) return *std::move(needed);
  Tokens where = UpTo(Behind(select, "where"), {"group", "order", "having", "limit", "window"});
  if (Holds(where, kNotAnd)) return {};
  while (!where.empty()) {
    const Tokens condition = UpTo(where, {"and"});
    if (auto named = NamedIn(condition, from); !named.empty()) return named;
    where = where.subspan(std::min(condition.size() + 1, where.size()));
  }
  return {};
}

std::vector<std::string> NeededByAll(Tokens tokens, const CommonTables& tables) {
  std::vector<std::string> needed;
  Tokens rest = tokens;
  while (!rest.empty()) {
    const Tokens part = UpTo(rest, {"union"});
    const std::vector<std::string> more = NeededBy(part, tables);
    if (more.empty()) return {};
    needed.insert(needed.end(), more.begin(), more.end());
    rest = rest.subspan(std::min(part.size() + 1, rest.size()));
    if (!rest.empty() && rest.front().text == "all") rest = rest.subspan(1);
  }
  return needed;
}

// Takes "WITH name AS (...), ..."; nothing if it is not so, or if one has the name of another
// table.
std::optional<CommonTables> TakeCommonTables(Tokens& tokens) {
  CommonTables tables;
  if (tokens.empty() || tokens.front().text != "with") return tables;
  do {
    tokens = tokens.subspan(1);
    if (tokens.size() < 4 || tokens[1].text != "as" || tokens[2].text != "(") return std::nullopt;
    if (IsOneOf(kOfHits, tokens[0].text)) return std::nullopt;
    std::vector<Token> select = Inside(tokens.subspan(2));
    const std::size_t size = select.size() + 4;
    if (size > tokens.size()) return std::nullopt;
    tables.emplace(tokens[0].text, std::move(select));
    tokens = tokens.subspan(size);
  } while (!tokens.empty() && tokens.front().text == ",");
  return tables;
}

}  // namespace

std::vector<std::string> NeededHits(std::string_view select) {
  const std::vector<Token> text = TokensOf(select);
  Tokens tokens = text;
  const auto tables = TakeCommonTables(tokens);
  if (!tables) return {};
  std::vector<std::string> needed = NeededByAll(tokens, *tables);
  std::sort(needed.begin(), needed.end());
  needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
  return needed;
}

}  // namespace howdunit
