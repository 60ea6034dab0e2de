#include "store/query_fence.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr int kStepsPerCall = 100'000;

struct Bound {
  int what;
  int most;
};
constexpr auto kBounds = std::to_array<Bound>({
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LENGTH, 16 << 20},  // bytes of a value or a row
    {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
});

// Functions that reckon with what they are given, and nothing else. Not here are those that load,
// write or make data out of nothing, and those of extensions, which read tables by themselves
// (fts3_tokenizer, rtreecheck). Some are of newer versions of SQLite than Debian's.
constexpr std::string_view kFunctions =
    " "
    "-> ->> abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling char coalesce "
    "concat concat_ws cos cosh count cume_dist current_date current_time "
    "current_timestamp date datetime degrees dense_rank exp first_value floor format "
    "glob group_concat hex ifnull iif instr json json_array json_array_length "
    "json_extract json_group_array json_group_object json_insert json_object "
    "json_patch json_quote json_remove json_replace json_set json_type json_valid "
    "julianday lag last_value lead length like likelihood likely ln log log10 log2 "
    "lower ltrim max min mod nth_value ntile nullif octet_length percent_rank pi pow "
    "power printf quote radians rank replace round row_number rtrim sign sin sinh "
    "soundex sqlite_version sqrt strftime string_agg substr substring sum tan tanh "
    "time timediff total trim trunc typeof unhex unicode unixepoch unlikely upper ";

bool MayCall(std::string_view function) {
  return Contains(kFunctions, " " + std::string(function) + " ");
}

// The tables pragma_…() run the PRAGMA of their name.
bool MayRead(std::string_view table) {
  constexpr std::string_view kPragma = "pragma_";
  return ToLower(table.substr(0, kPragma.size())) != kPragma;
}

// Whether a statement may do that, as SQLite asks while it is compiled.
bool IsReading(int action, const char* first, const char* second) {
  const auto name = [](const char* text) { return std::string_view(text == nullptr ? "" : text); };
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return true;
    case SQLITE_READ: return MayRead(name(first));
    case SQLITE_FUNCTION: return MayCall(name(second));
    default: return false;
  }
}

// Whether a statement makes, fills, empties or drops a temporary table or its index.
bool IsScratch(int action, const char* database) {
  constexpr std::array kActions = {SQLITE_CREATE_TEMP_TABLE,
                                   SQLITE_CREATE_TEMP_INDEX,
                                   SQLITE_DROP_TEMP_TABLE,
                                   SQLITE_REINDEX,
                                   SQLITE_INSERT,
                                   SQLITE_UPDATE,
                                   SQLITE_DELETE};
  return database != nullptr && std::string_view(database) == "temp" &&
         std::find(kActions.begin(), kActions.end(), action) != kActions.end();
}

// --- Memory

// What the fence on this thread has left; null without a limit.
thread_local std::int64_t* memory_left = nullptr;

sqlite3_mem_methods heap;  // SQLite's own

// What a piece takes, with what SQLite and the C library put around it: of small ones that is half.
std::int64_t Cost(void* memory) {
  constexpr int kAround = 24;
  return heap.xSize(memory) + kAround;
}

void* Allocate(int bytes) {
  if (memory_left == nullptr) return heap.xMalloc(bytes);
  if (*memory_left < bytes) return nullptr;
  void* memory = heap.xMalloc(bytes);
  if (memory != nullptr) *memory_left -= Cost(memory);
  return memory;
}

void Free(void* memory) {
  if (memory_left != nullptr && memory != nullptr) *memory_left += Cost(memory);
  heap.xFree(memory);
}

void* Reallocate(void* memory, int bytes) {
  if (memory_left == nullptr) return heap.xRealloc(memory, bytes);
  const std::int64_t before = Cost(memory);
  if (*memory_left + before < bytes) return nullptr;
  void* moved = heap.xRealloc(memory, bytes);
  if (moved != nullptr) *memory_left += before - Cost(moved);
  return moved;
}

}  // namespace

bool FenceMemory() {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &heap) != SQLITE_OK) return false;
  sqlite3_mem_methods fenced = heap;
  fenced.xMalloc = Allocate;
  fenced.xFree = Free;
  fenced.xRealloc = Reallocate;
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &fenced) == SQLITE_OK;
}

StandingFence::StandingFence(sqlite3* handle, const QueryFence& fence) : handle_(handle) {
  if (fence.memory > 0) {
    sqlite3_exec(handle_, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr);
  }
  // To SQLite the first use of these tables is the making of one.
  sqlite3_exec(handle_, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nullptr, nullptr,
               nullptr);
  sqlite3_set_authorizer(
      handle_,
      [](void* standing, int action, const char* first, const char* second, const char* database,
         const char* /*trigger*/) {
        const auto* self = static_cast<const StandingFence*>(standing);
        const bool may = !self->up_ || IsReading(action, first, second) ||
                         (self->scratch_ && IsScratch(action, database));
        return may ? SQLITE_OK : SQLITE_DENY;
      },
      this);
  Raise(fence);
}

StandingFence::~StandingFence() {
  Lower();
  sqlite3_set_authorizer(handle_, nullptr, nullptr);
}

void StandingFence::Raise(const QueryFence& fence) {
  steps_left_ = fence.steps;
  memory_left_ = fence.memory;
  scratch_ = fence.scratch;
  if (fence.memory > 0) memory_left = &memory_left_;
  if (up_) return;
  up_ = true;
  sqlite3_progress_handler(
      handle_, kStepsPerCall,
      [](void* context) {
        auto* left = static_cast<std::int64_t*>(context);
        *left -= kStepsPerCall;
        return *left < 0 ? 1 : 0;
      },
      &steps_left_);
  for (const Bound& bound : kBounds) {
    bounds_before_.push_back(sqlite3_limit(handle_, bound.what, bound.most));
  }
}

void StandingFence::Lower() {
  if (!up_) return;
  up_ = false;
  sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    sqlite3_limit(handle_, kBounds[i].what, bounds_before_[i]);
  }
  bounds_before_.clear();
  if (memory_left == &memory_left_) memory_left = nullptr;
}

}  // namespace howdunit
