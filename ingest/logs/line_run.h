// Lines of a log that are entries by themselves, as nearly all are, without what read_log.cc does
// for the others.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/format.h"
#include "ingest/logs/line_shape.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

class LineRun {
 public:
  // `begins` is called before the first line of each run.
  LineRun(const ReadContext& context, const LogReading& reading, LogSection& section,
          std::function<void()> begins)
      : context_(context), reading_(reading), section_(section), begins_(std::move(begins)) {}

  // Takes what follows of such lines, but for the last: what stands behind it may continue it.
  // False if there were none.
  bool Take();

 private:
  // A line that has a known shape.
  struct Alike {
    std::string_view text;
    std::string_view message;
    std::size_t shape = 0;
    bool speaks = false;  // it may hold what is looked for
  };
  // Lines of one shape in which nothing is looked for.
  struct Quiet {
    std::size_t shape = 0;
    std::int64_t lines = 0;
    std::string_view latest;
    std::int64_t number = 0;
  };

  std::string_view NextLine() const;
  bool TakeAlike();
  bool TakeOther();
  void FindAlike();
  bool IsAlike(std::string_view text, Alike& alike) const;
  bool AddParsed(std::string_view text);
  void AddQuiet(const Alike& alike);
  std::int64_t Advance(std::string_view text);
  void CountLast();
  void HandOverQuiet();
  void HandOver(std::size_t entries);
  void Learn(const LogEntry& entry);

  static constexpr std::size_t kTogether = 64;  // lines that are looked at together
  static constexpr std::size_t kShapes = 4;     // of streams or programs that alternate
  static constexpr int kMostStrange = 8;        // lines of no known shape before one is learnt

  const ReadContext& context_;
  const LogReading& reading_;
  LogSection& section_;
  std::function<void()> begins_;
  std::array<std::optional<LineShape>, kShapes> shapes_;
  std::size_t recent_ = 0;  // the shape of the line before
  std::size_t oldest_ = 0;  // the shape that is forgotten next
  int strange_ = 0;

  // Of the run that is taken.
  std::string_view window_;
  std::size_t begin_ = 0;  // of the next line
  std::size_t last_ = 0;   // of the last one that was added
  std::int64_t lines_ = 0;
  std::vector<LogEntry> run_;  // parsed, not handed over; if there are, the last line is the last
  std::vector<Alike> alike_;
  std::optional<Alike> waiting_;  // the last line, if it is quiet
  Quiet quiet_;                   // those before it, not handed over
};

}  // namespace howdunit
