// The answer to a query, in the form that was asked for.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

struct ResultCell {
  enum class Kind { kNull, kNumber, kText };
  Kind kind = Kind::kNull;
  std::string text;  // valid UTF-8; a number as JSON has it
};

// Whatever the cells hold, what is written is valid UTF-8 without control characters but newlines
// and, in CSV, tabs.
class ResultWriter {
 public:
  // `out` must outlive the writer.
  explicit ResultWriter(std::ostream& out) : out_(out) {}
  virtual ~ResultWriter() = default;
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  // Once and first. `columns` is not empty; names may repeat.
  virtual void Begin(const std::vector<std::string>& columns) = 0;
  // A cell for each column.
  virtual void Add(const std::vector<ResultCell>& row) = 0;
  // Once and last.
  virtual void End() {}

 protected:
  std::ostream& out() { return out_; }

 private:
  std::ostream& out_;
};

// "table", which needs the last row before it writes the first; "csv", "json", "jsonl" and "md",
// which keep nothing.
const std::vector<std::string>& ResultFormats();

// REQUIRES: `format` is one of ResultFormats().
std::unique_ptr<ResultWriter> MakeResultWriter(std::string_view format, std::ostream& out);

}  // namespace howdunit
