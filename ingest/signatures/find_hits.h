// What signatures find in a bundle, once every thing in it is one record.
#pragma once

#include <memory>
#include <vector>

#include "core/bundle_contents.h"
#include "core/worker_pool.h"
#include "ingest/attribution/whereabouts.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

// Places contents.events, and fills contents.hits: in order, what signatures found `in_texts`, and
// find in events, in conditions and in what failed pods say. What is too much to be held goes into
// `file`.
void FindHits(std::vector<SignatureRecord> in_texts, const SignatureScanner& signatures,
              Whereabouts& whereabouts, WorkerPool& pool, const std::shared_ptr<SpillFile>& file,
              BundleContents& contents);

}  // namespace howdunit
