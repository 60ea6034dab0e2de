// Answers of the API server that are no object, as curl or a script saved them:
//
//   # 2026-05-22T12:20:01Z GET /apis/crd.projectcalico.org/v1/clusterinformations/default
//   HTTP/2 401
//   audit-id: c508b5b5-a01e-498d-8ba6-d79e3f261498
//   date: Fri, 22 May 2026 12:20:01 GMT
//
//   {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized",
//    "reason":"Unauthorized","code":401}
//
// Source: kubernetes, apimachinery/pkg/apis/meta/v1/types.go (Status); curl -i and -v for the
// header lines. A Status becomes an object of kind APIStatus, named by its reason, and its message
// is searched for signatures. The date is the clock of the server at that moment. What follows a
// header may be an object, too: that is another format's.

#include <array>
#include <cstddef>

#include "codec/json.h"
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

// curl -v puts "< " before the lines of the answer.
std::string_view WithoutArrow(std::string_view line) {
  line = TrimRight(line);
  return line.starts_with("< ") ? line.substr(2) : line;
}

// "HTTP/2 401", "HTTP/1.1 403 Forbidden"
bool IsStatusLine(std::string_view line) {
  const auto words = SplitWords(WithoutArrow(line), 3);
  return words.size() >= 2 && words[0].size() <= 8 && words[0].starts_with("HTTP/") &&
         words[1].size() == 3 && AllDigits(words[1]);
}

// The name in "content-type: application/json"; "" if the line is no header.
std::string_view HeaderName(std::string_view line) {
  line = WithoutArrow(line);
  const std::string_view name = line.substr(0, line.find(':'));
  if (name.empty() || name.size() == line.size()) return {};
  for (const char c : name) {
    if (!IsAlnum(c) && c != '-') return {};
  }
  return name;
}

// A status line, and below it a header: a log may quote the one, but not both.
bool IsAnswer(std::string_view text) {
  if (!IsStatusLine(TakeUntil(text, "\n"))) return false;
  return !HeaderName(text.substr(0, text.find('\n'))).empty();
}

// A comment that names the request, right above the answer.
bool IsTitledAnswer(std::string_view text) {
  const std::string_view title = TakeUntil(text, "\n");
  return title.starts_with('#') && IsAnswer(text);
}

// Whether the JSON object that begins here says at its front that it is a Status.
bool IsStatus(std::string_view text) {
  constexpr std::size_t kFront = 400;
  text = Trim(text);
  if (!text.starts_with('{')) return false;
  const std::string_view front = text.substr(0, kFront);
  constexpr std::string_view kKey = "\"kind\"";
  const std::size_t at = front.find(kKey);
  if (at == std::string_view::npos) return false;
  std::string_view value = TrimLeft(front.substr(at + kKey.size()));
  if (!value.starts_with(':')) return false;
  value = TrimLeft(value.substr(1));
  // Lists of objects and audit records have a Status inside.
  return value.starts_with("\"Status\"") && !Contains(front.substr(0, at), "[") &&
         Contains(text, "\"status\"") && !Contains(front, "audit.k8s.io");
}

bool Claims(const Head& head) {
  return IsStatus(head.text) || IsAnswer(head.text) || IsTitledAnswer(head.text);
}

// The server's clock. A container's log may quote the answer to some other question.
void AddClock(const ReadContext& context, const Line& line) {
  if (!context.hints.pod.empty() || !context.hints.container.empty()) return;
  std::string_view value = WithoutArrow(line.text);
  TakeUntil(value, ":");
  value = Trim(value);
  const auto stamp = TakeRfc1123(value);
  if (!stamp) {
    context.out.Add(ProblemRecord{.source = Quote(line.number, line.text),
                                  .reason = "the date of the answer cannot be read"});
    return;
  }
  ClockRecord clock;
  clock.source = Quote(line.number, line.text);
  clock.kind = ClockRecord::Kind::kCapture;
  clock.when.stamp = *stamp;
  context.out.Add(std::move(clock));
}

void ReadAnswer(const ReadContext& context) {
  LineSearch search(context);
  bool headers = false;  // the status line was taken
  while (const auto line = context.in.Peek()) {
    const std::string_view name = HeaderName(line->text);
    if (headers && name.empty()) break;
    if (headers && ToLower(name) == "date") AddClock(context, *line);
    headers = headers || IsStatusLine(line->text);
    search.Look(*line);
    context.in.Next();
  }
  // curl -v ends the headers with a "<" of its own.
  if (const auto end = context.in.Peek(); end && Trim(end->text) == "<") context.in.Next();
}

// Scalars, by path: {"details":{"name":"default","retryAfterSeconds":1}}
void AddScalars(const Node& map, const std::string& path, const Excerpt& text,
                ObjectRecord& object) {
  for (const auto& [key, value] : map.members) {
    const std::string here = path.empty() ? key : path + "." + key;
    if (value.is_map()) AddScalars(value, here, text, object);
    if (!value.is_scalar() || value.text.empty()) continue;
    object.fields.push_back(
        {.path = Redact(here), .value = Redact(value.text), .source = text.QuoteLine(value.line)});
  }
}

void ReadStatus(const ReadContext& context) {
  const Excerpt text = TakeJsonValue(context.in);
  const auto documents = ParseJson(text.Text(), text.first);
  if (!documents || documents->empty() || !(*documents)[0].is_map()) {
    context.out.Add(
        ProblemRecord{.source = text.QuoteLine(text.first),
                      .reason = "the API server's answer is broken" +
                                (documents ? std::string() : ": " + documents.error().message)});
    return;
  }
  const Node& root = (*documents)[0];
  // A success may have no reason.
  const std::string& reason =
      root["reason"].text.empty() ? root["status"].text : root["reason"].text;
  const Node& message = root["message"];
  ObjectRecord object = ObjectAt(text.QuoteLine(message.is_scalar() ? message.line : text.first),
                                 "APIStatus", reason);
  object.api = Redact(root["apiVersion"].text);
  for (const std::string_view key : {"status", "code", "message", "reason"}) {
    if (!root[key].is_scalar() || root[key].text.empty()) continue;
    object.fields.push_back({.path = Redact(key),
                             .value = Redact(root[key].text),
                             .source = text.QuoteLine(root[key].line)});
  }
  AddScalars(root["details"], "details", text, object);
  if (message.is_scalar()) {
    LineSearch(context).Look(message.text, object.source.text.str(), object.source.line);
  }
  context.out.Add(std::move(object));
}

void Read(const ReadContext& context) {
  if (IsStatus(context.in.Ahead())) {
    ReadStatus(context);
  } else {
    ReadAnswer(context);
  }
}

}  // namespace

extern const Format kApiStatus = {
    .name = "api-status",
    .title = "refusals and other answers of the API server, with curl's header lines",
    .sample = R"(HTTP/2 401
audit-id: c508b5b5-a01e-498d-8ba6-d79e3f261498
date: Fri, 22 May 2026 12:20:01 GMT

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
