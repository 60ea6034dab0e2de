#include "ingest/read_member.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "codec/sha256.h"
#include "core/text.h"
#include "ingest/attribution/host_path.h"
#include "ingest/attribution/log_command.h"
#include "ingest/attribution/member_hints.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/logs/log_section.h"
#include "ingest/signatures/signature_groups.h"
#include "ingest/text/command_output.h"
#include "ingest/text/paragraph.h"
#include "ingest/text/section_start.h"
#include "ingest/text/text_repair.h"

namespace howdunit {
namespace {

// Keeps the records of one member with the section that they stand in.
class Collector : public RecordSink {
 public:
  Collector(ReadMember& read, std::int64_t most) : read_(read), left_(most) {}

  void Add(Record record) override {
    if (const auto* problem = std::get_if<ProblemRecord>(&record)) {
      if (first_problem_.empty()) {
        first_problem_ = "line " + std::to_string(problem->source.line) + ": " + problem->reason;
      }
      ++problems_;
      lost_ = lost_ || problem->lost;
    }
    if (left_ <= 0) {
      over_budget_ = true;
      return;
    }
    --left_;
    std::visit([this](auto& one) { Keep(std::move(one)); }, record);
  }

  std::string first_problem_;
  std::int64_t problems_ = 0;
  bool lost_ = false;
  bool over_budget_ = false;

 private:
  void Keep(EventRecord&& event) {
    read_.event_facts.Learn(event);
    read_.events.push_back(std::move(event));
  }
  void Keep(PodRecord&& pod) {
    RaiseToStated(read_.newest_of_pods, pod);
    read_.pods.push_back(std::move(pod));
    read_.pod_sections.push_back(read_.sections.size() - 1);
  }
  template <typename Kind>
  void Keep(Kind&& record) {
    read_.records.Add(std::forward<Kind>(record), read_.sections.size() - 1);
  }

  ReadMember& read_;
  std::int64_t left_;
};

void AddOnce(std::vector<std::string>& list, std::string_view name) {
  if (std::find(list.begin(), list.end(), name) == list.end()) list.emplace_back(name);
}

class MemberReading {
 public:
  static constexpr std::int64_t kMostUnclaimedMarks = 3;

  MemberReading(ReadMember& read, const SignatureScanner& signatures, std::int64_t most,
                WorkerPool& pool)
      : read_(read), signatures_(signatures), pool_(pool), sink_(read, most) {}

  void ReadSections(Reader& in, MemberHints& hints) {
    const std::string path_of_member = hints.host_path;
    const std::string command_of_member = hints.command;
    while (in.NextSection()) {
      ReadSection section{.command = in.command(),
                          .prompt_host = HostOfCommand(in.command(), in.prompt_host()),
                          .host_path = HostPathFromCommand(in.command())};
      if (!in.file_header().empty()) section.host_path = HostPathFromName(in.file_header());
      hints.command = section.command.empty() ? command_of_member : section.command;
      hints.host_path = section.host_path.empty() ? path_of_member : section.host_path;
      output_.Begin(!section.command.empty());
      below_heading_ = false;
      read_.sections.push_back(std::move(section));
      ReadBlocks(in, hints, [&] {
        hints.command = command_of_member;
        hints.host_path = path_of_member;
      });
    }
  }

  void Finish(Reader& in, const MemberBytes& bytes) {
    Member& member = read_.member;
    member.lines = in.lines();
    member.repairs = in.repairs();
    member.records =
        static_cast<std::int64_t>(read_.records.size() + read_.events.size() + read_.pods.size());
    if (member.formats.empty() && member.lines > 0) {
      member.status = MemberStatus::kSkipped;
      member.problem = "not understood: no format claims it (its text was searched for signatures)";
    } else if (member.lines_unclaimed > 0) {
      member.status = MemberStatus::kPartly;
      member.problem =
          Redact(std::to_string(member.lines_unclaimed) + " of " + std::to_string(member.lines) +
                 " lines were not understood (they were searched for signatures)");
    }
    if (sink_.problems_ > 0) {
      member.status = MemberStatus::kPartly;
      member.problem = Redact(
          sink_.first_problem_ +
          (sink_.problems_ > 1 ? " (and " + std::to_string(sink_.problems_ - 1) + " more problems)"
                               : ""));
    }
    member.lost = in.long_lines() > 0 || sink_.lost_ || sink_.over_budget_ || in.binary() ||
                  !bytes.problem.empty();
    if (in.long_lines() > 0) {
      member.status = MemberStatus::kPartly;
      member.problem = Redact("limit reached: " + std::to_string(in.long_lines()) +
                              " lines are too long and were cut");
    }
    if (sink_.over_budget_) TellOverBudget(member);
    if (in.binary()) {
      member.status = MemberStatus::kSkipped;
      const std::string kind(in.binary_kind());
      member.problem = Redact("not text" + (kind.empty() ? "" : " but " + kind) + ": not read");
    }
    if (!bytes.problem.empty()) {
      member.status = MemberStatus::kFailed;
      member.problem = Redact(bytes.problem);
    }
  }

