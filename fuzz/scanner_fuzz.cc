// What the scanners of YAML and JSON read is what the libraries read.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "codec/block_yaml.h"
#include "codec/json.h"
#include "codec/plain_json.h"
#include "codec/yaml.h"

namespace {

using howdunit::Node;

bool Same(const Node& a, const Node& b) {
  return a.kind == b.kind && a.line == b.line && a.line_end == b.line_end &&
         a.key_line == b.key_line && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), Same) &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const auto& x, const auto& y) {
                      return x.first == y.first && Same(x.second, y.second);
                    });
}

void Compare(const std::vector<howdunit::Document>& scanned,
             const howdunit::Result<std::vector<howdunit::Document>>& parsed) {
  if (!parsed ||
      !std::equal(scanned.begin(), scanned.end(), parsed->begin(), parsed->end(), Same)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
  if (const auto yaml = howdunit::ScanBlockYaml(text, 1, {})) {
    Compare({*yaml}, howdunit::ParseAnyYaml(text));
  }
  if (const auto json = howdunit::ScanPlainJson(text, 1, {})) {
    Compare(*json, howdunit::ParseAnyJson(text));
  }
  return 0;
}
