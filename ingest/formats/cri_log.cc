// Container logs as container runtimes keep them below /var/log/pods:
//
//   2026-05-22T22:20:01.12345+10:00 stderr F 2026-05-22 12:20:01.123 [INFO][9] felix/…
//   2026-05-22T22:20:01.2+10:00 stdout P {"very long":
//
// Source: containerd, internal/cri/io/logger.go. P is a part that the next line
// of the same stream continues. The stamp states its zone, so it is kept rather
// than the one that the program inside wrote.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_readings.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kCriLog;

namespace {

bool ParseCriLine(std::string_view text, LogLine& line) {
  const auto prefix = TakeCriPrefix(text);
  if (!prefix) return false;
  line.stamp = prefix->stamp;
  line.stream = prefix->stream;
  line.partial = prefix->partial;
  line.message = text;
  return true;
}

bool Claims(const Head& head) { return LooksLikeLog(head, ParseCriLine); }

void Read(const ReadContext& context) { ReadLog(context, kCriReading, ContextOf(context.hints)); }

}  // namespace

const LogReading kCriReading{
    .parse = ParseCriLine, .self = &kCriLog, .stamps_each_line = true, .shape = ShapeOfCriLine};

extern const Format kCriLog = {
    .name = "cri-log",
    .title = "container logs below /var/log/pods",
    .sample =
        R"(2026-05-22T22:20:01.12345+10:00 stderr F 2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running as a Kubernetes pod
2026-05-22T22:20:01.2+10:00 stdout P {"very long":
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
