// Every text survives being read, every line of it is accounted for, and no
// record holds a token.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/ingest.h"

namespace {

const howdunit::SignatureScanner& Scanner() {
  static const auto kScanner = [] {
    howdunit::Signature any{.id = "any",
                            .title = "any",
                            .literals = {"unauthorized"},
                            .pattern = "is (?P<what>unauthorized)"};
    return howdunit::SignatureScanner::Create({any});
  }();
  if (!kScanner) std::abort();
  return *kScanner;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(static_cast<const char*>(static_cast<const void*>(data)), size);
  const howdunit::BundleContents contents =
      howdunit::IngestTexts({{"fuzz", text}}, Scanner(), howdunit::IngestOptions{});
  if (contents.members.size() != 1) std::abort();
  const howdunit::Member& member = contents.members.front();
  if (member.bytes != static_cast<std::int64_t>(size)) std::abort();
  if (member.lines_unclaimed > member.lines) std::abort();
  return 0;
}
