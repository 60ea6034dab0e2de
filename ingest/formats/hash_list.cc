// Digests of files, by `sha256sum`, `md5sum` and their relatives:
//
//   9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /opt/cni/bin/calico
//
// Source: coreutils, src/digest.c: two blanks, or a blank and a star for binary mode, stand before
// the name. Each line becomes an object of kind FileDigest, named by the path, whose field is
// called after the algorithm that the digest's length tells. The list is of what somebody asked
// for: it says nothing about other files.

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/object_row.h"
#include "ingest/text/excerpt.h"

namespace howdunit {
namespace {

struct Algorithm {
  std::string_view name;
  std::size_t digits;
};

constexpr std::array kAlgorithms = std::to_array<Algorithm>(
    {{"md5", 32}, {"sha1", 40}, {"sha224", 56}, {"sha256", 64}, {"sha384", 96}, {"sha512", 128}});

struct Digest {
  std::string_view algorithm;
  std::string_view hex;
  std::string_view path;
};

std::optional<Digest> ParseDigest(std::string_view line) {
  line = TrimRight(line);
  const std::size_t digits = std::min(line.find_first_not_of("0123456789abcdef"), line.size());
  const auto algorithm =
      std::find_if(kAlgorithms.begin(), kAlgorithms.end(),
                   [&](const Algorithm& known) { return known.digits == digits; });
  if (algorithm == kAlgorithms.end()) return {};
  const std::string_view rest = line.substr(digits);
  if (!rest.starts_with("  ") && !rest.starts_with(" *")) return {};
  const std::string_view path = rest.substr(2);
  // Columns after an id are a table's row, and names with two blanks are rarer than tables.
  if (path.empty() || path.starts_with(' ') || Contains(path, "  ")) return {};
  return Digest{.algorithm = algorithm->name, .hex = line.substr(0, digits), .path = path};
}

bool Claims(const Head& head) {
  if (!ParseDigest(head.FirstLine())) return false;
  std::string_view rest = head.text;
  TakeUntil(rest, "\n");
  const std::string_view second = Trim(rest.substr(0, rest.find('\n')));
  // One line alone is enough; beside others that are none, it is something else's.
  return second.empty() || ParseDigest(second).has_value();
}

void Read(const ReadContext& context) {
  while (const auto line = context.in.Peek()) {
    const auto digest = ParseDigest(line->text);
    if (!digest) break;
    std::string_view path = digest->path;
    // `kubectl debug node` sees the node's files below /host.
    if (path.starts_with("/host/")) path.remove_prefix(5);
    ObjectRecord object = ObjectAt(Quote(line->number, line->text), "FileDigest", path);
    AddField(object, digest->algorithm, digest->hex);
    context.out.Add(std::move(object));
    context.in.Next();
  }
}

}  // namespace

extern const Format kHashList = {
    .name = "checksums",
    .title = "sha256sum, md5sum: digests of files",
    .sample =
        R"(9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /opt/cni/bin/calico
60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752  /opt/cni/bin/portmap
)",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
