// What `microk8s inspect` prints while it gathers:
//
//   Inspecting services
//     Service snap.microk8s.daemon-containerd is running
//    FAIL:  Service snap.microk8s.daemon-kubelite is not running
//   For more details look at: sudo journalctl -u snap.microk8s.daemon-kubelite
//     Copy service arguments to the final report tarball
//
// Source: canonical/microk8s, scripts/inspect.sh (check_service). Each service becomes an object of
// kind SystemdUnit with the field "active": "active", or "not running" where `systemctl status` did
// not succeed, be the unit failed, inactive or about to start. Warnings are left to whoever reads
// loose text.

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

struct Service {
  std::string_view name;
  bool running = false;
};

// "  Service snap.microk8s.daemon-containerd is running"
std::optional<Service> ParseService(std::string_view line) {
  line = Trim(line);
  if (line.starts_with("FAIL:")) line = TrimLeft(line.substr(5));
  if (!line.starts_with("Service ")) return {};
  const auto words = SplitWords(line, 6);
  if (words.size() < 4 || words[2] != "is") return {};
  if (!Contains(words[1], "daemon-")) return {};
  const bool running = words.size() == 4 && words[3] == "running";
  const bool stopped = words.size() == 5 && words[3] == "not" && words[4] == "running";
  if (!running && !stopped) return {};
  return Service{.name = words[1], .running = running};
}

// Lines that say what is being done.
bool IsProgress(std::string_view line) {
  constexpr std::array kStarts = std::to_array<std::string_view>(
      {"Inspecting ", "Gathering system information", "Building the report tarball", "  Copy ",
       "  Inspect ", "  Report tarball is at ", "For more details look at: sudo journalctl -u "});
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return line.starts_with(start); });
}

// Progress alone may be of any program.
bool Claims(const Head& head) {
  std::string_view rest = head.text;
  while (!rest.empty()) {
    const std::string_view line = TakeUntil(rest, "\n");
    if (ParseService(line)) return true;
    if (!IsProgress(line)) return false;
  }
  return false;
}

void Read(const ReadContext& context) {
  LineSearch search(context);
  while (const auto line = context.in.Peek()) {
    if (const auto service = ParseService(line->text)) {
      ObjectRecord record;
      record.source = Quote(line->number, line->text);
      record.kind = "SystemdUnit";
      record.name = Redact(service->name);
      const Redacted state = Redact(service->running ? "active" : "not running");
      record.fields.push_back({.path = "active", .value = state, .source = record.source});
      context.out.Add(std::move(record));
      search.Look(*line);
    } else if (!IsProgress(line->text)) {
      return;
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kMicrok8sInspection = {
    .name = "microk8s-inspection",
    .title = "what microk8s inspect prints: services that do not run",
    .sample = R"(Inspecting services
  Service snap.microk8s.daemon-containerd is running
 FAIL:  Service snap.microk8s.daemon-kubelite is not running
For more details look at: sudo journalctl -u snap.microk8s.daemon-kubelite
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
