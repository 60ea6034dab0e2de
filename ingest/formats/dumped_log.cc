// The logs of a pod's containers between marks, whatever they look like:
//
//   ==== START logs for container c of pod ns/p ====
//
// Source: kubectl's pkg/cmd/clusterinfo. It comes before all logs: what stands between the marks
// would be taken for one of them, and its container for nobody's.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/program_line.h"

namespace howdunit {
namespace {

constexpr std::string_view kStart = "==== START logs for container ";
constexpr std::string_view kEnd = "==== END logs for container ";

// Inside a dump's marks everything is log, whatever it looks like.
bool ParseAnyLine(std::string_view text, LogLine& line) {
  if (ParseMixedLine(text, line)) return true;
  const auto cri = TakeCriPrefix(text);
  if (!cri) return false;
  line.stamp = cri->stamp;
  line.message = text;
  return true;
}

// "==== START logs for container c of pod ns/p ===="
LogContext ContextOfMark(std::string_view mark, const MemberHints& hints) {
  LogContext who = ContextOf(hints);
  mark.remove_prefix(kStart.size());
  who.container = Redact(TakeUntil(mark, " of pod "));
  who.space = Redact(TakeUntil(mark, "/"));
  who.pod = Redact(TakeUntil(mark, " "));
  who.unit = {};
  return who;
}

// "Request log error: …" where a log should be: nothing was read of it.
bool TellMissingLog(const ReadContext& context) {
  const auto line = context.in.Peek();
  if (!line || !line->text.starts_with("Request log error: ")) return false;
  const std::string_view text = line->text.substr(0, line->text.find(kEnd));
  context.out.Add(ProblemRecord{
      .source = {.line = line->number, .line_end = line->number, .text = Redact(text), .note = {}},
      .reason = "the log of a container could not be fetched"});
  while (const auto next = context.in.Peek()) {
    if (next->text.starts_with(kStart)) break;
    if (Contains(context.in.Next()->text, kEnd)) break;
  }
  return true;
}

// One block of a dump. The END mark stands on the last line's end if that line
// had no newline.
void ReadDumpedLog(const ReadContext& context) {
  const auto mark = context.in.Next();
  const LogContext who = ContextOfMark(mark->text, context.hints);
  if (TellMissingLog(context)) return;
  LogSection section(context, who);
  Stamp stamp;
  while (const auto line = context.in.Peek()) {
    if (line->text.starts_with(kStart)) return;
    const auto taken = context.in.Next();
    const std::size_t end = taken->text.find(kEnd);
    const std::string_view text = taken->text.substr(0, end);
    if (!Trim(text).empty()) {
      LogEntry entry;
      entry.line.stamp = stamp;
      entry.line.message = text;
      if (ParseAnyLine(text, entry.line)) stamp = entry.line.stamp;
      entry.line.partial = false;
      entry.message = text;
      entry.quoted = text;
      entry.number = entry.line_end = taken->number;
      section.Take(entry);
    }
    if (end != std::string_view::npos) return;
  }
}

bool Claims(const Head& head) { return head.FirstLine().starts_with(kStart); }

}  // namespace

extern const Format kDumpedLog = {
    .name = "dumped-log",
    .title = "kubectl cluster-info dump: the logs of a pod's containers",
    .sample = R"(==== START logs for container kube-proxy of pod kube-system/kube-proxy-7lq2p ====
I0522 12:20:01.123456       1 server.go:240] "Version info" version="v1.29.3"
I0522 12:20:01.223456       1 config.go:188] "Starting service config controller"
==== END logs for container kube-proxy of pod kube-system/kube-proxy-7lq2p ====
)",
    .claims = Claims,
    .read = ReadDumpedLog,
};

}  // namespace howdunit
