#include "ingest/logs/container_stamp.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.h"
#include "ingest/logs/log_layers.h"

namespace howdunit {
namespace {

// "2026/05/22 12:20:01", perhaps with a fraction.
std::optional<Stamp> TakeSlashStamp(std::string_view& text) {
  constexpr std::size_t kDate = 10;
  if (text.size() < kDate + 9 || text[4] != '/' || text[7] != '/' || text[kDate] != ' ') return {};
  if (!IsDigit(text[kDate + 1])) return {};
  const std::size_t end = std::min(text.find_first_of(" \t", kDate + 1), text.size());
  std::string known(text.substr(0, end));
  known[4] = known[7] = '-';
  std::string_view rest = known;
  const auto stamp = TakeRfc3339(rest);
  if (!stamp || !rest.empty() || stamp->kind != Stamp::Kind::kLocal) return {};
  text.remove_prefix(end);
  return stamp;
}

// Etcd's raft before 3.5 wrote its name right before the stamp: "raft2026/05/22 12:20:01 INFO: …".
std::string_view WithoutRaft(std::string_view text) {
  constexpr std::string_view kRaft = "raft";
  const bool stamp = text.size() > kRaft.size() && IsDigit(text[kRaft.size()]);
  return text.starts_with(kRaft) && stamp ? text.substr(kRaft.size()) : text;
}

// logrus where it writes to a terminal: "ERRO[2026-05-22T12:20:01+02:00] text". Of "ERRO[0003]",
// seconds since its start, no moment is known.
std::optional<Stamp> TakeLogrusStamp(std::string_view& text) {
  constexpr std::array kLevels = std::to_array<std::string_view>(
      {"TRAC[", "DEBU[", "INFO[", "WARN[", "ERRO[", "FATA[", "PANI["});
  const bool level = std::any_of(kLevels.begin(), kLevels.end(),
                                 [&](std::string_view one) { return text.starts_with(one); });
  if (!level) return {};
  std::string_view rest = text.substr(kLevels[0].size());
  const auto stamp = TakeRfc3339(rest);
  if (!stamp || !rest.starts_with(']')) return {};
  text = TrimLeft(rest.substr(1));
  return stamp;
}

bool EndsWord(std::string_view rest) { return rest.empty() || rest[0] == ' ' || rest[0] == '\t'; }

}  // namespace

std::optional<Stamp> TakeContainerStamp(std::string_view& text) {
  if (const auto stamp = TakeLogrusStamp(text)) return stamp;
  std::string_view rest = WithoutRaft(text);
  if (rest.empty() || !IsDigit(rest[0])) return {};
  const bool of_raft = rest.size() < text.size();
  auto stamp = TakeSlashStamp(rest);
  if (stamp) {
    std::string_view inner = TrimLeft(rest);
    const auto stated = TakeRfc3339(inner);
    if (stated && EndsWord(inner) && ZoneBetween(*stamp, *stated)) {
      stamp = stated;
      rest = inner;
    }
  } else {
    if (of_raft) return {};
    stamp = TakeRfc3339(rest);
    // "2026-05-22_12:20:01.12345 " is svlogd's form; a comma or a colon belongs to others.
    if (!stamp || !EndsWord(rest)) return {};
  }
  // Names of zones that are the same everywhere.
  if (stamp->kind == Stamp::Kind::kLocal) {
    for (const std::string_view zone : {" UTC", " GMT"}) {
      if (!rest.starts_with(zone) || !EndsWord(rest.substr(zone.size()))) continue;
      stamp->kind = Stamp::Kind::kUtc;
      rest.remove_prefix(zone.size());
      break;
    }
  }
  text = TrimLeft(rest);
  return stamp;
}

}  // namespace howdunit
