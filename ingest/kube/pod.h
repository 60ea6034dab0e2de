// core/v1 Pod.
#pragma once

#include "codec/node.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

PodRecord ReadPod(const Node& pod, const DocumentText& text);

}  // namespace howdunit
