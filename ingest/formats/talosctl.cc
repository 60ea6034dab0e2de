// What talosctl lists of the machines of a cluster, several of them in one table:
//
//   NODE        SERVICE   STATE     HEALTH   LAST CHANGE     LAST EVENT                   services
//   10.0.0.11   etcd      Waiting   ?        12s ago         Error running Containerd(etcd), …
//   10.0.0.12   kubelet   Running   OK       2h31m44s ago    Health check successful
//
//   NODE        NAMESPACE   TYPE     ID    VERSION   HOSTNAME   MACHINE TYPE   OS               …
//   10.0.0.11   cluster     Member   cp1   2         cp1        controlplane   Talos (v1.6.4)   …
//
// Source: siderolabs/talos, cmd/talosctl/cmd/talos/{service,get}.go. Services become objects of
// kind TalosService with the fields "node", "state", "health" and "event": NODE is an address more
// often than a name, and stands as it is written. Members are TalosMember, whoever was asked, with
// "machine type", "os" and "addresses". What one service says of itself (`talosctl service etcd`)
// is left to whoever reads loose text.

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

enum class List { kServices, kMembers };

// Web pages narrow the columns to one blank.
std::optional<List> ParseHeader(std::string_view line) {
  std::vector<std::string> words;
  for (const std::string_view word : SplitWords(line)) words.emplace_back(word);
  const std::string header = Join(words, " ");
  if (header == "NODE SERVICE STATE HEALTH LAST CHANGE LAST EVENT") return List::kServices;
  if (header == "NODE NAMESPACE TYPE ID VERSION HOSTNAME MACHINE TYPE OS ADDRESSES") {
    return List::kMembers;
  }
  return {};
}

bool Claims(const Head& head) { return ParseHeader(head.FirstLine()).has_value(); }

std::optional<ObjectRecord> ParseService(const Line& line) {
  const auto words = SplitWords(line.text, 7);
  constexpr std::array kHealth = std::to_array<std::string_view>({"OK", "Fail", "?"});
  if (words.size() < 6 || words[5] != "ago") return {};
  if (std::find(kHealth.begin(), kHealth.end(), words[3]) == kHealth.end()) return {};
  ObjectRecord object = ObjectAt(Quote(line.number, line.text), "TalosService", words[1]);
  object.uid = Redact(words[0]);  // each machine has its own
  AddField(object, "node", words[0]);
  AddField(object, "state", words[2]);
  AddField(object, "health", words[3] == "?" ? "" : words[3]);
  if (words.size() > 6) AddField(object, "event", TrimRight(words[6]));
  return object;
}

std::optional<ObjectRecord> ParseMember(const Line& line) {
  const std::size_t list = line.text.find('[');
  const auto words = SplitWords(line.text.substr(0, list), 8);
  if (list == std::string_view::npos || words.size() < 7 || words[2] != "Member") return {};
  ObjectRecord object = ObjectAt(Quote(line.number, line.text), "TalosMember", words[5]);
  AddField(object, "machine type", words[6]);
  if (words.size() > 7) AddField(object, "os", TrimRight(words[7]));
  std::string addresses(TrimRight(line.text.substr(list)));
  if (!addresses.ends_with(']')) return object;  // cut
  std::erase_if(addresses, [](char c) { return c == '[' || c == ']' || c == '"' || c == ' '; });
  AddField(object, "addresses", addresses);
  return object;
}

void Read(const ReadContext& context) {
  const auto header = context.in.Peek();
  const auto list = ParseHeader(header->text);
  context.in.Next();
  if (!list) return;  // a line too long to be kept whole
  LineSearch search(context, "text");
  while (const auto line = context.in.Peek()) {
    auto object = *list == List::kServices ? ParseService(*line) : ParseMember(*line);
    if (!object) break;
    search.Look(*line);
    context.out.Add(std::move(*object));
    context.in.Next();
  }
}

}  // namespace

extern const Format kTalosctl = {
    .name = "talosctl",
    .title = "talosctl services and get members",
    .sample =
        R"(NODE        SERVICE   STATE     HEALTH   LAST CHANGE     LAST EVENT
10.0.0.11   etcd      Waiting   ?        12s ago         Waiting for service "cri" to be "up"
10.0.0.12   kubelet   Running   OK       2h31m44s ago    Health check successful
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
