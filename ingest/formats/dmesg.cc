// The kernel's ring buffer:
//
//   [   12.345678] EXT4-fs error (device sda1): …       since boot: no moment is known
//   [  812.345678] audit: type=1400 audit(1779452401.297:136): apparmor="DENIED" …   but of these
//   [Fri May 22 22:20:01 2026] Out of memory: Killed process 4711 (java)     (dmesg -T)
//   10.0.0.7: user: warning: [2026-05-22T12:20:01.694471566Z]: [talos] service[etcd](Waiting): …
//   10.0.0.7: kern:    info: [2026-05-22T12:20:01.763675566Z]: …             (talosctl dmesg)
//
// Source: util-linux, sys-utils/dmesg.c; Talos, internal/app/machined (Dmesg), which has the
// messages of its own services there, too.
#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_name.h"
#include "ingest/logs/audit_stamp.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"
#include "ingest/text/address.h"

namespace howdunit {

extern const Format kDmesg;

namespace {

bool IsSinceBoot(std::string_view text) {
  text = TrimLeft(text);
  const std::size_t dot = text.find('.');
  return dot != std::string_view::npos && AllDigits(text.substr(0, dot)) &&
         text.size() == dot + 7 && AllDigits(text.substr(dot + 1));
}

// "Fri May 22 22:20:01 2026", in the zone of the host.
std::optional<Stamp> ParseDateOfDmesg(std::string_view text) {
  const auto words = SplitWords(text);
  if (words.size() != 5) return {};
  std::string known(words[4]);
  const unsigned month = MonthFromName(words[1]);
  if (month == 0 || words[2].size() > 2 || words[4].size() != 4) return {};
  known += month < 10 ? "-0" : "-";
  known += std::to_string(month) + (words[2].size() == 1 ? "-0" : "-");
  known += std::string(words[2]) + " " + std::string(words[3]);
  std::string_view rest = known;
  return TakeRfc3339(rest);
}

// Takes what stands before `mark` off the front, without blanks; "" if there is none nearby.
std::string_view TakePart(std::string_view& text, std::string_view mark) {
  constexpr std::size_t kMost = 64;
  const std::size_t end = text.substr(0, kMost).find(mark);
  if (end == std::string_view::npos) return {};
  const std::string_view part = Trim(text.substr(0, end));
  text.remove_prefix(end + mark.size());
  return part;
}

// "NODE: facility: priority: [stamp]: message"
bool ParseTalosLine(std::string_view text, LogLine& line) {
  constexpr std::array kPriorities = std::to_array<std::string_view>(
      {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"});
  const std::string_view node = TakePart(text, ": ");
  const std::string_view facility = TakePart(text, ": ");
  const std::string_view priority = TakePart(text, ": [");
  if (!IsObjectName(node) && !IsAddress(node)) return false;
  if (std::find(kPriorities.begin(), kPriorities.end(), priority) == kPriorities.end()) {
    return false;
  }
  const auto stamp = TakeRfc3339(text);
  if (facility.empty() || !stamp || !text.starts_with("]: ")) return false;
  line.stamp = *stamp;
  line.message = text.substr(3);
  if (!IsAddress(node)) line.host = node;  // it names no machine, which has several
  if (facility != "kern") line.unit = line.message.starts_with("[talos] ") ? "talos" : facility;
  return true;
}

bool ParseDmesgLine(std::string_view text, LogLine& line) {
  if (ParseTalosLine(text, line)) return true;
  if (!text.starts_with('[')) return false;
  const std::size_t end = text.find("] ");
  if (end > 40) return false;  // or none
  const std::string_view stamp = text.substr(1, end - 1);
  if (!IsSinceBoot(stamp)) {
    const auto date = ParseDateOfDmesg(stamp);
    if (!date) return false;
    line.stamp = *date;
  }
  line.message = text.substr(end + 2);
  if (const auto stated = PeekAuditStamp(line.message)) line.stamp = *stated;
  return true;
}

bool Claims(const Head& head) { return LooksLikeLog(head, ParseDmesgLine); }

void Read(const ReadContext& context) {
  LogContext who = ContextOf(context.hints);
  who.unit = "kernel";
  ReadLog(context, {.parse = ParseDmesgLine, .self = &kDmesg}, std::move(who));
}

}  // namespace

extern const Format kDmesg = {
    .name = "dmesg",
    .title = "the kernel's messages",
    .sample = R"([   12.345678] EXT4-fs (sda1): mounted filesystem with ordered data mode
[ 5012.000017] Out of memory: Killed process 4711 (java) total-vm:812345kB
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
