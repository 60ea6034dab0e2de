// An archive as the place that others are merged into.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/merge_target.h"

namespace howdunit {

class ArchiveTarget final : public MergeTarget {
 public:
  explicit ArchiveTarget(Archive archive) : archive_(std::move(archive)) {}

  Result<std::unique_ptr<PartMerge>> Begin(const Database& part, const std::string& path) override;
  Result<std::vector<ShardNote>> Shards() override;

 private:
  Archive archive_;
};

}  // namespace howdunit
