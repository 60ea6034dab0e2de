// One file in a bundle, and what became of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/redacted.h"
#include "core/time.h"

namespace howdunit {

enum class MemberStatus {
  kRead,     // every line was understood, or belongs to something that was
  kPartly,   // some lines or sections were not understood
  kSkipped,  // no format claims it (its text was searched for signatures), or it is not text
  kFailed,   // it could not be read, or not to its end
};
std::string_view MemberStatusName(MemberStatus status);  // "read", "partly", …

// A line by which one can see how a member was read.
struct ReadingMark {
  std::string format;  // that begins here for the first time; empty: no format claims the line
  std::int64_t line = 0;
  Redacted text;
};

struct Member {
  Redacted path;  // inside the bundle, '/'-separated, relative
  // Of its bytes; empty if it was not read to its end, or is a large file of an archive, whose own
  // hash is of all that it holds.
  Redacted sha256;
  std::int64_t bytes = 0;
  std::int64_t lines = 0;
  std::int64_t lines_unclaimed = 0;  // in sections that no format claims
  std::int64_t records = 0;
  std::vector<std::string> formats;  // names, in order of appearance, each once
  MemberStatus status = MemberStatus::kRead;
  Redacted problem;                  // why it is not kRead
  bool lost = false;                 // some of its bytes could not be read, or not as what they are
  std::vector<std::string> repairs;  // "CRLF line ends", "UTF-16"
  std::vector<ReadingMark> marks;    // where each format begins, and the first lines of none

  // Attribution. The basis says how it is known: "path", "content", "command";
  // empty texts mean that it could not be attributed.
  Redacted node;
  std::string node_basis;
  Redacted space;  // namespace, where the whole member is about one
  Redacted pod;
  Redacted container;
  Redacted host_path;  // where the file stood on its node
  std::string host_path_basis;
  Redacted command;  // what printed it
  When modified;     // from the archive or folder
  Instant printed;   // when its text was printed: resolves ages
  std::string printed_basis;
};

// What is true of the bundle as a whole.
struct Bundle {
  Redacted name;    // last component of the path it was given by
  Redacted sha256;  // of the archive; of a folder: of its members' paths and hashes
  std::string layout;
  Instant captured;
  std::string captured_basis;   // "date output", "--as-of", "newest stated stamp", …
  std::string captured_member;  // member that tells it, if one does
  std::int64_t bytes = 0;
  std::string problem;  // why it could not be read to its end
};

}  // namespace howdunit
