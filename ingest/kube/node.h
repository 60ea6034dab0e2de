// core/v1 Node.
#pragma once

#include "codec/node.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

NodeRecord ReadNode(const Node& node, const DocumentText& text);

}  // namespace howdunit
