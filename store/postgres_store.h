// A PostgreSQL database as the place that archives are merged into: the central store. It holds the
// tables and views of an archive (store/postgres_schema.h), and in `setting` the version of the
// case file that they are of.
//
// Each part comes in by one transaction, behind a lock that other merges wait for. The merge of the
// same bundles twice, or at once, adds each once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/case_tables.h"
#include "store/merge_target.h"
#include "store/postgres_url.h"

namespace howdunit {

class PostgresConnection;

class PostgresStore final : public MergeTarget {
 public:
  // Connects; makes the tables and views if none of them is there. No error tells the password.
  static Result<std::unique_ptr<PostgresStore>> Open(const PostgresUrl& url);
  ~PostgresStore() override;

  Result<std::unique_ptr<PartMerge>> Begin(const Database& part, const std::string& path) override;
  Result<std::vector<ShardNote>> Shards() override;

 private:
  PostgresStore(std::string shown, std::unique_ptr<PostgresConnection> connection,
                std::vector<CaseTable> tables);

  std::string shown_;  // the database, for errors
  std::unique_ptr<PostgresConnection> connection_;
  std::vector<CaseTable> tables_;  // of this program's schema: other ones are not taken
};

}  // namespace howdunit
