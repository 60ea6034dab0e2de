// The stamp of a record of the kernel's audit: "audit(1779452401.297:136): ", seconds since 1970
// and a serial number.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace howdunit {

// Takes "1779452401.297:136): " off the front; nothing if it is not there whole.
std::optional<Stamp> TakeAuditStamp(std::string_view& text);

// That of a record among the kernel's other messages: "audit: type=1400 audit(1779452401.297:136):
// …". Nothing of what the kernel writes while it starts: its clock may not be set yet.
std::optional<Stamp> PeekAuditStamp(std::string_view message);

}  // namespace howdunit