 private:
  // `forget` takes what is known by the section's command out of `hints`.
  void ReadBlocks(Reader& in, const MemberHints& hints, const std::function<void()>& forget) {
    bool ended = false;  // what the command printed
    while (const auto line = in.Peek()) {
      if (in.binary()) {
        in.Next();
        continue;
      }
      if (Trim(line->text).empty()) {
        output_.TakeBlank();
        in.Next();
        continue;
      }
      if (IsFence(line->text)) {
        ended = output_.TakeFence() || ended;
        SearchFence(hints, *line);
        if (read_.member.lines_unclaimed++ < kMostUnclaimedMarks) Mark("", *line);
        in.Next();
        continue;
      }
      if (ended) {
        ended = false;
        below_heading_ = false;
        output_.Begin(false);
        read_.sections.emplace_back();
        forget();
      }
      if (const auto heading = HeadingAt(in)) {
        BeginHeading(*heading, forget);
        if (!heading->host.empty()) {
          if (read_.member.lines_unclaimed++ < kMostUnclaimedMarks) Mark("", *line);
          in.Next();
          continue;
        }
      }
      const std::int64_t before = in.lines();
      UnwrapTable(in, hints, line->text.size());
      const Head head{.text = in.Ahead(), .hints = hints, .direct = output_.IsDirect()};
      if (const Format* format = DetectFormat(head)) {
        Mark(format->name, *line);
        AddOnce(read_.member.formats, format->name);
        const bool refused = IsRefusal(line->text);
        format->read(ReadContext{
            .in = in, .out = sink_, .hints = hints, .signatures = signatures_, .pool = pool_});
        // What follows where a log should be is none.
        ended = refused && PrintsLog(hints.command);
      }
      if (in.lines() == before) ReadUnclaimed(in, hints);
      output_.TakeText();
    }
  }

  // The heading that stands next, if it makes a difference whose what follows is.
  std::optional<Heading> HeadingAt(Reader& in) const {
    const auto line = in.Peek();
    const auto heading = ParseHeading(line->text);
    if (!heading || (heading->host.empty() && !below_heading_)) return {};
    if (!heading->label) return heading;
    std::string_view rest = in.Ahead();
    TakeUntil(rest, "\n");
    while (!rest.empty()) {
      const std::string_view next = Trim(TakeUntil(rest, "\n"));
      if (!next.empty()) return IsFence(next) ? heading : std::nullopt;
    }
    return {};
  }

  // What follows is of the heading's host, if that is a node: to the next heading or section, or to
  // the end of the fence below a label.
  void BeginHeading(const Heading& heading, const std::function<void()>& forget) {
    ReadSection section{.command = {}, .prompt_host = std::string(heading.host), .host_path = {}};
    if (heading.label) {
      output_.Begin(true);
      forget();
    } else {
      // A loop prints it above what it does on each machine, but nobody typed its command there.
      section.host_path = read_.sections.back().host_path;
    }
    below_heading_ = !heading.host.empty();
    read_.sections.push_back(std::move(section));
  }

  // kubectl had no answer.
  static bool IsRefusal(std::string_view line) {
    return line.starts_with("Error from server") ||
           line.starts_with("The connection to the server ") ||
           line.starts_with("Unable to connect to the server");
  }

  static bool PrintsLog(std::string_view command) {
    const LogPlace place = ParseLogCommand(command);
    return !place.pod.empty() || !place.container.empty() ||
           (!place.unit.empty() && !IsClient(place.unit));
  }

  // A table that a terminal wrapped, told by its header: joined it is one, and as it is nobody
  // claims it, or the next line is made of nothing but names of columns.
  static void UnwrapTable(Reader& in, const MemberHints& hints, std::size_t first_line) {
    if (first_line < 40 || first_line > 400) return;  // no terminal's width: asked of many blocks
    const std::string_view ahead = in.Ahead();
    const std::size_t width = WrapWidth(ahead);
    if (width == 0 || first_line != width) return;
    std::string_view rest = ahead;
    TakeUntil(rest, "\n");
    const std::string_view second = Trim(TakeUntil(rest, "\n"));
    const bool columns = !second.empty() && std::none_of(second.begin(), second.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || IsDigit(c);
    });
    if (!columns && DetectFormat(Head{.text = ahead, .hints = hints}) != nullptr) return;
    const std::string joined = Unwrapped(ahead, width);
    const Format* format = DetectFormat(Head{.text = joined, .hints = hints});
    if (format != nullptr && format->name.starts_with("get-")) in.Unwrap(width);
  }

