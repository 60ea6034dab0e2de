#include "ingest/kube/json_line_cutter.h"

#include <vector>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

using Lines = std::vector<std::string>;

// `part`: bytes that are fed at once.
Lines Cut(std::string_view text, std::size_t part, int depth = 0, bool in_items = false) {
  Lines lines;
  JsonLineCutter cutter(depth, in_items, [&](std::string_view line) { lines.emplace_back(line); });
  for (std::size_t at = 0; at < text.size(); at += part) cutter.Feed(text.substr(at, part));
  cutter.Finish();
  return lines;
}

TEST_CASE("long JSON is cut around a list and between its items", "[ingest]") {
  for (const std::size_t part : {1U, 2U, 7U, 1000U}) {
    CHECK(Cut(R"({"a":1,"items" : [{"x":"]},{\\"},[2],3],"kind":"List"})", part) ==
          Lines{"{\"a\":1,", "\"items\": [", R"({"x":"]},{\\"},)", "[2],", "3",
                "],\"kind\":\"List\"}"});
    CHECK(Cut(R"([{"a":[1,2]},{"b":"\\\"]"}])", part) ==
          Lines{"[", R"({"a":[1,2]},)", R"({"b":"\\\"]"})", "]"});
    CHECK(Cut(R"({"items":[]})", part) == Lines{"{", "\"items\": [", "]}"});
  }
}

TEST_CASE("long JSON that holds no list of its own stays whole", "[ingest]") {
  for (const std::string text :
       {R"({"spec":{"items":[1,2]},"x":["items",[1]]})", R"({"items":{"a":[1,2]}})",
        R"("items":[1)", R"({"a":"\"items\":[1,2]"})"}) {
    CHECK(Cut(text, 1) == Lines{text});
  }
}

TEST_CASE("long JSON: documents behind each other, what breaks off, what began before",
          "[ingest]") {
  CHECK(Cut("{} {\"a\":1}", 1) == Lines{"{}", " {\"a\":1}"});
  CHECK(Cut("[1,{\"a\":", 2) == Lines{"[", "1,", "{\"a\":"});
  CHECK(Cut("1},{2},{3}],4}", 3, 3, false) == Lines{"1},{2},{3}],4}"});
  CHECK(Cut("{2},{3}],\"b\":4}{}", 3, 2, true) == Lines{"{2},", "{3}", "],\"b\":4}", "{}"});
}

}  // namespace
}  // namespace howdunit
