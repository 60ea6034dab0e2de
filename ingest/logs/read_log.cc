#include "ingest/logs/read_log.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <utility>

#include "core/text.h"
#include "ingest/logs/line_run.h"
#include "ingest/logs/log_section.h"
#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostBlocks = 256;  // that are open at once
constexpr std::size_t kMostJoined = 64U << 10U;
constexpr int kMostContinuations = 64;

bool IsBlank(std::string_view text) { return Trim(text).empty(); }

std::size_t LongestLine(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) longest = std::max(longest, TakeUntil(text, "\n").size());
  return longest;
}

// Whether more than one line is about as long.
bool HasSeveral(std::string_view text, std::size_t width) {
  int wide = 0;
  while (!text.empty() && wide < 2) {
    if (TakeUntil(text, "\n").size() * 20 >= width * 19) ++wide;
  }
  return wide > 1;
}

// Formats whose lines are told from anything else at first sight.
constexpr auto kUnmistakable = std::to_array<std::string_view>({
    "audit-log", "cri-log", "klog", "journal", "crictl", "describe-events", "describe-node",
    "describe-pod", "get-events", "get-nodes", "get-pods", "get-table", "systemctl-status",
    "etcdctl",  // which logs why it waits before it answers
});

bool IsUnmistakable(const Format& format) {
  return std::find(kUnmistakable.begin(), kUnmistakable.end(), format.name) != kUnmistakable.end();
}

// "[ERROR] plugin/errors: 2 web.shop. A: …": CoreDNS dates none of its own lines, but what its
// libraries write has dates.
bool IsUndatedEntry(std::string_view line) {
  if (!line.starts_with('[')) return false;
  TakeUntil(line, "] ");
  return line.starts_with("plugin/");
}

// Lines that no log holds: of Markdown, and the header of `df`.
bool OpensOther(std::string_view line) {
  return IsFence(line) || (line.starts_with("Filesystem ") && Contains(line, " Mounted on"));
}

// Puts lines together to entries.
class EntryReader {
 public:
  EntryReader(const ReadContext& context, const LogReading& reading, LogContext base)
      : context_(context),
        reading_(reading),
        section_(context, std::move(base)),
        run_(context, reading, section_, [this] { Flush(); }) {}

  void Run() {
    width_ = LongestLine(context_.in.Ahead());
    several_wide_ = HasSeveral(context_.in.Ahead(), width_);
    while (TakeRun(), true) {
      const auto line = context_.in.Peek();
      if (!line) break;
      if (IsBlank(line->text)) {
        Flush();
        after_blank_ = true;
        context_.in.Next();
        continue;
      }
      if (!Step(*line)) break;
      after_blank_ = false;
      context_.in.Next();
    }
    Flush();
    for (Partial& partial : partials_) FlushPartial(partial);
    while (!blocks_.empty()) FlushBlock(blocks_.begin());
  }

 private:
  struct Partial {
    std::string text;
    std::string quoted;
    LogLine line;
    std::int64_t number = 0;
    std::int64_t line_end = 0;
  };

  void TakeRun() {
    if (!blocks_.empty() || !partials_[0].text.empty() || !partials_[1].text.empty()) return;
    if (!run_.Take()) return;
    unexplained_ = 0;
    after_blank_ = false;
  }

  // False if the line is not of this log; it has not been taken then.
  bool Step(const Line& line) {
    std::string& copy = copies_[1 - current_];
    copy.assign(line.text);
    LogLine parsed;
    if (reading_.parse(copy, parsed)) {
      Flush();
      unexplained_ = 0;
      current_ = 1 - current_;
      return Begin(parsed, line.number);
    }
    if (reading_.remark != nullptr && reading_.remark(context_, line)) {
      Flush();
      return true;
    }
    if (IsUndatedEntry(line.text)) {
      Flush();
      section_.Take(LogEntry{.line = {},
                             .message = line.text,
                             .quoted = line.text,
                             .number = line.number,
                             .line_end = line.number});
      return true;
    }
    // What a program writes has a stamp, or is indented by who gave it one.
    const bool bare = reading_.stamps_each_line && after_blank_ && !IsBlank(line.text.substr(0, 1));
    if (bare || OpensOther(line.text) || IsForeign()) return false;
    ++unexplained_;
    Continue(line);
    return true;
  }

