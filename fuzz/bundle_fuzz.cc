// Every archive survives being read, within the limits.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "ingest/bundle/bundle_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The reader takes paths: an anonymous file has one.
  static const int kFile = [] {
    char name[] = "/tmp/howdunit-fuzz-XXXXXX";
    const int descriptor = mkstemp(name);
    unlink(name);
    return descriptor;
  }();
  if (ftruncate(kFile, 0) != 0 || pwrite(kFile, data, size, 0) < 0) return 0;
  const std::string path = "/proc/self/fd/" + std::to_string(kFile);
  const howdunit::Limits limits{.members = 1000, .member_bytes = 1 << 20, .bundle_bytes = 8 << 20};
  const auto scan = howdunit::VisitBundle(
      path, limits, [&](const howdunit::MemberEntry& entry, howdunit::MemberBytes& bytes) {
        if (entry.path.starts_with('/') || entry.path.find("..") == 0) std::abort();
        std::vector<char> buffer(64U << 10U);
        while (bytes.Read(buffer.data(), buffer.size()) > 0) {
        }
      });
  static_cast<void>(scan);
  return 0;
}
