#include "core/profile.h"

#include <algorithm>
#include <thread>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

const StageProfile* Find(const Profile& profile, Stage stage) {
  const auto found = std::find_if(profile.stages.begin(), profile.stages.end(),
                                  [&](const StageProfile& row) { return row.stage == stage; });
  return found == profile.stages.end() ? nullptr : &*found;
}

// Until the clock has moved on.
void PassTime() {
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() == start) {
  }
}

TEST_CASE("a profile holds the stages that took time, in order", "[core]") {
  StartProfile();
  {
    const Timed report(Stage::kReport);
    const Timed store(Stage::kStore);
    PassTime();
  }
  const Profile profile = ReadProfile();
  REQUIRE(profile.stages.size() == 2);
  CHECK(profile.stages[0].stage == Stage::kStore);
  CHECK(profile.stages[1].stage == Stage::kReport);
  CHECK(profile.parts.empty());
}

TEST_CASE("no moment of a thread is counted for two stages", "[core]") {
  StartProfile();
  {
    const Timed rest(Stage::kRest);
    for (int i = 0; i < 1000; ++i) {
      const Timed parse(Stage::kParse);
      const Timed scan(Stage::kScan);
      PassTime();
    }
  }
  const Profile profile = ReadProfile();
  double together = 0;
  for (const StageProfile& row : profile.stages) together += row.seconds;
  CHECK(profile.stages.size() == 3);
  CHECK(together <= profile.seconds);
}

TEST_CASE("bytes and threads add up in a profile", "[core]") {
  StartProfile();
  const auto inflate = [] {
    const Timed timed(Stage::kInflate);
    timed.AddBytes(100);
    PassTime();
  };
  std::thread other(inflate);
  inflate();
  other.join();
  const Profile profile = ReadProfile();
  REQUIRE(Find(profile, Stage::kInflate) != nullptr);
  CHECK(Find(profile, Stage::kInflate)->bytes == 200);
}

}  // namespace
}  // namespace howdunit
