#include "ingest/text/json_object.h"

#include <string>

#include "codec/json.h"

namespace howdunit {

std::optional<JsonObject> TakeJsonObject(const ReadContext& context, std::string_view what) {
  Excerpt text = TakeJsonValue(context.in);
  auto documents = ParseJson(text.Text(), text.first);
  if (documents && !documents->empty() && (*documents)[0].is_map()) {
    return JsonObject{.text = std::move(text), .root = std::move((*documents)[0])};
  }
  const std::string why = documents ? "" : ": " + documents.error().message;
  context.out.Add(ProblemRecord{.source = text.QuoteLine(text.first),
                                .reason = "the " + std::string(what) + " is broken" + why});
  return {};
}

}  // namespace howdunit
