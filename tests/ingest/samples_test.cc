#include <catch2/catch.hpp>

#include "ingest/format.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

TEST_CASE("formats: every line of a sample's cut is survived, and the sample is claimed",
          "[ingest]") {
  for (const Format* format : AllFormats()) {
    INFO(format->name);
    const std::string sample(format->sample);
    const auto whole = testing::ReadText(sample);
    REQUIRE_FALSE(whole.formats.empty());
    CHECK(whole.formats[0] == format->name);
    for (std::size_t i = 0; i < sample.size(); i += 3) testing::ReadText(sample.substr(0, i));
  }
}

}  // namespace
}  // namespace howdunit
