// The kernel's ring buffer:
//
//   [   12.345678] EXT4-fs error (device sda1): …       since boot: no moment is known
//   [Fri May 22 22:20:01 2026] Out of memory: Killed process 4711 (java)     (dmesg -T)
//
// Source: util-linux, sys-utils/dmesg.c.
#include "core/text.h"
#include "ingest/format.h"
#include "ingest/logs/log_layers.h"
#include "ingest/logs/log_section.h"
#include "ingest/logs/read_log.h"

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

bool ParseDmesgLine(std::string_view text, LogLine& line) {
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
