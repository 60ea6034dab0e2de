// What `journalctl` prints as text, and syslog files:
//
//   -- Logs begin at Wed 2026-05-20 08:00:01 AEST, end at Fri 2026-05-22 22:21:11 AEST. --
//   May 22 22:20:01 node-b kubelet[911]: E0522 22:20:01.336201     911 pod_workers.go:1301] "…"
//   2026-05-22T22:20:01+10:00 node-b containerd[808]: time="2026-05-22T22:20:01.33+10:00" level=…
//    6月 12 08:55:47 kubenode kubelet[261533]: …
//   [12345.678901] node-b kubelet[911]: …                 -o short-monotonic, short-delta
//
// Source: systemd, src/shared/logs-show.c; month names are those of LC_TIME.
#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/clock/zone_abbreviation.h"
#include "ingest/format.h"
#include "ingest/logs/journal_prefix.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_readings.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kJournal;

namespace {

// Components of MicroShift, whose lines share one ident.
constexpr std::array kComponents = std::to_array<std::string_view>(
    {"kubelet", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd",
     "route-controller-manager", "openshift-controller-manager"});

bool ParseJournalLine(std::string_view text, LogLine& line) {
  const auto prefix = TakeJournalPrefix(text);
  if (!prefix) return false;
  line.stamp = prefix->stamp;
  line.host = prefix->host;
  line.unit = prefix->ident;
  const std::string_view word = TakeComponentWord(text);
  for (const std::string_view component : kComponents) {
    if (word == component) line.unit = word;
  }
  ReadJournalMessage(text, line);
  return true;
}

constexpr std::string_view kNoEntries = "-- No entries --";

// What journalctl tells its user, on standard error.
bool IsNotice(std::string_view text) {
  constexpr std::array kNotices = std::to_array<std::string_view>(
      {"Hint: You are currently not seeing messages", "No journal files were found.",
       "No journal files were opened due to", "Users in groups ", "Users in the ",
       "Pass -q to turn off this notice."});
  text = TrimLeft(text);
  return std::any_of(kNotices.begin(), kNotices.end(),
                     [&](std::string_view notice) { return text.starts_with(notice); });
}

// Lines of a journal's form are no container's, though a command that prints one's log stand above
// them: it may have printed nothing.
LogContext JournalContext(const MemberHints& hints) {
  LogContext who = ContextOf(hints);
  if (hints.pod.empty() && hints.container.empty()) who.space = who.pod = who.container = {};
  return who;
}

// The journal was asked for a unit, and it has nothing of it.
void TellNoEntries(const ReadContext& context, const Line& line) {
  const LogContext who = ContextOf(context.hints);
  if (who.unit.empty()) return;
  context.out.Add(CoverageRecord{.source = {.line = line.number,
                                            .line_end = line.number,
                                            .text = Redact(kNoEntries),
                                            .note = {}},
                                 .topic = "log/" + who.unit.str(),
                                 .space = {},
                                 .name = {},
                                 .node = who.node,
                                 .items = 0,
                                 .first = {},
                                 .last = {}});
}

// Whether lines below a header in UTC show that the node's clock is set so: `journalctl --utc`
// prints them in UTC, too.
bool TellsUtc(const std::string& command) {
  return Contains(command, "journalctl") && !Contains(command, "--utc") &&
         !Contains(command, "TZ=");
}

// The zone in which journalctl printed header and lines: "2026-05-22 22:21:11 AEST".
void TellZone(const ReadContext& context, const Source& source, std::string_view moment) {
  const std::string_view zone = moment.substr(moment.rfind(' ') + 1);
  const auto offset = OffsetOfAbbreviation(zone.substr(0, zone.find('.')));
  if (!offset || (*offset == 0 && !TellsUtc(context.hints.command))) return;
  context.out.Add(ClockRecord{.source = source,
                              .kind = ClockRecord::Kind::kZone,
                              .when = {},
                              .offset = *offset,
                              .node = Redact(context.hints.node)});
}

// "-- Logs begin at …, end at Fri 2026-05-22 22:21:11 AEST. --": the newest line
// that the journal had when it was printed, with its year.
bool ReadHeader(const ReadContext& context, const Line& line) {
  if (IsNotice(line.text)) return true;
  if (TrimRight(line.text) == kNoEntries) TellNoEntries(context, line);
  if (!line.text.starts_with("-- ") || !TrimRight(line.text).ends_with("--")) return false;
  for (const std::string_view ending : {", end at ", ", ends at "}) {
    const std::size_t at = line.text.find(ending);
    if (at == std::string_view::npos) continue;
    const std::string_view moment = line.text.substr(at + ending.size());
    std::string_view rest = moment;
    const auto stamp = TakeWeekdayStamp(rest);
    if (!stamp) continue;
    const Source source{
        .line = line.number, .line_end = line.number, .text = Redact(line.text), .note = {}};
    TellZone(context, source, moment.substr(0, moment.size() - rest.size()));
    context.out.Add(ClockRecord{.source = source,
                                .kind = ClockRecord::Kind::kLowerBound,
                                .when = {.stamp = *stamp, .instant = {}},
                                .offset = 0,
                                .node = {}});
  }
  return true;
}

bool IsHeader(std::string_view line) {
  for (const std::string_view start : {"-- Logs begin at ", "-- Journal begins at ", "-- Boot ",
                                       "-- Reboot --", "-- No entries --", "-- cursor: "}) {
    if (line.starts_with(start)) return true;
  }
  return IsNotice(line) && !line.starts_with("Users ");
}

bool Claims(const Head& head) {
  if (IsHeader(head.FirstLine())) return true;
  if (!LooksLikeLog(head, ParseJournalLine)) return false;
  // Many things begin with a date in ISO form; a journal's line names a pid.
  std::string_view text = head.text;
  for (int i = 0; i < 10 && !text.empty(); ++i) {
    std::string_view line = TrimRight(TakeUntil(text, "\n"));
    const bool iso = !line.empty() && IsDigit(line[0]);
    const auto prefix = TakeJournalPrefix(line);
    if (!prefix || prefix->host == "stdout" || prefix->host == "stderr") continue;
    if (!iso || prefix->has_pid || prefix->ident == "kernel") return true;
  }
  return false;
}

void Read(const ReadContext& context) {
  ReadLog(context, kJournalReading, JournalContext(context.hints));
}

}  // namespace

const LogReading kJournalReading{.parse = ParseJournalLine,
                                 .self = &kJournal,
                                 .remark = ReadHeader,
                                 .stamps_each_line = true,
                                 .shape = ShapeOfJournalLine};

extern const Format kJournal = {
    .name = "journal",
    .title = "journalctl's text output, syslog files",
    .sample =
        R"(-- Logs begin at Wed 2026-05-20 08:00:01 AEST, end at Fri 2026-05-22 22:21:11 AEST. --
May 22 22:20:01 node-b microk8s.daemon-kubelite[205845]: E0522 22:20:01.336201  205845 pod_workers.go:1301] "Error syncing pod, skipping" pod="openebs/store-rep-2-x2v9k"
May 22 22:20:02 node-b microk8s.daemon-containerd[901]: time="2026-05-22T22:20:02.104981102+10:00" level=info msg="StopPodSandbox for \"b67d\""
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
