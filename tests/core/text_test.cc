#include "core/text.h"

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

using Cells = std::vector<std::string_view>;

TEST_CASE("text: trimming knows blanks, tabs and line ends", "[core]") {
  CHECK(TrimLeft(" \ta \t") == "a \t");
  CHECK(TrimRight(" a \t\r\n") == " a");
  CHECK(Trim(" \t ").empty());
  CHECK(Trim("\x0b x") == "\x0b x");
}

TEST_CASE("text: splitting keeps empty parts, columns and words do not", "[core]") {
  CHECK(Split("a,b,,c", ',') == Cells{"a", "b", "", "c"});
  CHECK(Split("", ',') == Cells{""});
  CHECK(Split(",", ',') == Cells{"", ""});
  CHECK(SplitColumns("NAME   READY  UP-TO DATE   x", 2) ==
        Cells{"NAME", "READY", "UP-TO DATE", "x"});
  CHECK(SplitColumns("  a   b c  ", 3) == Cells{"a", "b c"});
  CHECK(SplitColumns("a  b  c  d", 2, 3) == Cells{"a", "b", "c  d"});
  CHECK(SplitColumns("Ready \tFalse \t\tMon, 02 Nov\tdown", 2) ==
        Cells{"Ready", "False", "Mon, 02 Nov", "down"});
  CHECK(SplitWords("  a \t b\tc ") == Cells{"a", "b", "c"});
  CHECK(SplitWords("a b  c d", 3) == Cells{"a", "b", "c d"});
  CHECK(SplitWords("").empty());
  CHECK(SplitWords("   ").empty());
}

TEST_CASE("text: taking up to a separator drops it", "[core]") {
  std::string_view text = "key: value: x";
  CHECK(TakeUntil(text, ": ") == "key");
  CHECK(text == "value: x");
  CHECK(TakeUntil(text, "#") == "value: x");
  CHECK(text.empty());
  CHECK(TakeUntil(text, "#").empty());
}

TEST_CASE("text: searching and replacing", "[core]") {
  CHECK(Contains("abc", "bc"));
  CHECK(Contains("abc", ""));
  CHECK_FALSE(Contains("abc", "cb"));
  CHECK(ContainsIgnoringCase("Failed To Kill", "failed to"));
  CHECK(ContainsIgnoringCase("", ""));
  CHECK_FALSE(ContainsIgnoringCase("abc", "abcd"));
  CHECK(ToLower("AbC-9É") == "abc-9É");
  CHECK(ReplaceAll("a::b::", "::", ":") == "a:b:");
  CHECK(ReplaceAll("aaa", "aa", "b") == "ba");
  CHECK(Join({"a", "b"}, ", ") == "a, b");
  CHECK(Join({}, ",").empty());
  CHECK(Join({"", "a"}, ",") == ",a");
}

TEST_CASE("text: numbers are whole or nothing", "[core]") {
  CHECK(ParseInt("0") == 0);
  CHECK(ParseInt("-12") == -12);
  CHECK(ParseInt("9223372036854775807") == INT64_MAX);
  for (const char* text : {"", "9223372036854775808", "1x", " 1", "+1", "0x1", "1.0", "-"}) {
    INFO(text);
    CHECK_FALSE(ParseInt(text));
  }
  CHECK(ParseHex("18b2c4d5e6f70819") == 0x18b2c4d5e6f70819U);
  CHECK_FALSE(ParseHex("0x1"));
  CHECK_FALSE(ParseHex("18b2c4d5e6f708190"));
  CHECK(AllDigits("0123"));
  CHECK_FALSE(AllDigits(""));
  CHECK_FALSE(AllDigits("1a"));
  CHECK(IsAlnum('z'));
  CHECK_FALSE(IsAlnum('\xE9'));
}

TEST_CASE("text: bytes that are no UTF-8 become U+FFFD, one each", "[core]") {
  const std::string mark = "\xEF\xBF\xBD";
  struct Row {
    std::string text;
    std::string repaired;
  };
  const std::vector<Row> rows = {
      {"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"},
      {"\xF0\x9F\x90\xB3", "\xF0\x9F\x90\xB3"},
      {"a\xFF", "a" + mark},
      {"\xC3", mark},
      {"\xC0\xAF", mark + mark},             // overlong
      {"\xED\xA0\x80", mark + mark + mark},  // a surrogate
      {"\xF4\x90\x80\x80", mark + mark + mark + mark},
      {"\xE2\x82z", mark + mark + "z"},
      {std::string("a\0b", 3), std::string("a\0b", 3)},
  };
  for (const Row& row : rows) CHECK(RepairUtf8(row.text) == row.repaired);
}

TEST_CASE("text: what a terminal or a browser would act on becomes visible", "[core]") {
  CHECK(MakeVisible("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(MakeVisible("a\n\tb") == "a\n\tb");
  CHECK(MakeVisible("x\u202ey") == "x\\u202ey");
  CHECK(MakeVisible("x\u200by\ufeffz") == "x\\u200by\\ufeffz");
  CHECK(MakeVisible("\u0085") == "\\x85");
  CHECK(MakeVisible("\x7f\r") == "\\x7f\\x0d");
  CHECK(MakeVisible("grüß 🐳") == "grüß 🐳");
}

TEST_CASE("text: shortening cuts between characters", "[core]") {
  CHECK(Shorten("abc", 3) == "abc");
  CHECK(Shorten("abcd", 3) == "abc…");
  CHECK(Shorten("aüb", 2) == "a…");
  CHECK(Shorten("ü", 0) == "…");
}

TEST_CASE("text: Go's quoting is undone level by level", "[core]") {
  CHECK(UnescapeGo(R"(a \"b\" \\ \n\t)") == "a \"b\" \\ \n\t");
  CHECK(UnescapeGo(R"(\x41\u00e9)") == "A\u00e9");
  CHECK(UnescapeGo(R"(\q \x4 end\)") == R"(\q \x4 end\)");
  CHECK(UnescapeGoFully(R"(a \\\"b\\\" c)") == R"(a "b" c)");
  CHECK(UnescapeGoFully("plain") == "plain");
  CHECK(RepairUtf8(UnescapeGo(R"(\ud800)")) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("text: a misspelled word finds its neighbour", "[core]") {
  const Cells words = {"warning", "critical", "info"};
  CHECK(ClosestSpelling("warnign", words) == "warning");
  CHECK(ClosestSpelling("inof", words) == "info");
  CHECK(ClosestSpelling("zzzzzzzz", words).empty());
}

}  // namespace
}  // namespace howdunit
