#include "cli/query/result_writer.h"

#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "support/markdown.h"

namespace howdunit {
namespace {

using Kind = ResultCell::Kind;
using testing::MarkdownTree;
using testing::ParseMarkdown;
using Rows = std::vector<std::vector<ResultCell>>;

ResultCell Text(std::string_view text) { return {Kind::kText, std::string(text)}; }
ResultCell Number(std::string_view text) { return {Kind::kNumber, std::string(text)}; }

std::string Written(std::string_view format, const std::vector<std::string>& columns,
                    const Rows& rows) {
  std::ostringstream out;
  const auto writer = MakeResultWriter(format, out);
  writer->Begin(columns);
  for (const auto& row : rows) writer->Add(row);
  writer->End();
  return out.str();
}

const Rows kRows = {{Text("k8s01"), Number("-3"), Number("2.5"), {}},
                    {Text(""), Number("9007199254740993"), {}, Text("a \"b\", c\nd")}};
const std::vector<std::string> kColumns = {"node", "count", "rate", "text"};

TEST_CASE("answer: as a table for a terminal", "[cli]") {
  CHECK(Written("table", kColumns, kRows) ==
        "node   count             rate  text\n"
        "k8s01  -3                2.5\n"
        "       9007199254740993        a \"b\", c\\nd\n");
  CHECK(Written("table", {"a", "b"}, {{Text("é\t"), Text("x")}, {Text("abc"), Text("y")}}) ==
        "a    b\n"
        "é\\t  x\n"
        "abc  y\n");
  const std::string cut = Written("table", {"a"}, {{Text(std::string(119, 'x') + "éyz")}});
  CHECK(cut == "a\n" + std::string(119, 'x') + "…\n");
  CHECK(Written("table", {"a"}, {{Text(std::string(120, '\x1b'))}}).size() < 130);
}

TEST_CASE("answer: as CSV, in which no text is a formula", "[cli]") {
  CHECK(Written("csv", kColumns, kRows) ==
        "node,count,rate,text\n"
        "k8s01,-3,2.5,\n"
        ",9007199254740993,,\"a \"\"b\"\", c\nd\"\n");
  CHECK(Written("csv", {"=a()"}, {{Text("=1+1")}, {Text("-1")}, {Number("-1")}, {Text("@a;b")}}) ==
        "'=a()\n'=1+1\n'-1\n-1\n\"'@a;b\"\n");
  CHECK(Written("csv", {"a"}, {{Text("")}, {{}}}) == "a\n\"\"\n\"\"\n");
  CHECK(Written("csv", {"a"}, {}) == "a\n");
}

TEST_CASE("answer: as JSON, with numbers and null, and each column once", "[cli]") {
  const std::string first = R"({"node":"k8s01","count":-3,"rate":2.5,"text":null})";
  const std::string second =
      R"({"node":"","count":9007199254740993,"rate":null,"text":"a \"b\", c\nd"})";
  CHECK(Written("jsonl", kColumns, kRows) == first + "\n" + second + "\n");
  CHECK(Written("json", kColumns, kRows) == "[\n" + first + ",\n" + second + "\n]\n");
  CHECK(Written("json", kColumns, {}) == "[]\n");
  CHECK(Written("jsonl", kColumns, {}).empty());
  CHECK(Written("jsonl", {"a", "a", "a_2", "a", ""},
                {{Number("1"), Number("2"), Number("3"), Number("4"), Number("5")}}) ==
        R"({"a":1,"a_2":2,"a_2_2":3,"a_3":4,"":5})"
        "\n");
}

TEST_CASE("answer: as Markdown, of which nothing is markup", "[cli]") {
  CHECK(Written("md", {"node", "a|b"}, {{Text("k8s01"), Number("12")}, {{}, Text("x\ny")}}) ==
        "| node | a&#124;b |\n|---|---|\n| k8s01 | 12 |\n|  | x<br>y |\n");
  const std::vector<std::string> hostile = {"<script>alert(1)</script>",
                                            "![x](https://a.example/?q)",
                                            "[x](javascript:y)",
                                            "a | b",
                                            "a \\| b",
                                            "`|`",
                                            "**x** _y_ ~~z~~",
                                            "@team #12 $x$",
                                            "www.a.example",
                                            "<!--",
                                            "-->",
                                            "&lt;b&gt;",
                                            "a@b.example",
                                            "| --- |",
                                            "1. x",
                                            "- x",
                                            "# x",
                                            "\n\n# x\n",
                                            "\r\n\r\n",
                                            "```",
                                            ":---:",
                                            "\\",
                                            "[^1]: x",
                                            "{{x}}"};
  for (const std::string& text : hostile) {
    const std::string page =
        Written("md", {text, "b"}, {{Text(text), Text("end")}, {Text("z"), Text(text)}});
    INFO(page);
    const MarkdownTree tree = ParseMarkdown(page);
    CHECK(tree.blocks.empty());  // beside the table
    CHECK(tree.unexpected.empty());
    REQUIRE(tree.cells.size() == 6);
    CHECK(tree.cells[3] == "end");
  }
}

TEST_CASE("answer: no control character leaves as it is, in any form", "[cli]") {
  std::string text = "\x1b]0;title\x07 \x1b[2J \xc2\x9b[31m \xe2\x80\xae \xe2\x80\x8b \xef\xbb\xbf";
  for (char c = 0; c < 0x20; ++c) text += c;
  text += "\x7f\r";
  for (const std::string& format : ResultFormats()) {
    const std::string out = Written(format, {"a" + text, text}, {{Text(text), Text("x" + text)}});
    INFO(format + ": " + out);
    CHECK(RepairUtf8(out) == out);
    CHECK(MakeVisible(out) == out);
    if (format != "csv") CHECK_FALSE(Contains(out, "\t"));
  }
  const auto back = nlohmann::json::parse(Written("json", {"a"}, {{Text(text)}}));
  CHECK(back[0]["a"] == text);
}

}  // namespace
}  // namespace howdunit
