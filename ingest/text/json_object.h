// A JSON object in the middle of a text, read whole.
#pragma once

#include <optional>
#include <string_view>

#include "codec/node.h"
#include "ingest/format.h"
#include "ingest/text/excerpt.h"

namespace howdunit {

struct JsonObject {
  Excerpt text;
  Document root;  // a map; its lines are those of the member
};

// Takes the value that starts at the reader's line. Of anything but an object that can be read it
// adds the problem "the <what> is broken", and gives nothing.
std::optional<JsonObject> TakeJsonObject(const ReadContext& context, std::string_view what);

}  // namespace howdunit
