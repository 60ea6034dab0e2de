// The Events block of `kubectl describe`, cut out and pasted alone, with or
// without the command above it:
//
//   kubectl describe pod/web-0 --namespace shop
//   Events:
//     Type     Reason         Age               From     Message
//     ----     ------         ----              ----     -------
//     Warning  FailedKillPod  4s (x4 over 41s)  kubelet  error killing pod: …
//
// Before kubectl 1.8 the columns were others (old_event_row.h).

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/describe.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/event_text.h"
#include "ingest/kube/old_event_row.h"

namespace howdunit {
namespace {

bool IsRow(std::string_view line) { return IsEventRow(line, 4) || IsOldEventRow(line); }

bool IsEventsHeader(std::string_view line) {
  if (IsOldEventsHeader(line)) return true;
  const auto words = SplitWords(line, 6);
  return words.size() == 5 && words[0] == "Type" && words[1] == "Reason" && words[2] == "Age" &&
         words[4] == "Message";
}

bool StartsEvents(std::string_view text) {
  const std::string_view whole = TrimRight(TakeUntil(text, "\n"));
  if (IsRow(whole) || IsEventsHeader(whole)) return true;
  const std::string_view line = TrimLeft(whole);  // pages move a block's first line in
  if (line != "Events:" && !(line.starts_with("Events:") && line.ends_with("<none>"))) {
    return false;
  }
  return line.ends_with("<none>") || IsEventsHeader(TakeUntil(text, "\n"));
}

// Whether a line is the command, and events follow below blank lines.
bool StartsWithCommand(std::string_view text) {
  if (!TakeUntil(text, "\n").starts_with("kubectl describe ")) return false;
  while (!text.empty() && Trim(text.substr(0, text.find('\n'))).empty()) TakeUntil(text, "\n");
  return StartsEvents(text);
}

bool Claims(const Head& head) { return StartsEvents(head.text) || StartsWithCommand(head.text); }

void Read(const ReadContext& context) {
  std::string command = context.hints.command;
  while (const auto line = context.in.Peek()) {
    const bool is_command = line->text.starts_with("kubectl describe ");
    if (!is_command && !Trim(line->text).empty()) break;
    if (is_command) command = line->text;
    context.in.Next();
  }
  const DescribedObject object = ObjectOfDescribe(command);
  const auto line = context.in.Peek();
  if (!line) return;
  const Source source = LineSource(line->text, line->number);
  if (!TrimLeft(line->text).starts_with("Events:")) {
    std::string header;
    if (!IsRow(TrimRight(line->text))) header = context.in.Next()->text;
    if (const auto dashes = context.in.Peek(); dashes && Trim(dashes->text).starts_with("---")) {
      context.in.Next();
    }
    ReadEventRows(context, header, object.kind, object.space, object.name);
    return;
  }
  const auto count = ReadDescribedEvents(context, object.kind, object.space, object.name);
  if (!count || object.kind != "Pod" || object.name.empty()) return;
  context.out.Add(CoverageOfPodEvents(source, Redact(object.space), Redact(object.name), *count));
}

}  // namespace

extern const Format kDescribeEvents = {
    .name = "describe-events",
    .title = "The Events block of kubectl describe, on its own",
    .sample =
        "Events:\n  Type    Reason   Age  From     Message\n"
        "  ----    ------   ---  ----     -------\n"
        "  Normal  Killing  45m  kubelet  Stopping container store\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
