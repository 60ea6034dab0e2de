// What an agent of Cilium says of itself, by `cilium status` in its pod:
//
//   KVStore:                 Ok   Disabled
//   Kubernetes:              Ok   1.27 (v1.27.3) [linux/amd64]
//   IPAM:                    IPv4: 5/254 allocated from 10.0.1.0/24,
//   Controller Status:       29/30 healthy
//   Cluster health:          2/3 reachable   (2026-05-22T12:20:01Z)
//
// Source: cilium/cilium, pkg/client/client.go (FormatStatusResponse). It becomes an object of kind
// CiliumStatus with the keys in lower case as fields, called after the pod that the command names,
// or else "cilium". What stands further in below a line is left.

#include <algorithm>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_name.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/base_name.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

struct Entry {
  std::string_view key, value;
};

// "Cluster health:          2/3 reachable": keys stand at the edge, values in a column.
Entry EntryIn(std::string_view line) {
  line = TrimRight(line);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 40) return {};
  const std::string_view key = line.substr(0, colon);
  const bool named =
      key.front() >= 'A' && key.front() <= 'Z' && std::all_of(key.begin(), key.end(), [](char c) {
        return IsAlnum(c) || c == ' ' || c == '-' || c == '/';
      });
  const std::string_view rest = line.substr(colon + 1);
  if (!named || (!rest.empty() && rest.front() != ' ' && rest.front() != '\t')) return {};
  return {.key = key, .value = Trim(rest)};
}

bool IsState(std::string_view value) {
  const std::string_view word = value.substr(0, value.find(' '));
  return word == "Ok" || word == "Warning" || word == "Failure" || word == "Disabled";
}

// Its own words for states, in lines that stand together in no other text.
bool Claims(const Head& head) {
  std::string_view text = head.text;
  const Entry first = EntryIn(TakeUntil(text, "\n"));
  if (first.key == "KVStore") return IsState(first.value);
  if (first.key != "Kubernetes" || !IsState(first.value)) return false;
  for (int lines = 0; lines < 12 && !text.empty(); ++lines) {
    const Entry entry = EntryIn(TakeUntil(text, "\n"));
    if (entry.key == "Cilium") return IsState(entry.value);
  }
  return false;
}

// "cilium-x2v9k" of `kubectl exec -n kube-system cilium-x2v9k -c cilium-agent -- cilium status`
std::string_view PodOf(std::string_view command) {
  const auto words = SplitWords(command.substr(0, command.find(" -- ")));
  const auto pod = std::find_if(words.begin(), words.end(), [](std::string_view word) {
    return word.starts_with("cilium-") || word.starts_with("pod/cilium-");
  });
  if (pod == words.end() || pod == words.begin() || (pod - 1)->starts_with("-c")) return {};
  const std::string_view name = BaseName(*pod);
  return IsObjectName(name) ? name : std::string_view();
}

void Read(const ReadContext& context) {
  LineSearch search(context, "text");
  ObjectRecord object;
  while (const auto line = context.in.Peek()) {
    const Entry entry = EntryIn(line->text);
    const bool goes_on = line->text.starts_with(' ') && !Trim(line->text).empty();
    if (entry.key.empty() && !goes_on) break;
    search.Look(*line);
    if (!entry.key.empty()) {
      const Source source = Quote(line->number, line->text);
      if (object.name.empty()) {
        const std::string_view pod = PodOf(context.hints.command);
        object = ObjectAt(source, "CiliumStatus", pod.empty() ? "cilium" : pod);
      }
      if (!entry.value.empty()) {
        object.fields.push_back(
            {.path = Redact(ToLower(entry.key)), .value = Redact(entry.value), .source = source});
      }
    }
    context.in.Next();
  }
  if (!object.name.empty()) context.out.Add(std::move(object));
}

}  // namespace

extern const Format kCiliumStatus = {
    .name = "cilium-status",
    .title = "cilium status, in an agent's pod",
    .sample = R"(KVStore:                 Ok   Disabled
Kubernetes:              Ok   1.27 (v1.27.3) [linux/amd64]
Cilium:                  Ok   1.14.2 (v1.14.2-9d3b1c4f)
Cluster health:          2/3 reachable   (2026-05-22T12:20:01Z)
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
