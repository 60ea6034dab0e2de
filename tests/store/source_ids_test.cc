#include "store/source_ids.h"

#include <string>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

TEST_CASE("source ids: each place and text has its own", "[store]") {
  std::vector<Source> sources;
  for (int i = 0; i < 5000; ++i) {
    Source source;
    source.member = i % 3;
    source.line = source.line_end = i / 30;
    source.text = Redact("text " + std::to_string(i % 30));
    sources.push_back(source);
  }
  const auto is_row = [&](std::int64_t id, const Source& source) {
    const Source& row = sources[static_cast<std::size_t>(id - 1)];
    return row.member == source.member && row.line == source.line && row.text == source.text;
  };
  for (const bool passing : {false, true}) {
    SourceIds ids(is_row);
    const auto of = [&](const Source& source) -> std::uint32_t& {
      return passing ? ids.OfPassing(source) : ids.Of(source);
    };
    std::uint32_t last = 0;
    for (const Source& source : sources) {
      std::uint32_t& id = of(source);
      CHECK(id == 0);
      id = ++last;
    }
    const std::vector<Source> again = sources;
    std::uint32_t expected = 0;
    for (const Source& source : again) CHECK(ids.Of(source) == ++expected);
    std::uint32_t found = 0;
    for (const Source& source : again) CHECK(ids.OfPassing(source) == ++found);
  }
}

TEST_CASE("source ids: another end, member or note is another source", "[store]") {
  Source source;
  source.line = source.line_end = 7;
  source.text = "a line";
  Source longer = source;
  longer.line_end = 8;
  Source elsewhere = source;
  elsewhere.member = 4;
  Source noted = source;
  noted.note = "decoded";
  SourceIds ids([](std::int64_t /*id*/, const Source& /*source*/) { return false; });
  ids.Of(source) = 1;
  CHECK(ids.Of(source) == 1);
  CHECK(ids.Of(longer) == 0);
  CHECK(ids.Of(elsewhere) == 0);
  CHECK(ids.Of(noted) == 0);
}

}  // namespace
}  // namespace howdunit
