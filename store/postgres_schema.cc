#include "store/postgres_schema.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "store/schema_files.h"

namespace howdunit {
namespace {

// SQL of this program writes keywords in capitals and names without: a column may be called text.
struct Replacement {
  std::string_view word;
  std::string_view by;
  // What goes with the word; it is left out, too.
  enum class Drop { kNothing, kNextWord, kUpToSemicolon, kSemicolonToo } drop = Drop::kNothing;
};

constexpr std::array kReplacements = std::to_array<Replacement>({
    {"INTEGER", "bigint"},
    {"TEXT", "text COLLATE \"C\""},
    {"LIKE", "ILIKE"},  // SQLite's does not tell capitals from others
    {"REFERENCES", "", Replacement::Drop::kNextWord},
    {"STRICT", "", Replacement::Drop::kUpToSemicolon},
    {"PRAGMA", "", Replacement::Drop::kSemicolonToo},
});

bool IsOfWord(char c) { return IsAlnum(c) || c == '_'; }

class Translator {
 public:
  explicit Translator(std::string_view sql) : rest_(sql) {}

  std::string Translate() {
    while (!rest_.empty()) {
      if (rest_.starts_with("--")) {
        TakeUntil(rest_, "\n");
        out_ += '\n';
      } else if (rest_.front() == '\'' || rest_.front() == '"') {
        out_ += Take(rest_.find(rest_.front(), 1) + 1);
      } else if (IsOfWord(rest_.front())) {
        Add(TakeWord());
      } else {
        out_ += Take(1);
      }
    }
    return std::move(out_);
  }

 private:
  std::string_view Take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view TakeWord() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), IsOfWord);
    return Take(static_cast<std::size_t>(end - rest_.begin()));
  }

  void Add(std::string_view word) {
    const auto* found =
        std::find_if(kReplacements.begin(), kReplacements.end(),
                     [&](const Replacement& replacement) { return replacement.word == word; });
    if (found == kReplacements.end()) {
      out_ += word;
      return;
    }
    out_ += found->by;
    switch (found->drop) {
      case Replacement::Drop::kNothing: return;
      case Replacement::Drop::kNextWord:
        Take(1);
        TakeWord();
        return;
      case Replacement::Drop::kUpToSemicolon: Take(std::min(rest_.find(';'), rest_.size())); return;
      case Replacement::Drop::kSemicolonToo: TakeUntil(rest_, ";"); return;
    }
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string ToPostgres(std::string_view sql) { return Translator(sql).Translate(); }

std::string PostgresSchema() {
  return std::string(SchemaFile("postgres_functions.sql")) + ToPostgres(SchemaFile("schema.sql")) +
         ToPostgres(SchemaFile("archive_indexes.sql")) +
         std::string(SchemaFile("postgres_indexes.sql"));
}

}  // namespace howdunit
