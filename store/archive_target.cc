#include "store/archive_target.h"

#include <utility>

#include "store/copy_bundle.h"

namespace howdunit {
namespace {

class ArchivePart final : public PartMerge {
 public:
  ArchivePart(Archive& archive, BundleCopier copier)
      : archive_(archive), copier_(std::move(copier)) {}

  Result<Merged> Add(std::int64_t bundle, std::string_view sha256) override {
    TRY_ASSIGN(const bool added, archive_.Merge(copier_, bundle, sha256));
    return added ? Merged::kAdded : Merged::kAlreadyThere;
  }
  Result<void> NoteShard(const ShardNote& shard) override { return archive_.NoteShard(shard); }
  Result<void> Finish() override { return archive_.Commit(); }

 private:
  Archive& archive_;
  BundleCopier copier_;
};

}  // namespace

Result<std::unique_ptr<PartMerge>> ArchiveTarget::Begin(const Database& part,
                                                        const std::string& /*path*/) {
  TRY_ASSIGN(BundleCopier copier, BundleCopier::Create(part, archive_.database()));
  return std::unique_ptr<PartMerge>(new ArchivePart(archive_, std::move(copier)));
}

Result<std::vector<ShardNote>> ArchiveTarget::Shards() { return ReadShards(archive_.database()); }

}  // namespace howdunit
