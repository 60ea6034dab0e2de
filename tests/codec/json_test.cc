#include "codec/json.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

std::vector<Document> Parse(std::string_view text, std::int64_t first_line = 1) {
  auto documents = ParseJson(text, first_line);
  if (!documents) FAIL(documents.error().message);
  return *std::move(documents);
}

std::string ErrorOf(std::string_view text, std::vector<Document>* whole = nullptr) {
  const auto documents = ParseJson(text, 1, {}, whole);
  return documents ? "" : documents.error().message;
}

TEST_CASE("json: every value knows its line", "[codec]") {
  const auto documents = Parse(
      "{\n  \"a\": 12\n,\n  \"b\": [\n    true,\n    null,\n    -1.50\n  ],\n  \"c\": "
      "\"x\\ny\"\n}\n",
      101);
  REQUIRE(documents.size() == 1);
  const Node& map = documents[0];
  CHECK(map.line == 101);
  CHECK(map.line_end == 110);
  CHECK(map["a"].text == "12");
  CHECK(map["a"].line == 102);
  CHECK(map["b"].key_line == 104);
  CHECK(map["b"].items[0].line == 105);
  CHECK(map["b"].items[0].is_true());
  CHECK(map["b"].items[1].is_null());
  CHECK(map["b"].items[2].text == "-1.50");
  CHECK(map["b"].items[2].line == 107);
  CHECK(map["b"].line_end == 108);
  CHECK(map["c"].text == "x\ny");
  CHECK(map["c"].line == 109);
}

TEST_CASE("json: documents that follow each other are all read", "[codec]") {
  const auto documents = Parse("{\n\"a\": 1\n}\n{\"a\": 2}{\"a\": 3}\n\n[4]\n");
  REQUIRE(documents.size() == 4);
  CHECK(documents[1]["a"].text == "2");
  CHECK(documents[1].line == 4);
  CHECK(documents[2].line == 4);
  CHECK(documents[3].items[0].text == "4");
  CHECK(documents[3].line == 6);
}

TEST_CASE("json: JSON lines keep their line numbers", "[codec]") {
  const auto documents = Parse("{\"a\":1}\r\n{\"a\":2}\r\n");
  REQUIRE(documents.size() == 2);
  CHECK(documents[1]["a"].line == 2);
}

TEST_CASE("json: of duplicate keys the last one wins", "[codec]") {
  CHECK(Parse("{\"a\":1,\"a\":2}").at(0)["a"].text == "2");
}

TEST_CASE("json: the complete objects of a list that breaks off are kept", "[codec]") {
  std::vector<Document> whole;
  const std::string error =
      ErrorOf("{\n \"items\": [\n  {\"name\": \"a\"},\n  {\"name\": \"b\"},\n  {\"nam", &whole);
  CHECK(error == "line 5: the text breaks off");
  REQUIRE(whole.size() == 1);
  const Node& items = whole[0]["items"];
  REQUIRE(items.items.size() == 2);
  CHECK(items.items[1]["name"].text == "b");
  CHECK(items.items[1]["name"].line == 4);
  CHECK(whole[0].line_end == 5);
}

TEST_CASE("json: what breaks off behind the list keeps the list", "[codec]") {
  std::vector<Document> whole;
  CHECK_FALSE(ErrorOf(R"({"items": [{"name": "a"}], "metadata": {"x)", &whole).empty());
  REQUIRE(whole.size() == 1);
  CHECK(whole[0]["items"].items[0]["name"].text == "a");
}

TEST_CASE("json: an error never quotes the text", "[codec]") {
  const std::string error = ErrorOf("{\"password\": hunter2}");
  CHECK(error == "line 1: not JSON");
}

TEST_CASE("json: deep nesting stops at the limit", "[codec]") {
  CHECK(ErrorOf(std::string(1'000'000, '[')) == "line 1: nested deeper than 64 levels");
}

TEST_CASE("json: a number out of range is an error, not a crash", "[codec]") {
  CHECK(ErrorOf("[1,\n1e400]") == "line 2: a number out of range");
  CHECK(Parse("[123456789012345678901234567890]").at(0).items[0].text ==
        "123456789012345678901234567890");
}

TEST_CASE("json: invalid UTF-8 does not lose the document", "[codec]") {
  CHECK(Parse("{\"a\": \"x\xff\", \"b\": \"fine\"}").at(0)["b"].text == "fine");
  CHECK(Parse("").empty());
  CHECK(ErrorOf("{}}") == "line 1: not JSON");
}

}  // namespace
}  // namespace howdunit
