// What programs in containers write, as `kubectl logs` and Docker give it, and
// what `kubectl cluster-info dump` puts around it:
//
//   2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running as a Kubernetes pod
//   2026-05-22T12:20:01.123456789Z text                            kubectl logs --timestamps
//   [pod/calico-node-x2v9k/calico-node] text                       kubectl logs --prefix
//   [must-gather-8xk4z] OUT 2026-05-22T12:20:01.1Z text            must-gather.logs
//   2026/05/22 12:20:01 [error] 993#993: text                      nginx, Go's log package
//   time="2026-05-22T12:20:01Z" level=info msg="…"                 logrus
//   {"level":"info","ts":1779452401.1,"msg":"…"}                   zap, klog's JSON
//   10.0.0.7: {"ts":1779452401123.4,"caller":"…","msg":"…"}        talosctl logs
//   {"log":"text\n","stream":"stderr","time":"2026-05-22T12:20:01.1Z"}   Docker
//   ==== START logs for container c of pod ns/p ====
//
// Sources: Calico libcalico-go/lib/logutils; logrus; zap; kubectl's
// pkg/cmd/clusterinfo.
#include <cstdlib>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/container_stamp.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kContainerLog;

namespace {

constexpr std::string_view kStart = "==== START logs for container ";
constexpr std::string_view kEnd = "==== END logs for container ";

// "[pod/<name>/<container>] ", taken off the front.
void TakePodPrefix(std::string_view& text, LogLine& line) {
  if (!text.starts_with("[pod/")) return;
  const std::size_t end = text.find("] ");
  const auto parts = Split(text.substr(1, end == std::string_view::npos ? 0 : end - 1), '/');
  if (end == std::string_view::npos || parts.size() != 3) return;
  line.pod = parts[1];
  line.container = parts[2];
  text.remove_prefix(end + 2);
}

// "[must-gather-8xk4z] OUT ", "[must-gather      ] POD ", taken off the front.
void TakeGatherPrefix(std::string_view& text) {
  if (!text.starts_with("[must-gather")) return;
  const std::size_t end = text.find("] ");
  if (end == std::string_view::npos) return;
  const std::string_view rest = text.substr(end + 2);
  if (rest.starts_with("OUT ") || rest.starts_with("POD ")) text = rest.substr(4);
}

// "10.0.0.7: " before a line of JSON, as `talosctl logs` writes it, taken off the front: several
// machines have one address each, and it names none of them.
void TakeAddressPrefix(std::string_view& text) {
  const std::size_t end = text.find(": {\"");
  const bool address =
      end != 0 && end <= 45 &&  // also if it is not there
      text.substr(0, end).find_first_not_of("0123456789abcdef.:") == std::string_view::npos;
  if (address) text.remove_prefix(end + 2);
}

bool ParseDockerLine(std::string_view text, LogLine& line) {
  constexpr std::string_view kLog = "{\"log\":\"";
  constexpr std::string_view kStream = "\",\"stream\":\"";
  const std::size_t at = text.rfind(kStream);
  if (!text.starts_with(kLog) || at == std::string_view::npos) return false;
  constexpr std::string_view kTime = "\"time\":\"";
  const std::size_t time = text.find(kTime, at);
  if (time != std::string_view::npos) {
    std::string_view rest = text.substr(time + kTime.size());
    line.stamp = TakeRfc3339(rest).value_or(Stamp{});
  }
  line.stream = text.substr(at + kStream.size()).starts_with("stderr") ? "stderr" : "stdout";
  line.message = text.substr(kLog.size(), at - kLog.size());
  line.partial = !line.message.ends_with("\\n");
  if (!line.partial) line.message.remove_suffix(2);
  return true;
}

bool ParseJsonLine(std::string_view text, LogLine& line) {
  const auto stamp = PeekJsonStamp(text);
  if (!stamp || stamp->kind == Stamp::Kind::kNone) return false;
  if (!Contains(text, "\"msg\":") && !Contains(text, "\"message\":") &&
      !Contains(text, "\"level\":")) {
    return false;
  }
  line.stamp = *stamp;
  line.message = text;
  return true;
}

// "2026-05-22 12:20:01.123456 I | embed: … current time 2026-05-22T12:20:01Z is after …": etcd's
// old form names no zone, but crypto/x509, whose error it writes, says what time it is.
void StateZone(LogLine& line) {
  if (line.stamp.kind != Stamp::Kind::kLocal || line.message.find(" | ") != 1) return;
  constexpr std::string_view kNow = "current time ";
  const std::size_t at = line.message.find(kNow);
  if (at == std::string_view::npos) return;
  std::string_view rest = line.message.substr(at + kNow.size());
  const auto now = TakeRfc3339(rest);
  if (!now || !rest.starts_with(" is ")) return;
  const auto zone = ZoneBetween(line.stamp, *now);
  if (!zone || std::abs(line.stamp.value - *zone - now->value) > 2 * kSecond) return;
  line.stamp.kind = Stamp::Kind::kUtc;
  line.stamp.value -= *zone;
}

bool ParseContainerLine(std::string_view text, LogLine& line) {
  if (text.empty()) return false;
  TakePodPrefix(text, line);
  TakeGatherPrefix(text);
  TakeAddressPrefix(text);
  line.message = text;
  if (text.empty()) return !line.pod.empty();
  if (text[0] == '{') return ParseDockerLine(text, line) || ParseJsonLine(text, line);
  if (const auto stamp = PeekLogfmtStamp(text)) {
    line.stamp = *stamp;
    line.logfmt = text;
    return true;
  }
  if (const auto stamp = TakeContainerStamp(text)) {
    line.stamp = *stamp;
    line.message = text;
    StateZone(line);
    return true;
  }
  return !line.pod.empty();
}

// Beside its own lines a program has those of the client of Kubernetes' API in its log, in klog's
// form.
bool ParseMixedLine(std::string_view text, LogLine& line) {
  if (ParseContainerLine(text, line)) return true;
  const auto klog = TakeKlogHeader(text);
  if (!klog) return false;
  line.stamp = *klog;
  line.message = text;
  return true;
}

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

bool Claims(const Head& head) {
  return head.FirstLine().starts_with(kStart) || LooksLikeLog(head, ParseContainerLine);
}

void Read(const ReadContext& context) {
  if (context.in.Peek()->text.starts_with(kStart)) return ReadDumpedLog(context);
  ReadLog(context, {.parse = ParseMixedLine, .self = &kContainerLog}, ContextOf(context.hints));
}

}  // namespace

extern const Format kContainerLog = {
    .name = "container-log",
    .title = "kubectl logs, Calico's logs, logfmt, JSON lines, Docker's log files",
    .sample =
        R"(2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running as a Kubernetes pod
2026-05-22 12:20:01.402 [INFO][61] cni-config-monitor/token_watch.go 225: Update of CNI kubeconfig triggered based on elapsed time.
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
