// What all logs tell, whatever their format: entries in, matches of signatures, what the log
// covers and what it says about the clock out. Ordinary lines leave no trace.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>

#include "ingest/format.h"
#include "ingest/logs/log_layers.h"
#include "ingest/signatures/signature_groups.h"

namespace howdunit {

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

  void Take(const LogEntry& entry) { Take({&entry, 1}); }
  void Take(std::span<const LogEntry> entries);

  // Whether the entry's writer has told what only the beginning of its log tells.
  bool IsPastStart(const LogEntry& entry) { return !MayTellNode(WriterOf(entry)); }

  // Takes `lines` lines, each an entry of one writer, in which nothing would be found. `latest` is
  // the one with the latest stamp, of those the first. REQUIRES: an entry of this writer was taken
  // whose stamp is before that of each of them, or the same, and that writer is past its start.
  void TakeQuiet(const LogEntry& latest, std::int64_t lines);

 private:
  static constexpr std::int64_t kStart = 200;  // lines in which a program says where it runs

  // A unit, or the container, that lines came from.
  struct Writer {
    std::string host, unit, pod, container;
    LogContext context;
    Source first_line;
    Stamp first, last;
    std::int64_t lines = 0;
    bool zone_told = false;
    std::string own_node;  // that it says it runs on

    void Cover(const Stamp& stamp);
  };

  void NoteNewest(std::span<const LogEntry> entries);
  void Count(const LogEntry& entry);
  Writer& WriterOf(const LogEntry& entry);
  void TellZone(const LogEntry& entry, Writer& writer);
  static bool MayTellNode(const Writer& writer);
  void LearnNode(const LogEntry& entry, Writer& writer);
  void TellCoverage(const Writer& writer);

  const ReadContext& context_;
  LogContext base_;
  SignatureGroups groups_;
  std::deque<Writer> writers_;
  Writer* recent_ = nullptr;
  Stamp newest_;  // of those that state their zone
  std::int64_t newest_line_ = 0;
  std::string newest_text_;
};

}  // namespace howdunit
