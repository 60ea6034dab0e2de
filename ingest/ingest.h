// Reads one bundle: the whole of ingest behind one call.
#pragma once

#include <map>
#include <string>

#include "core/bundle_contents.h"
#include "core/result.h"
#include "ingest/clock/bundle_clock.h"
#include "ingest/limits.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

struct IngestOptions {
  Limits limits;
  ClockOptions clock;
  // Reads small files, and parts of large ones, several at once; outlives the call. May be null.
  WorkerPool* pool = nullptr;
  // Where a temporary file goes for records that are too many to be held; empty: TMPDIR, or else
  // /var/tmp.
  std::string spill_folder;
};

// The bundle's name: the last part of its path, without what packers add.
std::string BundleName(const std::string& path);

// Reads the bundle at `path` (a folder, an archive, a file, "-"). An error means
// that nothing could be read; anything less is told in the contents.
Result<BundleContents> IngestBundle(const std::string& path, const SignatureScanner& signatures,
                                    const IngestOptions& options);

// Reads texts in memory, by their path in the bundle.
BundleContents IngestTexts(const std::map<std::string, std::string>& texts,
                           const SignatureScanner& signatures, const IngestOptions& options);

}  // namespace howdunit
