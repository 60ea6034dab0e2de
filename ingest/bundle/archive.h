// Members of an archive that comes as a stream.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/bundle/bundle_reader.h"
#include "ingest/bundle/byte_stream.h"

namespace howdunit {

enum class ArchiveKind { kTar, kZip };

// How many bytes ArchiveKindOf() wants to see.
inline constexpr std::size_t kArchiveHead = 4096;

// What the bytes open: a tar header with a valid checksum, or a local header of a zip.
std::optional<ArchiveKind> ArchiveKindOf(std::string_view head);

// Visits every regular file of the archive (`head` are its first bytes, already
// taken off `stream`), then reads the stream to its end, so that its checksum is
// looked at. Problems go to `scan`.
void VisitArchive(ArchiveKind kind, std::string_view head, ByteStream& stream, const Limits& limits,
                  const MemberVisitor& visit, BundleScan& scan);

}  // namespace howdunit