  bool Begin(const LogLine& parsed, std::int64_t number) {
    if (TakeBlockLine(parsed, number)) return true;
    Partial& partial = partials_[parsed.stream == "stderr" ? 1 : 0];
    if (parsed.partial || !partial.text.empty()) {
      if (partial.text.empty()) {
        partial.line = LogLine{};
        partial.line.stamp = parsed.stamp;
        partial.number = number;
        partial.quoted.assign(copies_[current_]);
      }
      if (partial.text.size() < kMostJoined) partial.text += parsed.message;
      partial.line_end = number;
      if (!parsed.partial) FlushPartial(partial);
      return true;
    }
    open_ = true;
    entry_.line = parsed;
    entry_.number = entry_.line_end = number;
    last_length_ = copies_[current_].size();
    return true;
  }

  // A value that has several lines: "err=<", lines behind a tab, " >" (klog, internal/serialize);
  // "failed to connect to {", indented lines, "}. Err: …" (gRPC). In a journal each of them is an
  // entry of its own, and other writers' lines may stand between them.
  bool TakeBlockLine(const LogLine& parsed, std::int64_t number) {
    if (!reading_.stamps_each_line) return false;
    FlushOldBlocks(parsed.stamp);
    const bool opens = OpensBlock(parsed.message);
    if (blocks_.empty() && !opens) return false;
    const std::pair<std::string, std::string> writer(parsed.host, parsed.unit);
    const auto open = blocks_.find(writer);
    if (open != blocks_.end()) {
      Block& block = open->second;
      const bool end = parsed.message.starts_with(block.braces ? "}" : " >");
      const bool inside = parsed.message.starts_with(block.braces ? "  " : "        ") ||
                          parsed.message.starts_with('\t');
      if (end || inside) {
        block.text.append(" ").append(Trim(parsed.message));
        block.quoted.append("\n").append(copies_[current_]);
        block.line_end = number;
      }
      if (!inside || block.text.size() > kMostJoined) FlushBlock(open);
      if (end || inside) return true;
    }
    if (!opens || blocks_.size() >= kMostBlocks) return false;
    blocks_[writer] = {.text = std::string(parsed.message),
                       .quoted = copies_[current_],
                       .stamp = parsed.stamp,
                       .number = number,
                       .line_end = number,
                       .braces = TrimRight(parsed.message).ends_with('{')};
    return true;
  }

  struct Block {
    std::string text, quoted;
    Stamp stamp;
    std::int64_t number = 0;
    std::int64_t line_end = 0;
    bool braces = false;
  };
  using Blocks = std::map<std::pair<std::string, std::string>, Block>;

  // The lines of one message are written at once.
  void FlushOldBlocks(const Stamp& now) {
    constexpr Micros kMost = 5 * kSecond;
    for (auto block = blocks_.begin(); block != blocks_.end();) {
      const auto open = block++;
      const auto age = StampDistance(open->second.stamp, now);
      if (age && (*age > kMost || *age < -kMost)) FlushBlock(open);
    }
  }

  void FlushBlock(Blocks::iterator open) {
    const auto& [writer, block] = *open;
    LogEntry entry{.line = {},
                   .message = block.text,
                   .quoted = block.quoted,
                   .number = block.number,
                   .line_end = block.line_end};
    entry.line.stamp = block.stamp;
    entry.line.host = writer.first;
    entry.line.unit = writer.second;
    section_.Take(entry);
    blocks_.erase(open);
  }

  void Continue(const Line& line) {
    if (!open_ || entry_.line_end - entry_.number >= kMostContinuations ||
        joined_.size() > kMostJoined) {
      Flush();
      // A line of its own, at the time of the entry before it.
      copies_[current_].assign(line.text);
      LogLine loose;
      loose.stamp = entry_.line.stamp;
      loose.message = copies_[current_];
      if (!entry_.line.unit.empty() || !entry_.line.host.empty()) {
        unit_ = entry_.line.unit;
        host_ = entry_.line.host;
      }
      loose.unit = unit_;
      loose.host = host_;
      Begin(loose, line.number);
      return;
    }
    if (joined_.empty()) {
      joined_.assign(entry_.line.message);
      quoted_.assign(copies_[current_]);
    }
    // A line as long as the longest was wrapped in mid-word.
    const bool indented = line.text.starts_with(' ') || line.text.starts_with('\t');
    const bool padded = joined_.ends_with("  ");  // pages do so where they break at a blank
    const bool wrapped =
        !indented && !padded && last_length_ * 20 >= width_ * 19 && !BeginsAnew(line.text);
    if (!wrapped) {
      joined_.erase(TrimRight(joined_).size());
      joined_ += ' ';
    }
    joined_ += TrimLeft(line.text);
    quoted_ += '\n';
    quoted_ += line.text;
    last_length_ = line.text.size();
    entry_.line_end = line.number;
  }

