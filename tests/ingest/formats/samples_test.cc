#include <catch2/catch.hpp>

#include "ingest/format.h"

namespace howdunit {
namespace {

TEST_CASE("formats: each one claims its own sample", "[ingest]") {
  const MemberHints hints;
  for (const Format* format : AllFormats()) {
    INFO(format->name);
    const Format* claimed = DetectFormat(Head{.text = format->sample, .hints = hints});
    REQUIRE(claimed != nullptr);
    CHECK(claimed->name == format->name);
  }
}

}  // namespace
}  // namespace howdunit
