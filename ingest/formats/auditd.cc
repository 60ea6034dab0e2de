// The Linux audit log, as /var/log/audit/audit.log and ausearch have it:
//
//   type=AVC msg=audit(1779452401.297:136): avc:  denied  { write } for  pid=2817 comm="etcd" …
//   node=k8s01 type=SYSCALL msg=audit(1779452401.297:136): arch=c000003e syscall=83 success=no …
//   ----                                                                  ausearch, between records
//   time->Fri May 22 22:20:01 2026
//
// Source: audit-userspace, src/auditd-event.c; linux, kernel/audit.c. The number is seconds since
// 1970. What `ausearch -i` prints in its place is a wall clock of a form that follows the locale:
// it is not read.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/audit_stamp.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"
#include "ingest/text/address.h"

namespace howdunit {

extern const Format kAuditd;

namespace {

bool ParseAuditdLine(std::string_view text, LogLine& line) {
  line.message = text;
  if (text.starts_with("node=")) {
    text.remove_prefix(5);
    line.host = TakeUntil(text, " ");
    // auditd may be told to write its address there.
    if (IsAddress(line.host)) line.host = {};
  }
  if (!text.starts_with("type=")) return false;
  constexpr std::string_view kMessage = " msg=audit(";
  const std::size_t at = text.find(kMessage);
  if (at == std::string_view::npos || text.find(' ') != at) return false;
  text.remove_prefix(at + kMessage.size());
  const auto stamp = TakeAuditStamp(text);
  if (!stamp) return false;
  line.stamp = *stamp;
  return true;
}

// What ausearch prints above a record.
bool IsRule(const ReadContext& /*context*/, const Line& line) {
  return TrimRight(line.text) == "----" || line.text.starts_with("time->");
}

bool Claims(const Head& head) {
  LogLine line;
  return ParseAuditdLine(head.FirstLine(), line);
}

void Read(const ReadContext& context) {
  LogContext who = ContextOf(context.hints);
  who.space = who.pod = who.container = {};
  who.unit = "auditd";
  ReadLog(context, {.parse = ParseAuditdLine, .self = &kAuditd, .remark = IsRule}, std::move(who));
}

}  // namespace

extern const Format kAuditd = {
    .name = "auditd",
    .title = "the Linux audit log: audit.log, ausearch",
    .sample =
        R"(type=AVC msg=audit(1779452401.297:136): avc:  denied  { write } for  pid=2817 comm="etcd" name="etcd" dev="dm-0" ino=67228425 scontext=system_u:system_r:container_t:s0:c430,c632 tcontext=system_u:object_r:var_lib_t:s0 tclass=dir permissive=0
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