  // At the first block of a format, and at lines of none.
  void Mark(std::string_view format, const Line& line) {
    const auto& formats = read_.member.formats;
    if (!format.empty() && std::find(formats.begin(), formats.end(), format) != formats.end()) {
      return;
    }
    read_.member.marks.push_back(
        {.format = std::string(format), .line = line.number, .text = TextOfMark(format, line)});
  }

  // What may be kept of a line that nothing was dropped from. A line of no format may be a secret's
  // value; one of a document may hold the whole document.
  static Redacted TextOfMark(std::string_view format, const Line& line) {
    constexpr std::size_t kMostBytes = 120;
    const std::string_view text = Trim(line.text);
    const bool document =
        format.starts_with("kube-") || text.starts_with('{') || text.starts_with('[');
    if (format.empty() || document) return {};
    return RedactShort(text, kMostBytes);
  }

  // A fence with what people pasted directly behind it.
  void SearchFence(const MemberHints& hints, const Line& line) {
    const std::string_view text = TextBehindFence(line.text);
    if (text.empty()) return;
    SignatureGroups groups(signatures_, sink_, "text");
    groups.Look(text, line.text, line.number, Stamp{}, ContextOfPath(hints));
  }

  // Whom text without a format is about: of its member's path alone.
  static LogContext ContextOfPath(const MemberHints& hints) {
    return {.node = {},
            .space = Redact(hints.space),
            .pod = Redact(hints.pod),
            .container = Redact(hints.container),
            .unit = {}};
  }

  // A run of lines that no format claims: searched for signatures, counted as
  // not understood. Ends at a blank line, where a format may claim what follows,
  // or when a line's own form is claimed.
  void ReadUnclaimed(Reader& in, const MemberHints& hints) {
    const bool printed = output_.IsDirect() && PrintsLog(hints.command);
    const bool of_log =
        printed || !hints.pod.empty() || !hints.container.empty() || !hints.unit.empty();
    SignatureGroups groups(signatures_, sink_, of_log ? "log" : "text");
    const LogContext context = printed ? ContextOf(hints) : ContextOfPath(hints);
    constexpr int kAlwaysAsk = 64;
    constexpr int kSeldomAsk = 16;
    int run = 0;
    Paragraph paragraph;
    while (const auto next = in.Peek()) {
      if (Trim(next->text).empty()) break;
      if (run > 0 && (IsFence(next->text) || HeadingAt(in))) break;
      // Long runs that nobody knows are looked at more rarely: asking all formats
      // at every line would cost more than reading it.
      const bool ask = run > 0 && (run < kAlwaysAsk || run % kSeldomAsk == 0);
      ++run;
      if (ask && DetectFormat(Head{.text = in.Ahead(), .hints = hints}) != nullptr) break;
      LookAtMessage(in, hints, context, groups, paragraph);
    }
    // What was pasted into a narrow window says it only as a whole.
    if (paragraph.lines > 1 && !paragraph.line_matched) {
      groups.Look(paragraph.text, paragraph.quoted, paragraph.first, Stamp{}, context,
                  paragraph.first + paragraph.lines - 1);
    }
    if (paragraph.lines > 1 && paragraph.line_matched) {
      SearchWhole(paragraph, context, of_log ? "log" : "text");
    }
  }

  // The next line, behind a message that says that something failed and breaks off. A line that
  // says so itself is another message.
  bool IsRestOfMessage(Reader& in, const MemberHints& hints) const {
    const std::string next(in.Peek()->text);
    return IsPlainText(next) && !HeadingAt(in) && signatures_.Match(next).empty() &&
           DetectFormat(Head{.text = in.Ahead(), .hints = hints}) == nullptr;
  }

