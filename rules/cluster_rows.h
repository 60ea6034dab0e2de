// Rows with a text and a count, of which bundles of one cluster may say the same.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace howdunit {

template <typename Row>
class ClusterRows {
 public:
  // What another bundle of the cluster says in the same words is one row, with the
  // larger count; what one bundle says twice stays two.
  void Add(std::size_t cluster, std::int64_t bundle, Row row) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Origin& origin = origins_[i];
      if (origin.cluster != cluster || origin.bundles.contains(bundle)) continue;
      if (rows_[i].text != row.text) continue;
      origin.bundles.insert(bundle);
      rows_[i].count = std::max(rows_[i].count, row.count);
      return;
    }
    rows_.push_back(std::move(row));
    origins_.push_back({.cluster = cluster, .bundles = {bundle}});
  }

  std::vector<Row> Take() { return std::move(rows_); }

 private:
  struct Origin {
    std::size_t cluster = 0;
    std::set<std::int64_t> bundles;
  };
  std::vector<Row> rows_;
  std::vector<Origin> origins_;  // of each row
};

}  // namespace howdunit
