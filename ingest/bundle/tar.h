// Members of a tar archive that comes as a stream.
#pragma once

#include <string_view>

#include "ingest/bundle/bundle_reader.h"
#include "ingest/bundle/byte_stream.h"

namespace howdunit {

// Whether the bytes open a tar archive: a header block with a valid checksum.
bool LooksLikeTar(std::string_view head);

// Visits every regular file of the archive (`head` are its first bytes, already
// taken off `stream`), then reads the stream to its end, so that its checksum is
// looked at. Problems go to `scan`.
void VisitTar(std::string_view head, ByteStream& stream, const Limits& limits,
              const MemberVisitor& visit, BundleScan& scan);

}  // namespace howdunit
