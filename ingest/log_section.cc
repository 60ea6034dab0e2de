#include "ingest/log_section.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <utility>

#include "core/profile.h"
#include "core/text.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/limits.h"

namespace howdunit {
namespace {

constexpr std::size_t kEllipsis = 3;       // bytes that Shorten() adds
constexpr std::size_t kMostWriters = 256;  // idents of one journal that are told apart
constexpr std::size_t kMostJoined = 64U << 10U;
constexpr int kMostContinuations = 64;

// Programs that are several in one: what their log is a log of, too.
struct Alias {
  std::string_view unit;
  std::string_view topic;
};
constexpr std::array kAliases = std::to_array<Alias>({
    {"microk8s.daemon-kubelite", "kubelet"},
    {"kubelite", "kubelet"},
    {"snap.microk8s.daemon-kubelite", "kubelet"},
    {"microk8s.daemon-kubelet", "kubelet"},
    {"snap.kubelet.daemon", "kubelet"},
    {"microshift", "kubelet"},
    {"k3s", "kubelet"},
    {"k3s-agent", "kubelet"},
    {"rke2-server", "kubelet"},
    {"rke2-agent", "kubelet"},
    {"microk8s.daemon-containerd", "containerd"},
    {"snap.microk8s.daemon-containerd", "containerd"},
    {"microk8s.daemon-apiserver", "kube-apiserver"},
    {"hyperkube", "kubelet"},
});

Source SourceOf(const LogEntry& entry) {
  const auto most = static_cast<std::size_t>(Limits{}.excerpt_bytes) - kEllipsis;
  Redacted text = Redact(entry.quoted);
  if (text.str().size() > most) text = Redact(Shorten(text.str(), most));
  return {.line = entry.number, .line_end = entry.line_end, .text = std::move(text), .note = {}};
}

bool IsBlank(std::string_view text) { return Trim(text).empty(); }

std::size_t LongestLine(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) longest = std::max(longest, TakeUntil(text, "\n").size());
  return longest;
}

// What the log is called in coverage: by its container, or its program, or else
// by what the pod is one of.
std::string TopicOf(const LogContext& who) {
  if (!who.container.empty()) return who.container.str();
  if (!who.unit.empty()) return who.unit.str();
  if (!who.pod.empty()) return std::string(WorkloadOfPod(who.pod.str()));
  return "unknown";
}

// Programs that run on the node itself, in its zone: what they write beside their
// stamps is the node's offset. A container's is its own.
bool IsHostRuntime(const LogContext& who) {
  return who.container.empty() && who.pod.empty() && Contains(who.unit.str(), "containerd");
}

// Log formats whose lines are told from anything else at first sight.
bool IsUnmistakable(const Format& format) {
  return format.name == "journal" || format.name == "klog" || format.name == "cri-log" ||
         format.name == "audit-log";
}

}  // namespace

bool LooksLikeLog(const Head& head, ParseLogLine parse) {
  LogLine line;
  if (parse(TrimRight(head.FirstLine()), line)) return true;
  int explained = 0;
  int early = 0;
  int lines = 0;
  std::string_view text = head.text;
  while (!text.empty() && lines < 20) {
    const std::string_view next = TrimRight(TakeUntil(text, "\n"));
    if (next.empty()) continue;
    if (parse(next, line)) {
      ++explained;
      if (lines < 5) ++early;
    }
    ++lines;
  }
  return early >= 2 && explained * 3 >= lines * 2;
}

LogContext ContextOf(const MemberHints& hints) {
  const LogPlace command = ParseLogCommand(hints.command);
  const auto choose = [](const std::string& first, const std::string& second) {
    return Redact(first.empty() ? second : first);
  };
  LogContext context{.node = choose(hints.node, command.node),
                     .space = choose(hints.space, command.space),
                     .pod = choose(hints.pod, command.pod),
                     .container = choose(hints.container, command.container),
                     .unit = {}};
  if (context.pod.empty() && context.container.empty()) {
    context.unit = choose(command.unit, hints.unit);
  }
  return context;
}

LogSection::LogSection(const ReadContext& context, LogContext base)
    : context_(context), base_(std::move(base)), groups_(context.signatures, context.out) {}

LogSection::~LogSection() {
  for (const Writer& writer : writers_) TellCoverage(writer);
  if (newest_.kind != Stamp::Kind::kUtc) return;
  LogEntry newest;
  newest.quoted = newest_text_;
  newest.number = newest.line_end = newest_line_;
  ClockRecord clock{.source = SourceOf(newest),
                    .kind = ClockRecord::Kind::kLowerBound,
                    .when = {.stamp = newest_, .instant = {}},
                    .offset = 0,
                    .node = {}};
  context_.out.Add(std::move(clock));
}

