// A parsed YAML or JSON document of Kubernetes objects → records.
#pragma once

#include "codec/node.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"
#include "ingest/kube/text_piece.h"

namespace howdunit {

// One object, or a list of them (List, PodList, or a bare list). `complete` is
// false for a document that broke off: it covers nothing.
void ReadDocument(const Node& document, const DocumentText& text, bool complete,
                  const MemberHints& hints, RecordSink& out);

// All documents of a text. `first_line`: where problems are told.
void ReadDocuments(const ReadContext& context, const TextFormat& format, const TextPiece& piece,
                   std::int64_t first_line);

}  // namespace howdunit
