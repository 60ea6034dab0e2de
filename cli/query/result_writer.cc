#include "cli/query/result_writer.h"

#include <algorithm>
#include <array>
#include <set>

#include "codec/json_text.h"
#include "core/check.h"
#include "core/text.h"
#include "report/evidence_register.h"
#include "report/exports/csv.h"
#include "report/markup/markup.h"
#include "report/model/review.h"

namespace howdunit {
namespace {

using Kind = ResultCell::Kind;

// Columns side by side for a terminal. Long cells are cut.
class TableWriter : public ResultWriter {
 public:
  using ResultWriter::ResultWriter;

  void Begin(const std::vector<std::string>& columns) override {
    widths_.resize(columns.size());
    std::vector<std::string> line;
    for (const std::string& column : columns) line.push_back(OneLine(column));
    Keep(std::move(line));
  }

  void Add(const std::vector<ResultCell>& row) override {
    std::vector<std::string> line;
    for (const ResultCell& cell : row) line.push_back(OneLine(cell.text));
    Keep(std::move(line));
  }

  void End() override {
    for (const std::vector<std::string>& line : lines_) {
      std::string text;
      for (std::size_t i = 0; i < line.size(); ++i) {
        text += line[i] + std::string(widths_[i] - Width(line[i]) + 2, ' ');
      }
      out() << TrimRight(text) << "\n";
    }
  }

 private:
  static constexpr std::size_t kMostCell = 120;

  static std::string OneLine(std::string_view text) {
    // Cut first: the rest of a long text is not worth a look.
    const std::string visible = MakeVisible(Shorten(text, kMostCell));
    return Shorten(ReplaceAll(ReplaceAll(visible, "\n", "\\n"), "\t", "\\t"), kMostCell);
  }

  // In characters.
  static std::size_t Width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
  }

  void Keep(std::vector<std::string> line) {
    for (std::size_t i = 0; i < line.size(); ++i) widths_[i] = std::max(widths_[i], Width(line[i]));
    lines_.push_back(std::move(line));
  }

  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> lines_;
};

class CsvWriter : public ResultWriter {
 public:
  using ResultWriter::ResultWriter;

  void Begin(const std::vector<std::string>& columns) override { out() << report::CsvRow(columns); }

  void Add(const std::vector<ResultCell>& row) override {
    std::vector<std::string> cells;
    for (const ResultCell& cell : row) {
      // -1 is no formula when it is a number.
      cells.push_back(cell.kind == Kind::kText ? report::CsvCell(cell.text) : cell.text);
    }
    const std::string line = Join(cells, ",");
    // Readers pass over an empty line.
    out() << (line.empty() ? "\"\"" : line) << "\n";
  }
};

std::string JsonValue(const ResultCell& cell) {
  switch (cell.kind) {
    case Kind::kNull: return "null";
    case Kind::kNumber: return cell.text;
    case Kind::kText: return JsonString(cell.text);
  }
  return "";
}

// One object a line.
class JsonLinesWriter : public ResultWriter {
 public:
  using ResultWriter::ResultWriter;

  void Begin(const std::vector<std::string>& columns) override {
    // A name that is there already gets a number: "name", "name_2".
    std::set<std::string> taken;
    for (const std::string& column : columns) {
      std::string name = column;
      for (int number = 2; taken.contains(name); ++number) {
        name = column + "_" + std::to_string(number);
      }
      taken.insert(name);
      keys_.push_back(JsonString(name));
    }
  }

  void Add(const std::vector<ResultCell>& row) override { out() << Object(row) << "\n"; }

 protected:
  std::string Object(const std::vector<ResultCell>& row) const {
    std::string object = "{";
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) object += ",";
      object += keys_[i] + ":" + JsonValue(row[i]);
    }
    return object + "}";
  }

 private:
  std::vector<std::string> keys_;
};

// The same objects as one array.
class JsonWriter : public JsonLinesWriter {
 public:
  using JsonLinesWriter::JsonLinesWriter;

  void Add(const std::vector<ResultCell>& row) override {
    out() << (first_ ? "[\n" : ",\n") << Object(row);
    first_ = false;
  }

  void End() override { out() << (first_ ? "[]\n" : "\n]\n"); }

 private:
  bool first_ = true;
};

class MarkdownWriter : public ResultWriter {
 public:
  using ResultWriter::ResultWriter;

  void Begin(const std::vector<std::string>& columns) override {
    std::string line = "|";
    for (const std::string& column : columns) line += " " + Encode(column) + " |";
    out() << line << "\n" << ReplaceAll(std::string(columns.size(), '|'), "|", "|---") << "|\n";
  }

  void Add(const std::vector<ResultCell>& row) override {
    std::string line = "|";
    for (const ResultCell& cell : row) line += " " + Encode(cell.text) + " |";
    out() << line << "\n";
  }

 private:
  std::string Encode(std::string_view text) const {
    std::vector<report::Prose> lines;
    for (const std::string_view line : Split(text, '\n')) lines.push_back(report::Words(line));
    return markup_->Encode(report::JoinProse(lines, report::LineBreak()), no_evidence_);
  }

  report::Review no_review_;
  report::EvidenceRegister no_evidence_{no_review_, 0};
  std::unique_ptr<report::Markup> markup_ = report::MakeMarkdown();
};

struct Format {
  std::string_view name;
  std::unique_ptr<ResultWriter> (*make)(std::ostream& out);
};

template <typename Writer>
std::unique_ptr<ResultWriter> Make(std::ostream& out) {
  return std::make_unique<Writer>(out);
}

constexpr std::array kFormats = std::to_array<Format>({
    {"table", Make<TableWriter>},
    {"csv", Make<CsvWriter>},
    {"json", Make<JsonWriter>},
    {"jsonl", Make<JsonLinesWriter>},
    {"md", Make<MarkdownWriter>},
});

}  // namespace

const std::vector<std::string>& ResultFormats() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> list;
    for (const Format& format : kFormats) list.emplace_back(format.name);
    return list;
  }();
  return kNames;
}

std::unique_ptr<ResultWriter> MakeResultWriter(std::string_view format, std::ostream& out) {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const Format& other) { return other.name == format; });
  HOWDUNIT_CHECK(found != kFormats.end());
  return found->make(out);
}

}  // namespace howdunit
