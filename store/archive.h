// A case file of many bundles that know nothing of each other: each was diagnosed by itself before
// it came here, with the line that triage says of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/triage_line.h"
#include "store/database.h"
#include "store/transaction.h"

namespace howdunit {

class BundleCopier;

// A slice of a list of bundles that an archive holds all of: NUMBER/OF.
struct ShardNote {
  std::int64_t number = 0;  // from 1
  std::int64_t of = 0;
  std::int64_t bundles = 0;
};

class Archive {
 public:
  // Opens it for adding, and makes it if it is absent.
  static Result<Archive> Open(const std::string& path, Durability durability = Durability::kDisk);

  ~Archive();
  Archive(Archive&& other) noexcept;
  Archive& operator=(Archive&&) = delete;

  enum class Kept { kAny, kWithReview };
  // Of the bundles that these rules judged.
  Result<std::set<std::string>> Hashes(std::string_view rules, Kept kept) const;

  // What triage said of the bundle, if it is here and was judged by these rules.
  Result<std::optional<TriageLine>> Find(std::string_view sha256, std::string_view rules) const;

  // Adds the only bundle of the case file that `copier` copies from; one with its hash that is here
  // already is replaced. REQUIRES: it was diagnosed by itself.
  Result<void> Add(BundleCopier& copier, const TriageLine& line);

  // Adds a bundle of another archive; false if it is here already.
  Result<bool> Merge(BundleCopier& copier, std::int64_t bundle, std::string_view sha256);

  Result<void> NoteShard(const ShardNote& shard);

  // What was added is safe from here on.
  Result<void> Commit();

  const Database& database() const { return *database_; }

 private:
  explicit Archive(Database database);
  Result<void> Begin();

  std::unique_ptr<Database> database_;  // stays where it is: copiers hold on to it
  std::unique_ptr<Transaction> open_;
};

// Ordered by list and number.
Result<std::vector<ShardNote>> ReadShards(const Database& database);

}  // namespace howdunit