LogSection::Writer& LogSection::WriterOf(const LogEntry& entry) {
  const LogLine& line = entry.line;
  const auto is_same = [&](const Writer& writer) {
    return writer.unit == line.unit && writer.host == line.host && writer.pod == line.pod &&
           writer.container == line.container;
  };
  if (recent_ != nullptr && is_same(*recent_)) return *recent_;
  const auto known = std::find_if(writers_.begin(), writers_.end(), is_same);
  if (known != writers_.end()) return *(recent_ = &*known);
  Writer writer;
  // What is too much to tell apart is counted together, under no name.
  if (writers_.size() < kMostWriters) {
    writer.host = line.host;
    writer.unit = line.unit;
    writer.pod = line.pod;
    writer.container = line.container;
  } else if (writers_.size() > kMostWriters) {
    return *(recent_ = &writers_.back());
  }
  writer.context = base_;
  if (!writer.host.empty()) writer.context.node = Redact(writer.host);
  if (!writer.unit.empty()) writer.context.unit = Redact(writer.unit);
  if (!writer.pod.empty()) writer.context.pod = Redact(writer.pod);
  if (!writer.container.empty()) writer.context.container = Redact(writer.container);
  writer.first_line = SourceOf(entry);
  writers_.push_back(std::move(writer));
  return *(recent_ = &writers_.back());
}

// Once for each host: the offset between its journal's stamps and UTC, if the entry tells it.
void LogSection::TellZone(const LogEntry& entry, Writer& writer) {
  std::optional<Micros> offset = ZoneOf(entry.line);
  if (!offset && IsHostRuntime(writer.context)) offset = OwnOffsetOf(entry.line);
  if (!offset) return;
  writer.zone_told = true;
  const bool told = std::any_of(writers_.begin(), writers_.end(), [&](const Writer& other) {
    return &other != &writer && other.host == writer.host && other.zone_told;
  });
  if (told) return;
  ClockRecord clock{.source = SourceOf(entry),
                    .kind = ClockRecord::Kind::kZone,
                    .when = {.stamp = entry.line.stamp, .instant = {}},
                    .offset = *offset,
                    .node = writer.context.node};
  context_.out.Add(std::move(clock));
}

void LogSection::TellCoverage(const Writer& writer) {
  const LogContext& who = writer.context;
  const std::string own = TopicOf(who);
  CoverageRecord coverage{.source = writer.first_line,
                          .topic = "log/" + own,
                          .space = who.space,
                          .name = who.pod,
                          .node = who.node,
                          .items = writer.lines,
                          .first = {.stamp = writer.first, .instant = {}},
                          .last = {.stamp = writer.last, .instant = {}}};
  for (const Alias& alias : kAliases) {
    if (alias.unit != own) continue;
    CoverageRecord also = coverage;
    also.topic = "log/" + std::string(alias.topic);
    context_.out.Add(std::move(also));
  }
  context_.out.Add(std::move(coverage));
}

void LogSection::Take(const LogEntry& entry) {
  Writer& writer = WriterOf(entry);
  const Stamp& stamp = entry.line.stamp;
  writer.lines += entry.line_end - entry.number + 1;
  if (stamp.kind != Stamp::Kind::kNone) {
    if (writer.first.kind == Stamp::Kind::kNone) writer.first = writer.last = stamp;
    if (StampDistance(stamp, writer.first).value_or(0) > 0) writer.first = stamp;
    if (StampDistance(writer.last, stamp).value_or(0) > 0) writer.last = stamp;
  }
  if (stamp.kind == Stamp::Kind::kUtc &&
      (newest_.kind == Stamp::Kind::kNone || stamp.value > newest_.value)) {
    newest_ = stamp;
    newest_line_ = entry.number;
    newest_view_ = entry.quoted;
  }
  if (!writer.zone_told) TellZone(entry, writer);
  groups_.Look(entry.message, entry.quoted, entry.number, stamp, writer.context, entry.line_end);
}

void LogSection::LetGo() {
  if (newest_view_.empty()) return;
  constexpr std::size_t kMostQuoted = 300;
  newest_text_.assign(newest_view_.substr(0, kMostQuoted));
  newest_view_ = {};
}

namespace {

// Puts lines together to entries.
class EntryReader {
 public:
  EntryReader(const ReadContext& context, const LogReading& reading, LogContext base)
      : context_(context), reading_(reading), section_(context, std::move(base)) {}

