// How the formats are read whose lines have shapes: what they are must not show in what they tell.
#pragma once

#include "ingest/logs/read_log.h"

namespace howdunit {

extern const LogReading kJournalReading;
extern const LogReading kCriReading;
extern const LogReading kKlogReading;

}  // namespace howdunit
