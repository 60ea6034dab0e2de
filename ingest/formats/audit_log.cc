// The API server's audit log, one JSON object a line:
//
//   {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"…",…}
//
// Source: kubernetes, apiserver/pkg/apis/audit/v1/types.go. Most lines say that
// all is well; those that matter are found by signatures in the text as it is.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

namespace howdunit {

extern const Format kAuditLog;

namespace {

// Whether a line can matter: something was deleted, or a request did not succeed. The
// others, nearly all, need not be searched.
bool CanMatter(std::string_view text) {
  constexpr std::string_view kVerb = "\"verb\":\"";
  constexpr std::string_view kCode = "\"code\":";
  const std::size_t verb = text.find(kVerb);
  if (verb == std::string_view::npos) return true;  // cut, or of another order
  if (text.substr(verb + kVerb.size()).starts_with("delete")) return true;
  const std::size_t code = text.rfind(kCode);
  return code == std::string_view::npos || !text.substr(code + kCode.size()).starts_with('2');
}

bool ParseAuditLine(std::string_view text, LogLine& line) {
  if (!text.starts_with("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/")) return false;
  // The last of the stamps; the first belongs to the object, or to the request.
  constexpr std::string_view kStamp = "\"stageTimestamp\":\"";
  const std::size_t at = text.rfind(kStamp);
  if (at != std::string_view::npos) {
    std::string_view rest = text.substr(at + kStamp.size());
    line.stamp = TakeRfc3339(rest).value_or(Stamp{});
  }
  if (CanMatter(text)) line.message = text;
  return true;
}

bool Claims(const Head& head) {
  LogLine line;
  return ParseAuditLine(head.FirstLine(), line);
}

void Read(const ReadContext& context) {
  LogContext who = ContextOf(context.hints);
  who.unit = "audit";
  ReadLog(context, {.parse = ParseAuditLine, .self = &kAuditLog}, std::move(who));
}

}  // namespace

extern const Format kAuditLog = {
    .name = "audit-log",
    .title = "the API server's audit log",
    .sample =
        R"({"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"5f1c","stage":"ResponseComplete","requestURI":"/readyz","verb":"get","stageTimestamp":"2026-05-22T12:20:01.123456Z"}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
