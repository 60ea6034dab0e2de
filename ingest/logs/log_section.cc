#include "ingest/logs/log_section.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/text.h"
#include "ingest/attribution/log_command.h"
#include "ingest/attribution/pod_path.h"
#include "ingest/attribution/program_of_unit.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

constexpr std::size_t kMostWriters = 256;  // idents of one journal that are told apart

// Programs that are several in one: what their log is a log of, too. rke2 is none: its kubelet has
// a file of its own.
struct Alias {
  std::string_view unit;
  std::string_view topic;
};
constexpr std::array kAliases = std::to_array<Alias>({
    {"kubelite", "kubelet"},
    {"microshift", "kubelet"},
    {"k3s", "kubelet"},
    {"k3s-agent", "kubelet"},
    {"hyperkube", "kubelet"},
});

Source SourceOf(const LogEntry& entry) {
  return QuoteLines(entry.number, entry.line_end, entry.quoted);
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

}  // namespace

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
    const std::string& unit = command.unit.empty() ? hints.unit : command.unit;
    context.unit = Redact(ProgramOfUnit(unit));
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
  if (!writer.unit.empty()) writer.context.unit = Redact(ProgramOfUnit(writer.unit));
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

// calico-node says at its start where it runs.
// A program says so soon after its start; where its place is known already, nothing is asked of it.
bool LogSection::MayTellNode(const Writer& writer) {
  return writer.lines <= kStart && (!writer.own_node.empty() || writer.context.node.empty());
}

void LogSection::LearnNode(const LogEntry& entry, Writer& writer) {
  if (!MayTellNode(writer)) return;
  constexpr std::string_view kNode = "Determined node name: ";
  const std::size_t at = entry.message.find(kNode);
  if (at == std::string_view::npos) return;
  const std::string_view rest = entry.message.substr(at + kNode.size());
  const std::string_view name = rest.substr(0, rest.find_first_of(" \""));
  const bool fits = std::all_of(name.begin(), name.end(),
                                [](char c) { return IsAlnum(c) || c == '-' || c == '.'; });
  if (name.empty() || !fits || name == writer.own_node) return;
  // Of several pods' logs in one nobody knows where each begins.
  writer.context.node = writer.own_node.empty() ? Redact(name) : Redacted();
  writer.own_node = name;
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

void LogSection::Take(std::span<const LogEntry> entries) {
  for (const LogEntry& entry : entries) Count(entry);
  NoteNewest(entries);
}

void LogSection::TakeQuiet(const LogEntry& latest, std::int64_t lines) {
  Writer& writer = WriterOf(latest);
  writer.lines += lines;
  writer.Cover(latest.line.stamp);
  NoteNewest({&latest, 1});
}

void LogSection::NoteNewest(std::span<const LogEntry> entries) {
  const LogEntry* newest = nullptr;
  for (const LogEntry& entry : entries) {
    const Stamp& stamp = entry.line.stamp;
    if (stamp.kind != Stamp::Kind::kUtc) continue;
    if (newest_.kind != Stamp::Kind::kNone && stamp.value <= newest_.value) continue;
    newest_ = stamp;
    newest = &entry;
  }
  if (newest == nullptr) return;
  constexpr std::size_t kMostQuoted = 300;
  newest_line_ = newest->number;
  newest_text_.assign(newest->quoted.substr(0, kMostQuoted));
}

void LogSection::Writer::Cover(const Stamp& stamp) {
  if (stamp.kind == Stamp::Kind::kNone) return;
  if (first.kind == Stamp::Kind::kNone) first = last = stamp;
  if (StampDistance(stamp, first).value_or(0) > 0) first = stamp;
  if (StampDistance(last, stamp).value_or(0) > 0) last = stamp;
}

void LogSection::Count(const LogEntry& entry) {
  Writer& writer = WriterOf(entry);
  const Stamp& stamp = entry.line.stamp;
  writer.lines += entry.line_end - entry.number + 1;
  writer.Cover(stamp);
  if (!writer.zone_told) TellZone(entry, writer);
  LearnNode(entry, writer);
  const LogContext* who = &writer.context;
  LogContext about;
  if (const auto pod = who->pod.empty() ? PeekJsonPod(entry.message) : std::nullopt) {
    about = writer.context;
    about.space = Redact(pod->space);
    about.pod = Redact(pod->name);
    who = &about;
  }
  groups_.Look(entry.message, entry.quoted, entry.number, stamp, *who, entry.line_end);
}

}  // namespace howdunit
