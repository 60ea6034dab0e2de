// What the output of a command shows, whatever it holds: of what nobody listed nothing is known to
// be missing.
#pragma once

#include <cstdint>
#include <string>

#include "core/record.h"

namespace howdunit {

// A list: there are `items` things, in one namespace or, if `space` is empty, in all.
CoverageRecord CoverageOfList(const Source& source, std::string topic, const Redacted& space,
                              std::int64_t items);

// The description of a pod: it had `items` events.
CoverageRecord CoverageOfPodEvents(const Source& source, const Redacted& space,
                                   const Redacted& name, std::int64_t items);

}  // namespace howdunit
