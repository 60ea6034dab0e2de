#include <algorithm>
#include <map>
#include <string>

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
  std::map<std::string, std::vector<std::size_t>> by_key;
  std::vector<SignatureRecord> merged;
  for (SignatureRecord& hit : hits) {
    std::vector<std::size_t>& candidates = by_key[KeyOf(hit)];
    const auto same = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t i) {
      return merged[i].source.member != hit.source.member && Overlap(merged[i], hit);
    });
    if (same == candidates.end()) {
      candidates.push_back(merged.size());
      merged.push_back(std::move(hit));
      continue;
    }
    SignatureRecord& known = merged[*same];
    if (hit.count > known.count) std::swap(known, hit);
    if (hit.first.instant.earliest < known.first.instant.earliest) known.first = hit.first;
    if (hit.last.instant.latest > known.last.instant.latest) known.last = hit.last;
  }
  return merged;
}

}  // namespace howdunit
