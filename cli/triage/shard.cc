#include "cli/triage/shard.h"

#include <cstdlib>
#include <optional>

#include "codec/sha256.h"
#include "core/text.h"

namespace howdunit {
namespace {

std::optional<std::int64_t> NumberIn(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::nullopt : ParseInt(value);
}

Result<Shard> Checked(std::int64_t number, std::int64_t of, const std::string& from) {
  constexpr std::int64_t kMost = 1'000'000;
  if (of < 1 || of > kMost || number < 1 || number > of) {
    return UsageError("--shard: " + from + " is no slice; expected I/N with 1 <= I <= N");
  }
  return Shard{.number = number, .of = of};
}

Result<Shard> FromEnvironment() {
  const auto task = NumberIn("SLURM_ARRAY_TASK_ID");
  const auto tasks = NumberIn("SLURM_ARRAY_TASK_COUNT");
  if (task && tasks) {
    const std::int64_t first = NumberIn("SLURM_ARRAY_TASK_MIN").value_or(1);
    return Checked(*task - first + 1, *tasks,
                   "task " + std::to_string(*task) + " of an array of " + std::to_string(*tasks) +
                       " that begins with " + std::to_string(first));
  }
  const auto index = NumberIn("JOB_COMPLETION_INDEX");
  const auto completions = NumberIn("JOB_COMPLETIONS");
  if (index && completions) {
    return Checked(
        *index + 1, *completions,
        "completion index " + std::to_string(*index) + " of " + std::to_string(*completions));
  }
  return UsageError(
      "--shard auto: neither SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT nor"
      " JOB_COMPLETION_INDEX and JOB_COMPLETIONS are set to numbers; give I/N instead");
}

}  // namespace

Result<Shard> ParseShard(const std::string& text) {
  if (text == "auto") return FromEnvironment();
  std::string_view rest = text;
  const auto number = Contains(rest, "/") ? ParseInt(TakeUntil(rest, "/")) : std::nullopt;
  const auto of = ParseInt(rest);
  return Checked(number.value_or(0), of.value_or(0), "\"" + text + "\"");
}

bool IsIn(const Shard& shard, std::string_view path) {
  // The first 60 bits of its hash: as even as any part of it.
  std::uint64_t hash = 0;
  for (const char digit : Sha256::Of(path).substr(0, 15)) {
    hash = hash * 16 + static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  }
  return hash % static_cast<std::uint64_t>(shard.of) ==
         static_cast<std::uint64_t>(shard.number - 1);
}

}  // namespace howdunit
