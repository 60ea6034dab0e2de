// The fence around SQL that this program did not write: rules' and users'.
#pragma once

#include <cstdint>
#include <vector>

struct sqlite3;

namespace howdunit {

// What a statement may cost. Beyond it, it ends with an error.
struct QueryFence {
  std::int64_t steps = 2'000'000'000;  // virtual machine instructions; then "interrupted"
  // Bytes that SQLite may hold more than when the fence was set; then "out of memory". 0: no limit.
  // With one, nothing is put into temporary files.
  std::int64_t memory = 0;
  // What is compiled may write to temporary tables. Not for SQL of others: a SELECT of theirs may
  // be part of it, which is held to what a SELECT may do.
  bool scratch = false;
};

// A fence around a database. While it is up, only statements that read are compiled, of functions
// only those that reckon, of tables only those of the file. The database must outlive it; on each
// thread one with a limit of memory is up at a time.
class StandingFence {
 public:
  // It is up.
  StandingFence(sqlite3* handle, const QueryFence& fence);
  ~StandingFence();
  StandingFence(const StandingFence&) = delete;
  StandingFence& operator=(const StandingFence&) = delete;

  // Up, if it was down, with all that may be spent anew. Statements stay compiled: SQLite would
  // compile them again if the authorizer went.
  void Raise(const QueryFence& fence);
  void Lower();

 private:
  sqlite3* handle_;
  bool up_ = false;
  bool scratch_ = false;
  std::int64_t steps_left_ = 0;
  std::int64_t memory_left_ = 0;
  std::vector<int> bounds_before_;
};

// Has SQLite's allocations asked of a fence's limit. Before the first database of the process;
// false if it is too late.
bool FenceMemory();

}  // namespace howdunit
