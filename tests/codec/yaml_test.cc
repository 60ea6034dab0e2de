#include "codec/yaml.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

std::vector<Document> Parse(std::string_view text, std::int64_t first_line = 1) {
  auto documents = ParseYaml(text, first_line);
  if (!documents) FAIL(documents.error().message);
  return *std::move(documents);
}

std::string ErrorOf(std::string_view text, std::vector<Document>* whole = nullptr) {
  const auto documents = ParseYaml(text, 1, {}, whole);
  return documents ? "" : documents.error().message;
}

TEST_CASE("yaml: every value knows its line and its key's line", "[codec]") {
  const auto documents = Parse("apiVersion: v1\nitems:\n- name: a\n  count: 3\nkind: List\n", 11);
  REQUIRE(documents.size() == 1);
  const Node& list = documents[0];
  CHECK(list.line == 11);
  CHECK(list.line_end == 15);
  CHECK(list["items"].key_line == 12);
  CHECK(list["items"].line == 13);
  CHECK(list["items"].line_end == 14);
  CHECK(list["items"].items[0]["count"].text == "3");
  CHECK(list["items"].items[0]["count"].kind == Node::Kind::kNumber);
  CHECK(list["items"].items[0]["count"].line == 14);
  CHECK(list.LineOf("kind") == 15);
  CHECK(list.LineOf("absent") == 0);
  CHECK(list.At("items.nothing.here").is_null());
}

TEST_CASE("yaml: folded, quoted and block texts are joined and know their last line", "[codec]") {
  const auto documents =
      Parse("plain: one\n  two\nquoted: 'it''s\n  here'\nblock: |\n  a\n  b\nlast: \"x\\\"y\"\n");
  const Node& map = documents.at(0);
  CHECK(map["plain"].text == "one two");
  CHECK(map["plain"].line_end == 2);
  CHECK(map["quoted"].text == "it's here");
  CHECK(map["quoted"].line == 3);
  CHECK(map["quoted"].line_end == 4);
  CHECK(map["block"].text == "a\nb\n");
  CHECK(map["block"].line == 5);
  CHECK(map["block"].line_end == 7);
  CHECK(map["last"].text == "x\"y");
  CHECK(map["last"].line == 8);
}

TEST_CASE("yaml: plain scalars follow the JSON schema", "[codec]") {
  const auto documents =
      Parse("a: no\nb: true\nc: ~\nd: 1e400\ne: '12'\nf: 0644\ng: -1.5\nh: False\ni:\nj: 1.26.4\n");
  const Node& map = documents.at(0);
  CHECK(map["a"].kind == Node::Kind::kString);
  CHECK(map["b"].is_true());
  CHECK(map["c"].is_null());
  CHECK(map["d"].kind == Node::Kind::kNumber);
  CHECK(map["d"].text == "1e400");
  CHECK(map["e"].kind == Node::Kind::kString);
  CHECK(map["f"].kind == Node::Kind::kString);
  CHECK(map["g"].kind == Node::Kind::kNumber);
  CHECK(map["h"].text == "false");
  CHECK(map["i"].is_null());
  CHECK(map["i"].line == 9);
  CHECK(map["j"].kind == Node::Kind::kString);
}

TEST_CASE("yaml: a leading separator and several documents are read", "[codec]") {
  const auto documents = Parse("---\nkind: A\n---\nkind: B\n");
  REQUIRE(documents.size() == 2);
  CHECK(documents[1]["kind"].text == "B");
  CHECK(documents[1]["kind"].line == 4);
}

TEST_CASE("yaml: of duplicate keys the last one wins", "[codec]") {
  const auto documents = Parse("a: 1\nb: 2\na: 3\n");
  REQUIRE(documents.at(0).members.size() == 2);
  CHECK(documents[0]["a"].text == "3");
}

TEST_CASE("yaml: an alias is expanded and stands at its own line", "[codec]") {
  const auto documents = Parse("base: &b\n  x: 1\nuse: *b\n");
  CHECK(documents.at(0)["use"]["x"].text == "1");
  CHECK(documents[0]["use"]["x"].line == 3);
}

TEST_CASE("yaml: an alias of itself is refused", "[codec]") {
  CHECK(ErrorOf("a: &a\n  b: *a\n") == "line 2: an alias inside of what it stands for");
  CHECK(ErrorOf("a: *nowhere\n") == "line 1: an alias of nothing");
}

TEST_CASE("yaml: a billion laughs stop at the limit", "[codec]") {
  std::string text = "a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string above = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + above;
    for (int copy = 0; copy < 8; ++copy) text += "," + above;
    text += "]\n";
  }
  CHECK(ErrorOf(text) == "line 7: aliases that expand beyond the limits");
}

TEST_CASE("yaml: deep nesting stops at the limit", "[codec]") {
  CHECK(ErrorOf(std::string(100'000, '[')) == "line 1: nested deeper than 64 levels");
}

TEST_CASE("yaml: a long scalar and many values stop at their limits", "[codec]") {
  DocumentLimits limits;
  limits.scalar_bytes = 8;
  limits.nodes = 4;
  auto result = ParseYaml("a: 123456789\n", 5, limits);
  REQUIRE(!result);
  CHECK(result.error().message == "line 5: a text of more than 8 bytes");
  result = ParseYaml("[1,2,\n3,4]\n", 1, limits);
  REQUIRE(!result);
  CHECK(result.error().message == "line 2: more than 4 values");
  limits.bytes = 3;
  CHECK_FALSE(ParseYaml("a: 1\n", 1, limits));
}

TEST_CASE("yaml: documents before a broken one are kept", "[codec]") {
  std::vector<Document> whole;
  CHECK(ErrorOf("kind: A\n---\nkind: \"B\n", &whole) == "line 4: found unexpected end of stream");
  REQUIRE(whole.size() == 1);
  CHECK(whole[0]["kind"].text == "A");
}

TEST_CASE("yaml: the complete items of a list that breaks off are kept", "[codec]") {
  std::vector<Document> whole;
  CHECK_FALSE(ErrorOf("apiVersion: v1\nitems:\n- name: a\n- name: \"b\n  c", &whole).empty());
  REQUIRE(whole.size() == 1);
  REQUIRE(whole[0]["items"].items.size() == 1);
  CHECK(whole[0]["items"].items[0]["name"].text == "a");
  CHECK(whole[0].line_end == 5);
}

TEST_CASE("yaml: bytes that are not text do not lose the document", "[codec]") {
  const auto documents = Parse("a: x\xff\nb: \x1b[31mred\nc: fine\n");
  CHECK(documents.at(0)["c"].text == "fine");
}

TEST_CASE("yaml: a key that is a list is refused", "[codec]") {
  CHECK_FALSE(ErrorOf("? [a, b]\n: c\n").empty());
  CHECK(Parse("").empty());
}

}  // namespace
}  // namespace howdunit
