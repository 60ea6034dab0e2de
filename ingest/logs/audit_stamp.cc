#include "ingest/logs/audit_stamp.h"

#include "core/text.h"

namespace howdunit {

std::optional<Stamp> TakeAuditStamp(std::string_view& text) {
  constexpr std::size_t kSeconds = 10;
  constexpr std::size_t kMillis = 3;
  const std::size_t end = text.find("): ");
  if (end == std::string_view::npos || end < kSeconds + kMillis + 3) return {};
  const std::string_view serial = text.substr(kSeconds + kMillis + 2, end - kSeconds - kMillis - 2);
  const std::string_view seconds = text.substr(0, kSeconds);
  const std::string_view millis = text.substr(kSeconds + 1, kMillis);
  const bool formed = text[kSeconds] == '.' && text[kSeconds + 1 + kMillis] == ':';
  if (!formed || !AllDigits(seconds) || !AllDigits(millis) || !AllDigits(serial)) return {};
  text.remove_prefix(end + 3);
  return Stamp{.kind = Stamp::Kind::kUtc,
               .value = *ParseInt(seconds) * kSecond + *ParseInt(millis) * 1000,
               .width = 1000};
}

std::optional<Stamp> PeekAuditStamp(std::string_view message) {
  constexpr std::string_view kStart = "audit: type=";
  constexpr std::string_view kStarted = "2000";  // AUDIT_KERNEL: "state=initialized"
  if (!message.starts_with(kStart)) return {};
  message.remove_prefix(kStart.size());
  const std::string_view type = TakeUntil(message, " audit(");
  if (!AllDigits(type) || type == kStarted) return {};
  return TakeAuditStamp(message);
}

}  // namespace howdunit
