// What people put where they left lines out of what they pasted.
#pragma once

#include <string_view>

#include "ingest/reader.h"

namespace howdunit {

// "...", "…", "[...]", "<snip>", "(output omitted)", "--- truncated ---", "...    ...   ...".
bool IsElision(std::string_view line);

// Takes the next line if it is one.
bool TakeElision(Reader& in);

}  // namespace howdunit
