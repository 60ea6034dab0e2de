// What kubectl says instead of a table, or beside it.
//
//   No resources found in shop namespace.
//   Error from server (Forbidden): pods is forbidden: User "x" cannot list …
//   The connection to the server 10.0.0.100:6443 was refused - did you specify …
//   E0612 08:53:31.434733  261378 memcache.go:265] couldn't get current server API …
//
// A failure of kubectl is about whoever ran it: it says that something was not
// read. What the server was told by a kubelet on the way may say more: it is
// searched for signatures, as text that is of no node.

#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/coverage.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/object_row.h"
#include "ingest/kube/scope.h"

namespace howdunit {
namespace {

constexpr std::string_view kNothing = "No resources found";

struct Failure {
  std::string_view start;
  std::string_view part;  // must occur too
  std::string_view reason;
};

constexpr std::array kFailures = std::to_array<Failure>({
    {"Error from server (NotFound)", "", "kubectl: the object asked for does not exist"},
    {"Error from server (Forbidden)", "", "kubectl was not allowed to read"},
    {"Error from server (Unauthorized)", "", "kubectl was not allowed to read"},
    {"error: You must be logged in to the server", "", "kubectl was not allowed to read"},
    {"Error from server", "", "the server did not answer kubectl's question"},
    {"The connection to the server", "was refused", "kubectl could not reach the server"},
    {"Unable to connect to the server", "", "kubectl could not reach the server"},
    {"error: the server doesn't have a resource type", "", "kubectl: no such resource"},
    {"error: ", "", "kubectl failed"},
    {"E", "memcache.go:", "kubectl could not reach the server"},
    {"Unable to retrieve", "", "kubectl failed"},
});

// Other programs write "error: " too: alone it counts only below a kubectl command.
const Failure* FindFailure(std::string_view line, const MemberHints& hints) {
  for (const Failure& failure : kFailures) {
    if (failure.start == "error: " && !Contains(hints.command, "kubectl")) continue;
    if (line.starts_with(failure.start) && Contains(line, failure.part)) return &failure;
  }
  return nullptr;
}

// Lines that state nothing: a command typed without its prompt, kubectl's advice.
bool IsChatter(std::string_view line) {
  for (const std::string_view start :
       {"kubectl ", "Warning: ", "To further debug and diagnose cluster problems", "I0",
        "Flag --"}) {
    if (line.starts_with(start)) return start != "I0" || Contains(line, "request.go:");
  }
  return Contains(line, " is running at ") && Contains(line, "http");
}

bool Claims(const Head& head) {
  const std::string_view line = TrimRight(head.FirstLine());
  return line.starts_with(kNothing) || FindFailure(line, head.hints) != nullptr || IsChatter(line);
}

// "No resources found in shop namespace.": the answer to the command above it.
void ReadNothing(const ReadContext& context, const Line& line) {
  Scope scope = ScopeOf(context.hints);
  std::string_view rest = line.text;
  TakeUntil(rest, " in ");
  if (rest.ends_with(" namespace.")) scope.space = TakeUntil(rest, " namespace.");
  if (scope.resource.empty() || scope.part || Contains(scope.resource, ",") ||
      scope.resource == "all") {
    return;
  }
  const std::string kind = KindFromWord(scope.resource);
  if (scope.space.empty() && !scope.all && !IsClusterScoped(kind)) return;
  context.out.Add(CoverageOfList(LineSource(line.text, line.number), TopicOfKind(kind),
                                 Redact(scope.space), 0));
}

void Read(const ReadContext& context) {
  LineSearch search(context, "text");
  std::string_view said;  // of the failure before: repeats say no more
  while (const auto line = context.in.Peek()) {
    const std::string_view text = TrimRight(line->text);
    const Failure* failure = FindFailure(text, context.hints);
    if (text.starts_with(kNothing)) {
      ReadNothing(context, *line);
    } else if (failure != nullptr) {
      if (said != failure->reason) {
        context.out.Add(ProblemRecord{.source = LineSource(text, line->number),
                                      .reason = std::string(failure->reason)});
      }
      said = failure->reason;
      search.Look(*line);
    } else if (!IsChatter(text)) {
      break;
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kKubectlMessage = {
    .name = "kubectl-message",
    .title = "Answers of kubectl that are no table: errors, \"No resources found\"",
    .sample = "No resources found in shop namespace.\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
