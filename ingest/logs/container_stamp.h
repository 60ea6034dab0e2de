// The stamps of lines that programs in containers write.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace howdunit {

// The stamp that programs in containers put before what they write, up to the message: RFC 3339 and
// its like, "2026/05/22 12:20:01" of nginx and Go's log package. Of two stamps of one moment, as
// CoreDNS wrote them, that which states its zone; "2026-05-22 12:20:01 UTC" states it too.
// etcd's "raft2026/05/22 12:20:01" and logrus' "ERRO[2026-05-22T12:20:01Z]" are such.
std::optional<Stamp> TakeContainerStamp(std::string_view& text);

}  // namespace howdunit
