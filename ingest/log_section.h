// What all formats of logs share: lines in, matches of signatures, what the log
// covers and what it says about the clock out. Ordinary lines leave no trace.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "ingest/format.h"
#include "ingest/log_layers.h"
#include "ingest/signature_scanner.h"

namespace howdunit {

// Takes the layers off one line; false if it is no line of this format.
using ParseLogLine = bool (*)(std::string_view text, LogLine& line);

// Whether text begins like a log: its first line is one of the format, or some
// of the first are and most of the following.
bool LooksLikeLog(const Head& head, ParseLogLine parse);

// Whose log the member is, from its hints, its path and the command above it.
LogContext ContextOf(const MemberHints& hints);

// One entry of a log: what a line says, with the lines that continue it.
struct LogEntry {
  LogLine line;
  std::string_view message;  // searched; continuations joined
  std::string_view quoted;   // evidence
  std::int64_t number = 0;
  std::int64_t line_end = 0;
};

// Collects what the entries of one section say and hands it over at its end.
class LogSection {
 public:
  LogSection(const ReadContext& context, LogContext base);
  ~LogSection();
  LogSection(const LogSection&) = delete;
  LogSection& operator=(const LogSection&) = delete;

  // Views of the entry must stay valid until LetGo(), which keeps what is still needed of them.
  void Take(const LogEntry& entry);
  void LetGo();

 private:
  // A unit, or the container, that lines came from.
  struct Writer {
    std::string host, unit, pod, container;
    LogContext context;
    Source first_line;
    Stamp first, last;
    std::int64_t lines = 0;
    bool zone_told = false;
  };

  Writer& WriterOf(const LogEntry& entry);
  void TellZone(const LogEntry& entry, Writer& writer);
  void TellCoverage(const Writer& writer);

  const ReadContext& context_;
  LogContext base_;
  SignatureGroups groups_;
  std::deque<Writer> writers_;
  Writer* recent_ = nullptr;
  Stamp newest_;  // of those that state their zone
  std::int64_t newest_line_ = 0;
  std::string_view newest_view_;  // until LetGo()
  std::string newest_text_;
};

// How one format's log is read.
struct LogReading {
  ParseLogLine parse;
  const Format* self;
  // Looks at a line that is no entry; true if it says something of its own and
  // does not belong to the entry before it. May be null.
  bool (*remark)(const ReadContext& context, const Line& line) = nullptr;
  // Every line that a program writes has a stamp of its own around it, also the lines of one
  // message.
  bool stamps_each_line = false;
};

// Reads entries until a line that clearly belongs to something else, or to the
// end. Lines that nothing explains continue the entry before them: a message of
// several lines, or one that a terminal or a web page wrapped.
void ReadLog(const ReadContext& context, const LogReading& reading, LogContext base);

}  // namespace howdunit
