// What sosreport writes of its own run, sos_reports/manifest.json:
//
//   {"version": "4.5.1", "cmdline": "sos report --batch", "start_time": "2026-05-22
//   22:20:01.123456",
//    "components": {"report": {"plugins": {"kubernetes": {"commands": [
//      {"exec": "kubectl get nodes", "start_time": 1779452403.1, "end_time": 1779452403.9, …}]}}}}}
//
// Source: sosreport/sos, sos/component.py, sos/report/plugins/__init__.py. The run's own times have
// no zone; those of its commands are seconds since 1970: together the moment of capture, and the
// node's zone.
#include <algorithm>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/log_layers.h"
#include "ingest/text/json_object.h"

namespace howdunit {
namespace {

bool Claims(const Head& head) {
  return head.text.starts_with('{') && Contains(head.text, "\"cmdline\"") &&
         Contains(head.text, "\"components\"");
}

struct CommandTime {
  Micros value = 0;
  std::int64_t line = 0;
};

// "1779452403.1234"
std::optional<Micros> EpochOf(const Node& node) {
  if (node.kind != Node::Kind::kNumber) return {};
  const auto seconds = ParseInt(std::string_view(node.text).substr(0, node.text.find('.')));
  if (!seconds || *seconds < 1'000'000'000 || *seconds > 9'999'999'999) return {};
  return *seconds * kSecond;
}

// The first and the last moment at which a command ran.
void CollectTimes(const Node& node, std::optional<CommandTime>& first,
                  std::optional<CommandTime>& last) {
  for (const auto& [key, value] : node.members) {
    const bool time = key == "start_time" || key == "end_time";
    if (const auto epoch = time ? EpochOf(value) : std::nullopt) {
      const CommandTime found{.value = *epoch, .line = value.line};
      if (!first || found.value < first->value) first = found;
      if (!last || found.value > last->value) last = found;
    }
    CollectTimes(value, first, last);
  }
  for (const Node& item : node.items) CollectTimes(item, first, last);
}

void Read(const ReadContext& context) {
  const auto manifest = TakeJsonObject(context, "manifest of sosreport");
  if (!manifest) return;
  std::optional<CommandTime> first;
  std::optional<CommandTime> last;
  CollectTimes(manifest->root["components"], first, last);
  if (!first) return;
  for (const CommandTime& time : {*first, *last}) {
    ClockRecord capture;
    capture.source = manifest->text.QuoteLine(time.line);
    capture.kind = ClockRecord::Kind::kCapture;
    capture.when.stamp = Stamp{.kind = Stamp::Kind::kUtc, .value = time.value, .width = kSecond};
    context.out.Add(std::move(capture));
  }
  // The run begins less than a minute before its first command.
  std::string_view started = manifest->root["start_time"].text;
  const auto local = TakeRfc3339(started);
  if (!local) return;
  const auto offset = ZoneBetween(*local, Stamp{.kind = Stamp::Kind::kUtc, .value = first->value});
  if (!offset) return;
  ClockRecord zone;
  zone.source = manifest->text.QuoteLine(manifest->root["start_time"].line);
  zone.kind = ClockRecord::Kind::kZone;
  zone.offset = *offset;
  context.out.Add(std::move(zone));
}

}  // namespace

extern const Format kSosManifest;
extern const Format kSosManifest = {
    .name = "sos-manifest",
    .title = "sosreport's account of its own run: when each command ran",
    .sample =
        R"({"version": "4.5.1", "cmdline": "sos report --batch", "start_time": "2026-05-22 22:20:01.123456",
 "components": {"report": {"plugins": {"kubernetes": {"commands": [{"exec": "kubectl get nodes", "start_time": 1779452403.1, "end_time": 1779452403.9}]}}}}}
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
