#include "ingest/reader.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/byte_source.h"

namespace howdunit {
namespace {

using testing::Bytes;
using testing::LinesOf;
using testing::LinesOfFirstSection;
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a line that was looked at stays while more is looked at", "[unit]") {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "line " + std::to_string(i) + " of a long text\n";
  std::size_t at = 0;
  Reader in(
      [&](char* buffer, std::size_t size) {
        const std::size_t count = std::min({size, text.size() - at, std::size_t{1000}});
        text.copy(buffer, count, at);
        at += count;
        return count;
      },
      Limits{});
  REQUIRE(in.NextSection());
  int number = 0;
  while (const auto line = in.Peek()) {
    const std::string_view ahead = in.Ahead();
    const std::string expected = "line " + std::to_string(number++) + " of a long text";
    if (line->text != expected || !ahead.starts_with(expected)) FAIL(expected);
    in.Next();
  }
  CHECK(number == 40'000);
}

TEST_CASE("lines end with LF, CRLF or the text", "[unit]") {
  CHECK(LinesOfFirstSection("a\r\nb\n\nc") == Lines{"a", "b", "", "c"});
  CHECK(LinesOfFirstSection("a\n") == Lines{"a"});
  CHECK(LinesOfFirstSection("").empty());
}

TEST_CASE("NUL bytes at the front mean that it is no text", "[unit]") {
  Reader in(Bytes(std::string("\x7f"
                              "ELF\0\0\0",
                              7)),
            Limits{});
  in.NextSection();
  CHECK(in.binary());
}

TEST_CASE("of a long line only the beginning is kept", "[unit]") {
  Limits limits;
  limits.line_bytes = 10;
  Reader in(Bytes("0123456789\n0123456789a\n" + std::string(900'000, 'x') + "\nend\n", 4096),
            limits);
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"0123456789", "0123456789", "xxxxxxxxxx", "end"});
  CHECK(in.long_lines() == 2);
  CHECK(in.lines() == 4);
}

TEST_CASE("lines are the same wherever the source breaks them", "[unit]") {
  std::string text;
  for (int i = 0; i < 9000; ++i)
    text += "line " + std::to_string(i) + std::string(80, '.') + "\r\n";
  const Lines whole = LinesOfFirstSection(text);
  CHECK(whole.size() == 9000);
  CHECK(whole.back() == "line 8999" + std::string(80, '.'));
  CHECK(LinesOfFirstSection(text, 7) == whole);
  CHECK(LinesOfFirstSection(text, 65'537) == whole);
}

TEST_CASE("looking ahead takes nothing and stops at the next section", "[unit]") {
  Reader in(Bytes("a\nb\n$ date\nc\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.Ahead() == "a\nb\n");
  CHECK(in.Next()->text == "a");
  CHECK(in.Ahead() == "b\n");
  CHECK(in.Next()->text == "b");
  CHECK(in.Ahead().empty());
  CHECK(in.lines() == 2);
}

TEST_CASE("looking ahead gives whole lines", "[unit]") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "0123456789\n";
  Reader in(Bytes(text), Limits{});
  REQUIRE(in.NextSection());
  const std::string_view ahead = in.Ahead(1000);
  CHECK(ahead.size() == 990);
  CHECK(in.Ahead(1U << 30U).size() <= 64U << 10U);
  CHECK(in.Next()->text == "0123456789");
}

TEST_CASE("a long line is given whole, in parts", "[unit]") {
  Limits limits;
  limits.line_bytes = 10;
  const std::string line(500'000, 'j');
  for (const char* end : {"\n", "\n}\n$ date\nFri\n", ""}) {
    Reader in(Bytes("{\n" + line + end, 100'000), limits);
    REQUIRE(in.NextSection());
    CHECK(in.Next()->text == "{");
    REQUIRE(in.Peek());
    std::string parts;
    in.NextInParts([&](std::string_view part) { parts += part; });
    CHECK(parts == line);
    CHECK(in.lines() == 2);
    CHECK(in.long_lines() == 0);
    const auto next = in.Peek();
    CHECK((next ? next->text : "") == (std::string_view(end).size() > 1 ? "}" : ""));
  }
}

TEST_CASE("lines that a terminal wrapped are joined, under the number of the first", "[unit]") {
  const std::string wide(50, 'x');
  const std::string text = wide + "\r\nend\r\nshort\r\n" + wide + "\r\n" + wide + "\r\nlast";
  CHECK(WrapWidth(text) == 50);
  CHECK(WrapWidth(wide + "\nend\n") == 0);
  CHECK(WrapWidth(text + wide + "longer\n") == 0);
  Reader in(Bytes(text + "\n$ kubectl get pods\nNAME\n"), Limits{});
  REQUIRE(in.NextSection());
  in.Unwrap(50);
  CHECK(in.Ahead() == wide + "end\nshort\n" + wide + wide + "last\n");
  CHECK(in.Peek()->number == 1);
  CHECK(in.Next()->text == wide + "end");
  CHECK(in.Next()->number == 3);
  CHECK(in.Peek()->text == wide + wide + "last");
  CHECK(in.Next()->number == 4);
  CHECK_FALSE(in.Next());
  CHECK(in.repairs().front() == "lines wrapped at 50 columns");
  REQUIRE(in.NextSection());
  CHECK(in.command() == "kubectl get pods");
  CHECK(in.Next()->number == 8);
}

TEST_CASE("a binary member is named by its first bytes", "[unit]") {
  const struct {
    std::string bytes;
    const char* kind;
  } rows[] = {
      {"LPKSHHRH", "journald's binary file; journalctl --file prints it"},
      {"SQLite format 3", "a SQLite database"},
      {"nobody knows", ""},
  };
  for (const auto& row : rows) {
    INFO(row.bytes);
    Reader in(Bytes(row.bytes + std::string(3, '\0') + "\1\2\0x\n"), Limits{});
    REQUIRE(in.NextSection());
    CHECK(in.binary());
    CHECK(in.binary_kind() == row.kind);
  }
}

}  // namespace howdunit
