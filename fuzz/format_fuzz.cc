// Every text survives being read, no more lines are unclaimed than there are, and of a token that
// stands in it no record holds the signature.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/record_bytes.h"
#include "core/text.h"
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

howdunit::BundleContents Read(const std::string& text) {
  return howdunit::IngestTexts({{"fuzz", text}}, Scanner(), howdunit::IngestOptions{});
}

// What is kept of a text, in one piece.
std::string KeptOf(const howdunit::BundleContents& contents) {
  std::string kept;
  for (const auto& event : contents.events) PackRecord(event, kept);
  for (const auto& hit : contents.hits) PackRecord(hit, kept);
  for (const auto& pod : contents.pods) PackRecord(pod, kept);
  for (const auto& object : contents.objects) {
    kept += object.name.str() + object.source.text.str();
    for (const auto& field : object.fields) kept += field.value.str() + field.source.text.str();
  }
  for (const auto& token : contents.tokens) kept += token.source.text.str() + token.user.str();
  for (const auto& problem : contents.problems) kept += problem.reason + problem.source.text.str();
  for (const auto& coverage : contents.coverage) kept += coverage.source.text.str();
  for (const auto& member : contents.members) {
    kept += member.problem.str() + member.command.str();
    for (const auto& mark : member.marks) kept += mark.text.str();
  }
  return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(static_cast<const char*>(static_cast<const void*>(data)), size);
  const howdunit::BundleContents contents = Read(text);
  if (contents.members.size() != 1) std::abort();
  const howdunit::Member& member = contents.members.front();
  if (member.bytes != static_cast<std::int64_t>(size)) std::abort();
  if (member.lines_unclaimed > member.lines) std::abort();

  const std::string signature = "c2lnbmF0dXJlIG9mIGZ1eg";
  if (howdunit::Contains(text, signature)) return 0;
  const std::string token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0." + signature;
  if (howdunit::Contains(KeptOf(Read(text + "\n " + token + "\n")), signature)) std::abort();
  return 0;
}
