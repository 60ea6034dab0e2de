#include "codec/json_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace howdunit::testing {

TEST_CASE("json writer: objects, arrays and values, two blanks for each level") {
  JsonWriter json;
  json.BeginObject();
  json.Member("text", "a");
  json.Member("number", std::int64_t{-7});
  json.Key("nothing");
  json.Null();
  json.Member("names", std::vector<std::string>{"b", "c"});
  json.Key("rows");
  json.BeginArray();
  json.BeginObject();
  json.EndObject();
  json.Value(std::vector<std::string>());
  json.EndArray();
  json.EndObject();
  CHECK(json.Take() == R"({
  "text": "a",
  "number": -7,
  "nothing": null,
  "names": [
    "b",
    "c"
  ],
  "rows": [
    {},
    []
  ]
}
)");
}

TEST_CASE("json writer: texts are written as the library writes them") {
  std::vector<std::string> texts = {"",
                                    "plain",
                                    "\"quoted\" \\ /",
                                    "ä → 日本 😀",
                                    "\xC3 cut",
                                    "\xE2\x82",
                                    "\xF0\x9F\x98",
                                    "\xFF\xFEz",
                                    "\xED\xA0\x80",
                                    "\xC0\xAF",
                                    "a\xE2\x28\xA1z"};
  for (int c = 0; c < 256; ++c) texts.push_back({'x', static_cast<char>(c), 'y'});
  for (const std::string& text : texts) {
    JsonWriter json;
    json.Value(text);
    const nlohmann::json as_library = text;
    CHECK(json.Take() ==
          as_library.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  }
}

}  // namespace howdunit::testing
