// Objects other than pods, nodes and events: the few fields that matter of each.
#pragma once

#include <string_view>

#include "codec/node.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

// `api` and `kind` are given because the items of a typed list do not state
// theirs. Of Secrets only the names of the keys are kept; of ConfigMaps see config_map.h.
ObjectRecord ReadObject(const Node& object, std::string_view api, std::string_view kind,
                        const DocumentText& text);
}  // namespace howdunit
