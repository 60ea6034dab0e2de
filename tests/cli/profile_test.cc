#include "core/profile.h"

#include <catch2/catch.hpp>

#include "cli/profile_table.h"
#include "core/text.h"
#include "support/analyze.h"

namespace howdunit {
namespace {

using testing::Analysis;
using testing::Analyze;
using testing::TempFolder;

const std::string kSample = SOURCE_DIR "/samples/k8s01-path-mismatch";

TEST_CASE("profile: a row for each stage, with what is costly in it", "[cli]") {
  const Profile profile{.seconds = 2,
                        .stages = {{.stage = Stage::kInflate, .seconds = 0.5, .bytes = 300'000'000},
                                   {.stage = Stage::kRules, .seconds = 1.25}},
                        .parts = {{.stage = Stage::kRules, .name = "node-lost", .seconds = 1}}};
  CHECK(FormatProfile(profile) ==
        "where the time went (2.000 s)\n"
        "  inflate      0.500 s   25 %     300.0 MB     600.0 MB/s\n"
        "  rules        1.250 s   62 %\n"
        "    node-lost                           1.000 s\n");
}

TEST_CASE("profile: the results are the same bytes with it and without", "[cli]") {
  const TempFolder out;
  const Analysis plain = Analyze({kSample}, out / "plain");
  Options options;
  options.profile = true;
  const Analysis profiled = Analyze({kSample}, out / "profiled", options);
  CHECK(profiled.exit_code == plain.exit_code);
  CHECK(profiled.pir == plain.pir);
  CHECK(profiled.findings == plain.findings);
  CHECK(testing::ReadFile(out / "profiled/pir.html") == testing::ReadFile(out / "plain/pir.html"));
}

TEST_CASE("profile: an analysis tells of every stage that it goes through", "[cli]") {
  const TempFolder out;
  Options options;
  options.profile = true;
  REQUIRE(Analyze({kSample}, out / "o", options).exit_code == kDone);
  const std::string text = FormatProfile(ReadProfile());
  for (const Stage stage :
       {Stage::kBook, Stage::kParse, Stage::kStore, Stage::kRules, Stage::kReport, Stage::kRest}) {
    const std::string name(kStageNames[static_cast<std::size_t>(stage)]);
    CHECK(Contains(text, "\n  " + name + " "));
  }
}

}  // namespace
}  // namespace howdunit
