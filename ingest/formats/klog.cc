// Log files of Kubernetes' own programs, without a journal around them:
//
//   Log file created at: 2026/05/22 22:20:01
//   E0522 22:20:01.336201     911 pod_workers.go:1301] "Error syncing pod, skipping" err="…"
//   kubelet I0522 22:20:01.000123     911 server.go:212] "Starting"       (MicroShift)
//
// Source: klog, internal/buffer/buffer.go. Neither year nor zone is written.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/container_stamp.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_readings.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kKlog;

namespace {

constexpr std::string_view kCreated = "Log file created at: ";

bool ParseKlogLine(std::string_view text, LogLine& line) {
  line.unit = TakeComponentWord(text);
  if (line.unit == "???") line.unit = {};
  const auto stamp = TakeKlogHeader(text);
  if (!stamp) return false;
  line.stamp = *stamp;
  line.message = text;
  return true;
}

// Beside klog, programs in containers write through other libraries, each line with its own stamp.
bool ParseLine(std::string_view text, LogLine& line) {
  if (ParseKlogLine(text, line)) return true;
  const auto stamp = TakeContainerStamp(text);
  if (!stamp) return false;
  line.stamp = *stamp;
  line.message = text;
  return true;
}

// The lines above the first entry of a log file; the first has the year.
bool ReadFileHeader(const ReadContext& context, const Line& line) {
  for (const std::string_view other :
       {"Running on machine: ", "Binary: Built with ", "Log line format: "}) {
    if (line.text.starts_with(other)) return true;
  }
  if (!line.text.starts_with(kCreated)) return false;
  const std::string date = ReplaceAll(line.text.substr(kCreated.size()), "/", "-");
  std::string_view rest = date;
  if (const auto stamp = TakeRfc3339(rest)) {
    context.out.Add(ClockRecord{.source = {.line = line.number,
                                           .line_end = line.number,
                                           .text = Redact(line.text),
                                           .note = {}},
                                .kind = ClockRecord::Kind::kLowerBound,
                                .when = {.stamp = *stamp, .instant = {}},
                                .offset = 0,
                                .node = {}});
  }
  return true;
}

bool Claims(const Head& head) {
  return head.FirstLine().starts_with(kCreated) || LooksLikeLog(head, ParseKlogLine);
}

void Read(const ReadContext& context) { ReadLog(context, kKlogReading, ContextOf(context.hints)); }

}  // namespace

const LogReading kKlogReading{
    .parse = ParseLine, .self = &kKlog, .remark = ReadFileHeader, .shape = ShapeOfKlogLine};

extern const Format kKlog = {
    .name = "klog",
    .title = "log files of kubelet, kube-apiserver and their kin",
    .sample = R"(Log file created at: 2026/05/22 22:20:01
E0522 22:20:01.336201     911 pod_workers.go:1301] "Error syncing pod, skipping" pod="openebs/store-rep-2-x2v9k"
I0522 22:20:02.000123     911 kubelet.go:2235] "SyncLoop DELETE" source="api" pods="[openebs/store-rep-2-x2v9k]"
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