  void Run() {
    width_ = LongestLine(context_.in.Ahead());
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

  // A run of lines that are entries by themselves, as nearly all are, without what Step() does for
  // the others. The last one is left: what follows may continue it.
  void TakeRun() {
    if (!blocks_.empty() || !partials_[0].text.empty() || !partials_[1].text.empty()) return;
    const std::string_view window = context_.in.Window();
    run_.clear();
    std::size_t begin = 0;
    std::size_t taken = 0;  // up to the entry before the line that is looked at
    std::int64_t lines = 0;
    while (begin < window.size()) {
      const std::size_t end = window.find('\n', begin);
      const std::string_view text = window.substr(begin, end - begin);
      LogLine parsed;
      if (!IsWhole(text) || Reader::IsSectionStart(text) || !reading_.parse(text, parsed)) break;
      if (parsed.partial || (reading_.stamps_each_line && OpensBlock(parsed.message))) break;
      if (begin == 0) Flush();
      if (run_.size() == kMostRun) TakeEntries();
      const std::int64_t number = context_.in.lines() + lines + 1;
      run_.push_back({.line = parsed,
                      .message = parsed.message,
                      .quoted = text,
                      .number = number,
                      .line_end = number});
      ++lines;
      taken = begin;
      begin = end + 1;
    }
    if (lines < 2) return;
    --lines;
    TakeEntries();
    section_.LetGo();
    unexplained_ = 0;
    after_blank_ = false;
    context_.in.TakeLines(taken, lines);
  }

  // All entries of the run but the last one.
  void TakeEntries() {
    const Timed timed(Stage::kScan);
    for (std::size_t i = 0; i + 1 < run_.size(); ++i) section_.Take(run_[i]);
    timed.AddBytes(run_.back().quoted.data() - run_.front().quoted.data());
    run_.front() = run_.back();
    run_.resize(1);
  }

  // Whether the line needs nothing that Reader::Next() does.
  bool IsWhole(std::string_view line) const {
    return !line.empty() && line.back() != '\r' && line.size() <= context_.in.line_bytes();
  }

  // klog's "err=<", see TakeBlockLine().
  static bool OpensBlock(std::string_view message) { return TrimRight(message).ends_with("=<"); }

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
    if (IsForeign()) return false;
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

  // A value of klog that has several lines: "err=<", lines behind a tab, " >" (klog,
  // internal/serialize). In a journal each of them is an entry of its own, and other writers' lines
  // may stand between them.
  bool TakeBlockLine(const LogLine& parsed, std::int64_t number) {
    if (!reading_.stamps_each_line) return false;
    const bool opens = OpensBlock(parsed.message);
    if (blocks_.empty() && !opens) return false;
    const std::pair<std::string, std::string> writer(parsed.host, parsed.unit);
    const auto open = blocks_.find(writer);
    if (open != blocks_.end()) {
      Block& block = open->second;
      const bool end = parsed.message.starts_with(" >");
      const bool inside =
          parsed.message.starts_with("        ") || parsed.message.starts_with('\t');
      if (end || inside) {
        block.text.append(" ").append(Trim(parsed.message));
        block.quoted.append("\n").append(copies_[current_]);
        block.line_end = number;
      }
      if (!inside || block.text.size() > kMostJoined) FlushBlock(open);
      if (end || inside) return true;
    }
    if (!opens || blocks_.size() >= kMostWriters) return false;
    blocks_[writer] = {.text = std::string(parsed.message),
                       .quoted = copies_[current_],
                       .stamp = parsed.stamp,
                       .number = number,
                       .line_end = number};
    return true;
  }

  struct Block {
    std::string text, quoted;
    Stamp stamp;
    std::int64_t number = 0;
    std::int64_t line_end = 0;
  };
  using Blocks = std::map<std::pair<std::string, std::string>, Block>;

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
    section_.LetGo();
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
    const bool wrapped = !indented && last_length_ * 20 >= width_ * 19;
    if (!wrapped) joined_ += ' ';
    joined_ += TrimLeft(line.text);
    quoted_ += '\n';
    quoted_ += line.text;
    last_length_ = line.text.size();
    entry_.line_end = line.number;
  }

  // Whether the next line, which nothing here explains, opens something else.
  bool IsForeign() {
    const bool often = unexplained_ >= 8 && std::has_single_bit(unexplained_);
    const bool first = unexplained_ == 0 && runs_ < 32;
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
    section_.LetGo();
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
    section_.LetGo();
    partial.text.clear();
  }

  static constexpr std::size_t kMostRun = 64;  // entries that are looked at together

  const ReadContext& context_;
  const LogReading& reading_;
  LogSection section_;
  std::vector<LogEntry> run_;
  std::array<std::string, 2> copies_;  // the entry's first line, and the line looked at
  std::size_t current_ = 0;
  bool open_ = false;
  LogEntry entry_;
  std::string joined_, quoted_;  // of an entry with continuations
  std::string unit_, host_;      // of the entry before
  std::array<Partial, 2> partials_;
  Blocks blocks_;
  std::size_t width_ = 0;
  std::size_t last_length_ = 0;
  unsigned unexplained_ = 0;
  int runs_ = 0;
  bool after_blank_ = false;
};

}  // namespace

void ReadLog(const ReadContext& context, const LogReading& reading, LogContext base) {
  EntryReader(context, reading, std::move(base)).Run();
}

}  // namespace howdunit
