// A text format: how to recognise it, how to read it.
//
// To add one: write ingest/formats/<name>.cc that ends in
//     extern const Format kFoo = {.name = "foo", …};
// and name it in the list of ingest/formats.cc, before every format that would
// also claim its text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/record.h"
#include "ingest/reader.h"

namespace howdunit {

class SignatureScanner;
class WorkerPool;

// What is known of the member before its text is understood.
struct MemberHints {
  std::string path;                   // inside the bundle
  std::string node;                   // from the path or a command; may be empty
  std::string space, pod, container;  // from the path; may be empty
  std::string unit;                   // whose log it is if it is no container's; may be empty
  std::string host_path;              // where the file stood on its node; may be empty
  std::string command;                // what printed this section; may be empty
};

// What a format decides from. `text` starts with a line that is not blank, at
// the point where the format would begin to read, and holds whole lines, some
// 16 KiB of them.
struct Head {
  std::string_view text;
  const MemberHints& hints;
  bool direct = false;  // nothing stands between the text and the command that printed it

  std::string_view FirstLine() const { return text.substr(0, text.find('\n')); }
};

// What a format reads with.
struct ReadContext {
  Reader& in;
  RecordSink& out;
  const MemberHints& hints;
  const SignatureScanner& signatures;
  WorkerPool& pool;  // for parts of the member that can be read apart
};

struct Format {
  std::string_view name;    // stable: stored with every member, named by `howdunit formats`
  std::string_view title;   // one line for people
  std::string_view sample;  // a few real-looking lines that it claims

  // Does the text look like this format? Cheap: called at every block's start.
  bool (*claims)(const Head& head);

  // Takes at least one line, and all lines that belong to it, adding what they
  // say. Returns before a line that cannot belong to it (the next block is then
  // recognised anew) or at the section's end. Never fails: what cannot be read is
  // a ProblemRecord, and reading goes on.
  void (*read)(const ReadContext& context);
};

// Every format, most specific first.
std::span<const Format* const> AllFormats();

// The format that claims `head`; nullptr if none does.
const Format* DetectFormat(const Head& head);

}  // namespace howdunit
