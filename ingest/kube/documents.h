// A parsed YAML or JSON document of Kubernetes objects → records.
#pragma once

#include "codec/node.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

// One object, or a list of them (List, PodList, or a bare list). `complete` is
// false for a document that broke off: it covers nothing.
void ReadDocument(const Node& document, const DocumentText& text, bool complete,
                  const MemberHints& hints, RecordSink& out);

}  // namespace howdunit
