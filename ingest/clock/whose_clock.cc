#include "ingest/clock/whose_clock.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr char kOfOneLog = '\n';  // between the node and the path

// Programs that write to files of their host, in its time. Others may run in a container.
bool RunsOnHosts(std::string_view program) {
  constexpr auto kPrograms = std::to_array<std::string_view>(
      {"kubelet", "kubelite", "containerd", "docker", "crio", "cri-o", "k3s", "rke2", "microk8s",
       "dqlite", "microshift", "systemd", "kernel"});
  return std::any_of(kPrograms.begin(), kPrograms.end(),
                     [&](std::string_view name) { return Contains(program, name); });
}

// Of lines that `program` wrote; `host`: that they name.
std::string ClockOfLines(const Redacted& host, std::string_view program, const ReadMember& read) {
  if (read.placement.utc) return std::string(kUtcClock);
  if (!host.empty()) return host.str();
  if (RunsOnHosts(program)) return WhoseClock(read);
  return WhoseClock(read) + kOfOneLog + read.member.path.str();
}

}  // namespace

std::string WhoseClock(const ReadMember& read) {
  return read.placement.utc ? std::string(kUtcClock) : read.member.node.str();
}

std::string WhoseClock(const SignatureRecord& hit, const ReadMember& read) {
  const bool of_pod = !hit.pod.empty() || !read.member.pod.empty();
  if (of_pod || !hit.container.empty()) return std::string(kUtcClock);
  return ClockOfLines(hit.node, hit.unit.str(), read);
}

std::string WhoseClock(const CoverageRecord& log, const ReadMember& read) {
  const bool of_pod = !log.name.empty() || !read.member.pod.empty();
  if (of_pod || !read.member.container.empty()) return std::string(kUtcClock);
  const std::string_view topic = log.topic;
  return ClockOfLines(log.node, topic.substr(topic.find('/') + 1), read);
}

std::string WhoseClock(const ClockRecord& clock, const ReadMember& read) {
  const bool named = !read.placement.utc && !clock.node.empty();
  return named ? clock.node.str() : WhoseClock(read);
}

bool IsOfOneLog(std::string_view key) { return key.find(kOfOneLog) != std::string_view::npos; }

std::string HostOfLog(std::string_view key) {
  return std::string(key.substr(0, key.find(kOfOneLog)));
}

}  // namespace howdunit