  // Whether the line is one by itself: it begins as programs begin theirs, or as a sentence behind
  // a word, where no other line is as long, so that the one before it is long by itself.
  bool BeginsAnew(std::string_view line) const {
    for (const std::string_view start : {"log: ", "panic: ", "[ERROR] ", "[WARNING] ", "[INFO] "}) {
      if (line.starts_with(start)) return true;
    }
    const bool capital = !line.empty() && line[0] >= 'A' && line[0] <= 'Z';
    const char last = joined_.empty() ? ' ' : joined_.back();
    return capital && !several_wide_ && ((last >= 'a' && last <= 'z') || last == '.');
  }

  // Whether the next line, which nothing here explains, opens something else.
  bool IsForeign() {
    const bool often = unexplained_ >= 8 && std::has_single_bit(unexplained_);
    // Also behind one sentence, or a prompt that is not known as one.
    const bool first = unexplained_ < 2 && runs_ < 32;
    if (!after_blank_ && !often && !first) return false;
    if (unexplained_ == 0) ++runs_;
    const Head head{.text = context_.in.Ahead(), .hints = context_.hints};
    const Format* format = DetectFormat(head);
    if (format == nullptr || format == reading_.self) return false;
    return after_blank_ || often || IsUnmistakable(*format);
  }

  void Flush() {
    if (!open_) return;
    open_ = false;
    entry_.message = joined_.empty() ? entry_.line.message : std::string_view(joined_);
    entry_.quoted = joined_.empty() ? std::string_view(copies_[current_]) : quoted_;
    section_.Take(entry_);
    joined_.clear();
    // The views of an entry end with its copy; keep whose it was for loose lines.
    unit_.assign(entry_.line.unit);
    host_.assign(entry_.line.host);
    entry_.line.unit = unit_;
    entry_.line.host = host_;
    entry_.line.pod = entry_.line.container = entry_.line.message = {};
  }

  void FlushPartial(Partial& partial) {
    if (partial.text.empty()) return;
    LogEntry entry{.line = partial.line,
                   .message = partial.text,
                   .quoted = partial.quoted,
                   .number = partial.number,
                   .line_end = partial.line_end};
    section_.Take(entry);
    partial.text.clear();
  }

  const ReadContext& context_;
  const LogReading& reading_;
  LogSection section_;
  LineRun run_;
  std::array<std::string, 2> copies_;  // the entry's first line, and the line looked at
  std::size_t current_ = 0;
  bool open_ = false;
  LogEntry entry_;
  std::string joined_, quoted_;  // of an entry with continuations
  std::string unit_, host_;      // of the entry before
  std::array<Partial, 2> partials_;
  Blocks blocks_;
  std::size_t width_ = 0;
  bool several_wide_ = false;  // more than one line is about that long
  std::size_t last_length_ = 0;
  unsigned unexplained_ = 0;
  int runs_ = 0;
  bool after_blank_ = false;
};

}  // namespace

bool OpensBlock(std::string_view message) {
  message = TrimRight(message);
  return message.ends_with("=<") || message.ends_with(" {");
}

bool LooksLikeLog(const Head& head, ParseLogLine parse) {
  LogLine line;
  if (parse(TrimRight(head.FirstLine()), line)) return true;
  // Where a log should be kubectl may say that it got none.
  if (OpensOther(head.FirstLine()) || head.FirstLine().starts_with("Error from server")) {
    return false;
  }
  int explained = 0;
  int early = 0;
  int lines = 0;
  std::string_view text = head.text;
  while (!text.empty() && lines < 20) {
    const std::string_view next = TrimRight(TakeUntil(text, "\n"));
    if (next.empty()) {
      if (explained == 0) return false;  // what stands before is something else
      continue;
    }
    if (parse(next, line)) {
      ++explained;
      if (lines < 5) ++early;
    }
    ++lines;
    if (IsFence(text.substr(0, text.find('\n')))) break;
  }
  return early >= 2 && explained * 3 >= lines * 2;
}

void ReadLog(const ReadContext& context, const LogReading& reading, LogContext base) {
  EntryReader(context, reading, std::move(base)).Run();
}

}  // namespace howdunit
