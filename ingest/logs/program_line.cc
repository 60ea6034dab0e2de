#include "ingest/logs/program_line.h"

#include <cstdlib>

#include "core/text.h"
#include "ingest/logs/container_stamp.h"
#include "ingest/text/address.h"

namespace howdunit {
namespace {

// "[pod/<name>/<container>] ", taken off the front.
void TakePodPrefix(std::string_view& text, LogLine& line) {
  if (!text.starts_with("[pod/")) return;
  const std::size_t end = text.find("] ");
  const auto parts = Split(text.substr(1, end == std::string_view::npos ? 0 : end - 1), '/');
  if (end == std::string_view::npos || parts.size() != 3) return;
  line.pod = parts[1];
  line.container = parts[2];
  text.remove_prefix(end + 2);
}

// "[must-gather-8xk4z] OUT ", "[must-gather      ] POD ", taken off the front.
void TakeGatherPrefix(std::string_view& text) {
  if (!text.starts_with("[must-gather")) return;
  const std::size_t end = text.find("] ");
  if (end == std::string_view::npos) return;
  const std::string_view rest = text.substr(end + 2);
  if (rest.starts_with("OUT ") || rest.starts_with("POD ")) text = rest.substr(4);
}

// "10.0.0.7: " before a line of JSON, as `talosctl logs` writes it, taken off the front: several
// machines have one address each, and it names none of them.
void TakeAddressPrefix(std::string_view& text) {
  const std::size_t end = text.find(": {\"");
  if (end > 45) return;  // or none
  if (IsAddress(text.substr(0, end))) text.remove_prefix(end + 2);
}

bool ParseDockerLine(std::string_view text, LogLine& line) {
  constexpr std::string_view kLog = "{\"log\":\"";
  constexpr std::string_view kStream = "\",\"stream\":\"";
  const std::size_t at = text.rfind(kStream);
  if (!text.starts_with(kLog) || at == std::string_view::npos) return false;
  constexpr std::string_view kTime = "\"time\":\"";
  const std::size_t time = text.find(kTime, at);
  if (time != std::string_view::npos) {
    std::string_view rest = text.substr(time + kTime.size());
    line.stamp = TakeRfc3339(rest).value_or(Stamp{});
  }
  line.stream = text.substr(at + kStream.size()).starts_with("stderr") ? "stderr" : "stdout";
  line.message = text.substr(kLog.size(), at - kLog.size());
  line.partial = !line.message.ends_with("\\n");
  if (!line.partial) line.message.remove_suffix(2);
  return true;
}

bool ParseJsonLine(std::string_view text, LogLine& line) {
  const auto stamp = PeekJsonStamp(text);
  if (!stamp || stamp->kind == Stamp::Kind::kNone) return false;
  if (!Contains(text, "\"msg\":") && !Contains(text, "\"message\":") &&
      !Contains(text, "\"level\":")) {
    return false;
  }
  line.stamp = *stamp;
  line.message = text;
  return true;
}

// "2026-05-22 12:20:01.123456 I | embed: … current time 2026-05-22T12:20:01Z is after …": etcd's
// old form names no zone, but crypto/x509, whose error it writes, says what time it is.
void StateZone(LogLine& line) {
  if (line.stamp.kind != Stamp::Kind::kLocal || line.message.find(" | ") != 1) return;
  constexpr std::string_view kNow = "current time ";
  const std::size_t at = line.message.find(kNow);
  if (at == std::string_view::npos) return;
  std::string_view rest = line.message.substr(at + kNow.size());
  const auto now = TakeRfc3339(rest);
  if (!now || !rest.starts_with(" is ")) return;
  const auto zone = ZoneBetween(line.stamp, *now);
  if (!zone || std::abs(line.stamp.value - *zone - now->value) > 2 * kSecond) return;
  line.stamp.kind = Stamp::Kind::kUtc;
  line.stamp.value -= *zone;
}

}  // namespace

bool ParseContainerLine(std::string_view text, LogLine& line) {
  if (text.empty()) return false;
  TakePodPrefix(text, line);
  TakeGatherPrefix(text);
  TakeAddressPrefix(text);
  line.message = text;
  if (text.empty()) return !line.pod.empty();
  if (text[0] == '{') return ParseDockerLine(text, line) || ParseJsonLine(text, line);
  if (const auto stamp = PeekLogfmtStamp(text)) {
    line.stamp = *stamp;
    line.logfmt = text;
    return true;
  }
  if (const auto stamp = TakeContainerStamp(text)) {
    line.stamp = *stamp;
    line.message = text;
    StateZone(line);
    return true;
  }
  return !line.pod.empty();
}

bool ParseMixedLine(std::string_view text, LogLine& line) {
  if (ParseContainerLine(text, line)) return true;
  const auto klog = TakeKlogHeader(text);
  if (!klog) return false;
  line.stamp = *klog;
  line.message = text;
  return true;
}

}  // namespace howdunit
