// From what single members say to what the bundle says: places, times, one record
// per thing, signatures in events and conditions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/bundle_contents.h"
#include "ingest/clock/bundle_clock.h"
#include "ingest/read_member.h"
#include "ingest/signatures/signature_scanner.h"

namespace howdunit {

// `members` are sorted by path, `name` is that of what was given, as it was packed. Fills
// everything of `contents` but the bundle's name, hash and problem.
// What is too much to be held goes into `file`.
void Settle(const std::string& name, std::vector<ReadMember> members, const ClockOptions& options,
            const SignatureScanner& signatures, WorkerPool& pool,
            const std::shared_ptr<SpillFile>& file, BundleContents& contents);

}  // namespace howdunit
