// What programs in containers write, as `kubectl logs` and Docker give it:
//
//   2026-05-22 12:20:01.123 [INFO][9] cni-installer/install.go 139: Running as a Kubernetes pod
//   2026-05-22T12:20:01.123456789Z text                            kubectl logs --timestamps
//   [pod/calico-node-x2v9k/calico-node] text                       kubectl logs --prefix
//   [must-gather-8xk4z] OUT 2026-05-22T12:20:01.1Z text            must-gather.logs
//   2026/05/22 12:20:01 [error] 993#993: text                      nginx, Go's log package
//   time="2026-05-22T12:20:01Z" level=info msg="…"                 logrus, to a terminal:
//   INFO[2026-05-22T12:20:01Z] text
//   {"level":"info","ts":1779452401.1,"msg":"…"}                   zap, klog's JSON
//   10.0.0.7: {"ts":1779452401123.4,"caller":"…","msg":"…"}        talosctl logs
//   {"log":"text\n","stream":"stderr","time":"2026-05-22T12:20:01.1Z"}   Docker
//
// Sources: Calico libcalico-go/lib/logutils; logrus; zap.
#include "ingest/format.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/program_line.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kContainerLog;

namespace {

bool Claims(const Head& head) { return LooksLikeLog(head, ParseContainerLine); }

void Read(const ReadContext& context) {
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
