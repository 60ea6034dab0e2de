// Lines of a log → its entries.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/format.h"
#include "ingest/logs/line_shape.h"
#include "ingest/logs/log_layers.h"
#include "ingest/signatures/signature_groups.h"

namespace howdunit {

// Takes the layers off one line; false if it is no line of this format.
using ParseLogLine = bool (*)(std::string_view text, LogLine& line);

// Whether text begins like a log: its first line is one of the format, or some
// of the first are and most of the following.
bool LooksLikeLog(const Head& head, ParseLogLine parse);

// Whether an entry's text opens a value of several lines: klog's "err=<", gRPC's "connect to {".
bool OpensBlock(std::string_view message);

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
  // The shape of a line that was parsed. May be null: each line is parsed then.
  std::optional<LineShape> (*shape)(std::string_view text, const LogLine& line) = nullptr;
};

// Reads entries until a line that clearly belongs to something else, or to the
// end. Lines that nothing explains continue the entry before them: a message of
// several lines, or one that a terminal or a web page wrapped.
void ReadLog(const ReadContext& context, const LogReading& reading, LogContext base);

}  // namespace howdunit