  // At the next line, with those that go on with its message.
  void LookAtMessage(Reader& in, const MemberHints& hints, const LogContext& context,
                     SignatureGroups& groups, Paragraph& paragraph) {
    auto line = in.Next();
    if (read_.member.lines_unclaimed++ < kMostUnclaimedMarks) Mark("", *line);
    if (!MayGoOn(line->text)) {
      paragraph.Add(*line, groups.Look(line->text, line->text, line->number, Stamp{}, context));
      return;
    }
    constexpr std::size_t kMostLines = 12;
    const std::int64_t first = line->number;
    std::vector<std::string> lines = {std::string(line->text)};
    std::string text = lines.front();
    const bool fails = BreaksOff(text) && !signatures_.Match(text).empty();
    while (in.Peek() && lines.size() < kMostLines &&
           (GoesOn(lines.back(), in.Peek()->text) ||
            (fails && BreaksOff(text) && IsRestOfMessage(in, hints)))) {
      line = in.Next();
      if (read_.member.lines_unclaimed++ < kMostUnclaimedMarks) Mark("", *line);
      lines.emplace_back(line->text);
      text += " " + std::string(Trim(lines.back()));
    }
    const std::string quoted = Join(lines, "\n");
    const auto last = first + static_cast<std::int64_t>(lines.size()) - 1;
    bool matched = groups.Look(text, quoted, first, Stamp{}, context, last);
    for (std::int64_t number = first; const std::string& one : lines) {
      paragraph.Add({.text = one, .number = number++}, std::exchange(matched, false));
    }
    if (paragraph.first == first) paragraph.first_message = text;
  }

  // What a paragraph says whose first message, cut at a window's width, says only that it failed.
  void SearchWhole(const Paragraph& paragraph, const LogContext& context, const char* origin) {
    constexpr std::int64_t kMostLines = 12;
    if (paragraph.later_matched || paragraph.lines > kMostLines) return;
    const auto known = signatures_.Match(paragraph.first_message);
    for (SignatureRecord& hit : signatures_.Match(paragraph.text)) {
      const bool told = std::any_of(known.begin(), known.end(), [&](const SignatureRecord& one) {
        return one.signature == hit.signature;
      });
      if (told) continue;
      hit.origin = origin;
      hit.source = {.line = paragraph.first,
                    .line_end = paragraph.first + paragraph.lines - 1,
                    .text = Excerpt(paragraph.quoted),
                    .note = {}};
      hit.space = context.space;
      hit.pod = context.pod;
      hit.container = context.container;
      hit.unit = context.unit;
      hit.node = context.node;
      sink_.Add(std::move(hit));
    }
  }

  ReadMember& read_;
  const SignatureScanner& signatures_;
  WorkerPool& pool_;
  Collector sink_;
  CommandOutput output_;
  bool below_heading_ = false;  // that names a host
};

}  // namespace

void TellOverBudget(Member& member) {
  member.status = MemberStatus::kPartly;
  member.lost = true;
  member.problem = "limit reached: the bundle holds more records than are kept";
}

ReadMember ReadWholeMember(const MemberEntry& entry, MemberBytes& bytes,
                           const SignatureScanner& signatures, const Limits& limits,
                           WorkerPool& pool, const std::shared_ptr<SpillFile>& file) {
  ReadMember read(file);
  read.member.path = Redact(entry.path);
  if (entry.modified) {
    read.member.modified.stamp = Stamp{.kind = Stamp::Kind::kUtc,
                                       .value = *entry.modified,
                                       .width = kSecond,
                                       .basis = Basis::kMtime};
  }
  // The hash of an archive is of all that it holds. Of that, what may be compared with a copy
  // elsewhere (a kubeconfig, a certificate) is small; hashing logs would cost as much as reading
  // them.
  constexpr std::int64_t kMostHashed = 256 << 10;
  Sha256 hash;
  std::int64_t total = 0;
  const auto hashed = [&] { return !entry.hashed || total <= kMostHashed; };
  Reader in(
      [&](char* buffer, std::size_t size) {
        const std::size_t got = bytes.Read(buffer, size);
        total += static_cast<std::int64_t>(got);
        if (hashed()) hash.Update(std::string_view(buffer, got));
        return got;
      },
      limits);
  read.placement = PlaceByPath(entry.path).value_or(Placement{});
  MemberHints hints = HintsOf(entry.path, read.placement);
  read.member.space = Redact(hints.space);
  read.member.pod = Redact(hints.pod);
  read.member.container = Redact(hints.container);
  MemberReading reading(read, signatures, limits.records, pool);
  reading.ReadSections(in, hints);
  reading.Finish(in, bytes);
  read.events.Flush();
  read.pods.Flush();
  read.member.bytes = total;
  if (bytes.problem.empty() && hashed()) read.member.sha256 = RedactIdentifier(hash.Finish());
  return read;
}

}  // namespace howdunit
