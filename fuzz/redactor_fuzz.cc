// Redaction keeps text valid, finds what it should wherever it stands, and
// changes nothing when it is repeated.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/redacted.h"
#include "core/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(static_cast<const char*>(static_cast<const void*>(data)), size);
  const std::string once = howdunit::Redact(text).str();
  if (once != howdunit::RepairUtf8(once)) std::abort();
  // A token after any text that ends at a word's border is found.
  const std::string token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
  if (text.find("c2lnbmF0dXJl") != std::string::npos) return 0;  // it holds that itself
  const std::string with_token = howdunit::Redact(text + "\n " + token).str();
  if (with_token.find("c2lnbmF0dXJl") != std::string::npos) std::abort();
  return 0;
}
