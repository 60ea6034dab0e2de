#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/merge/merge.h"

namespace howdunit {
namespace {

// Who said what.
std::string KeyOf(const SignatureRecord& hit) {
  std::string key = hit.signature;
  for (const Redacted* text : {&hit.node, &hit.space, &hit.pod, &hit.container, &hit.unit}) {
    key += '\x1f' + text->str();
  }
  for (const auto& [name, value] : hit.captures) key += '\x1f' + name + '=' + value.str();
  return key;
}

bool Overlap(const SignatureRecord& a, const SignatureRecord& b) {
  if (!a.first.instant.known() || !b.first.instant.known()) return false;
  return a.first.instant.earliest <= b.last.instant.latest &&
         b.first.instant.earliest <= a.last.instant.latest;
}

}  // namespace

std::vector<SignatureRecord> MergeHits(std::vector<SignatureRecord> hits) {
  std::unordered_map<std::string, std::vector<std::size_t>> by_key;
  // What is merged is the front of the same list: it is large.
  std::vector<SignatureRecord> merged = std::move(hits);
  std::size_t count = 0;
  for (std::size_t at = 0; at < merged.size(); ++at) {
    SignatureRecord& hit = merged[at];
    std::vector<std::size_t>& candidates = by_key[KeyOf(hit)];
    const auto same = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t i) {
      return merged[i].source.member != hit.source.member && Overlap(merged[i], hit);
    });
    if (same == candidates.end()) {
      candidates.push_back(count);
      if (count != at) merged[count] = std::move(hit);
      ++count;
      continue;
    }
    SignatureRecord& known = merged[*same];
    if (hit.count > known.count) std::swap(known, hit);
    if (hit.first.instant.earliest < known.first.instant.earliest) known.first = hit.first;
    if (hit.last.instant.latest > known.last.instant.latest) known.last = hit.last;
  }
  merged.erase(merged.begin() + static_cast<std::ptrdiff_t>(count), merged.end());
  return merged;
}

}  // namespace howdunit
