// What was done to a text on its way, and is undone.
#include <algorithm>
#include <array>
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

std::string Utf16(const std::u16string& text, bool little) {
  std::string bytes;
  for (const char16_t unit : u"\xFEFF" + text) {
    const char low = static_cast<char>(unit & 0xFFU);
    const char high = static_cast<char>(unit >> 8U);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

}  // namespace

TEST_CASE("what was normalised is named", "[unit]") {
  Reader in(Bytes("\xEF\xBB\xBFone\r\ntwo\r\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"one", "two"});
  CHECK(in.repairs() == Lines{"byte order mark", "CRLF line ends"});
  CHECK_FALSE(in.binary());
}

TEST_CASE("UTF-16 of either order becomes UTF-8", "[unit]") {
  const std::u16string text = u"pod \u00e9\r\n6\u6708 \U0001F600\n";
  for (const bool little : {true, false}) {
    for (const std::size_t step : {1U, 3U, 4096U}) {
      Reader in(Bytes(Utf16(text, little), step), Limits{});
      REQUIRE(in.NextSection());
      CHECK(LinesOf(in) == Lines{"pod \xC3\xA9", "6\xE6\x9C\x88 \xF0\x9F\x98\x80"});
      CHECK(in.repairs().front() == "UTF-16");
      CHECK_FALSE(in.binary());
    }
  }
}

TEST_CASE("half a surrogate and half a unit do no harm", "[unit]") {
  std::string bytes = Utf16(u"a\xD83Dz", true);
  bytes += 'x';
  CHECK(LinesOfFirstSection(bytes) == Lines{"a\xEF\xBF\xBDz"});
}

TEST_CASE("colours of a terminal are taken out", "[unit]") {
  Reader in(Bytes("\x1b[1;32mReady\x1b[0m   n1\n\x1b]0;title\ax\n\x1b[Kend", 5), Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"Ready   n1", "x", "end"});
  CHECK(in.repairs() == Lines{"terminal colours"});
}

TEST_CASE("output that was pasted behind '# ' is read without it", "[unit]") {
  Reader in(Bytes("# NAME   STATUS\n# n1     Ready\n#\n# n2     Ready\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"NAME   STATUS", "n1     Ready", "", "n2     Ready"});
  CHECK(in.repairs() == Lines{"lines behind \"# \""});
  CHECK(LinesOfFirstSection("# a comment\napiVersion: v1\nkind: Config\n") ==
        Lines{"# a comment", "apiVersion: v1", "kind: Config"});
}

TEST_CASE("mail that is quoted is read without its marks", "[unit]") {
  Reader in(Bytes("Hello,\n> see the log:\n>\n> > May 22 22:20:01 n1 sshd[9]: a\n> bye\nthanks\n"),
            Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) ==
        Lines{"Hello,", "see the log:", "", "May 22 22:20:01 n1 sshd[9]: a", "bye", "thanks"});
  CHECK(in.repairs() == Lines{"lines behind \"> \""});
  const Lines diff = {"3c3", "< a", "< b", "---", "> c", "> d", "> e"};
  const Lines loop = {"$x", "> a", "> b", "> done"};
  const Lines two = {"> a", "> b", "c"};
  for (const Lines& lines : {diff, loop, two}) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    CHECK(LinesOfFirstSection(text) == lines);
  }
}

TEST_CASE("a text of which every line is indented is read from where they stand", "[unit]") {
  for (const std::string indent : {"    ", "\t", "        ", "\t\t"}) {
    INFO(indent.size());
    Reader in(Bytes(indent + "one\n\n" + indent + "  two\n" + indent + "three\n"), Limits{});
    REQUIRE(in.NextSection());
    CHECK(LinesOf(in) == Lines{"one", "", "  two", "three"});
    CHECK(in.repairs() == Lines{"code that is indented"});
  }
  CHECK(LinesOfFirstSection("      Type  Reason\n      ----  ------\n") ==
        Lines{"  Type  Reason", "  ----  ------"});
  // Two blanks may be a part of what is described.
  CHECK(LinesOfFirstSection("  Type  Reason\n  ----  ------\n") ==
        Lines{"  Type  Reason", "  ----  ------"});
  CHECK(LinesOfFirstSection("    one\n  two\n") == Lines{"    one", "  two"});
  CHECK(LinesOfFirstSection("    one\n\ttwo\n") == Lines{"    one", "\ttwo"});
}

TEST_CASE("logs and tables in blocks of code that indentation tells are read from its edge",
          "[unit]") {
  for (const std::string line :
       {"2026-05-22T14:10:01+0000 n1 kubelet[911]: x", "May 22 14:10:01 n1 kubelet[911]: x",
        "E0522 14:10:01.336180     911 pleg.go:155] x", "NAME   READY   STATUS",
        "$ kubectl get pods", "apiVersion: v1"}) {
    INFO(line);
    Reader code(Bytes("It says:\n\n    " + line + "\n      and\n\nWhy?\n"), Limits{});
    REQUIRE(code.NextSection());
    LinesOf(code);
    CHECK(code.repairs() == Lines{"code that is indented"});
    // In fences, below a key, or beside what is indented by less.
    for (const std::string& other :
         {"It says:\n\n```\n    " + line + "\n```\n", "data: |\n\n    " + line + "\n",
          "It says:\n    " + line + "\n", "It says:\n  - this\n\n    " + line + "\n"}) {
      Reader in(Bytes(other), Limits{});
      REQUIRE(in.NextSection());
      LinesOf(in);
      CHECK(in.repairs().empty());
    }
  }
}

TEST_CASE("what grep, cat -n and markup put before lines of a log is taken off", "[unit]") {
  const std::string first = "2026-05-22T14:10:01+0000 n1 kubelet[911]: one";
  const std::string second = "May 22 14:10:02 n1 kubelet[911]: two";
  const std::string third = "E0522 14:10:03.336180     911 pleg.go:155] three";
  for (const auto& [a, b, c] :
       std::vector<std::array<std::string, 3>>{{"12:", "14-", "15:"},
                                               {"     1\t", "    12\t", "   123\t"},
                                               {"/var/log/syslog:", "/var/log/syslog:12:", "7:"},
                                               {"<pre>", "", "<pre><code>"}}) {
    INFO(a);
    Reader in(Bytes(a + first + "\n" + b + second + "\n--\n" + c + third + "\n"), Limits{});
    REQUIRE(in.NextSection());
    CHECK(LinesOf(in) == Lines{first, second, "--", third});
    CHECK(in.repairs() == Lines{"numbers and names of files before lines"});
  }
  CHECK(LinesOfFirstSection("See:\n`" + first + "`\nand `this`\n") ==
        Lines{"See:", first, "and `this`"});
  // Whose each line is would be lost, and what is no log keeps its numbers.
  const Lines files = {"/a/n1.log:" + third, "/a/n2.log:" + third};
  const Lines links = {"1: lo    inet 127.0.0.1/8", "2: eth0    inet 10.0.0.7/24"};
  const Lines clocks = {"12:20:01 up 3 days", "13:20:01 up 3 days"};
  const Lines steps = {"1\tfirst", "2\tthen", "`x`"};
  for (const Lines& lines : {files, links, clocks, steps}) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    CHECK(LinesOfFirstSection(text) == lines);
  }
}

TEST_CASE("what pages and word processors put for blanks and quotes is undone", "[unit]") {
  CHECK(LinesOfFirstSection("n1\xC2\xA0\xC2\xA0\xC2\xA0Ready\n") == Lines{"n1   Ready"});
  CHECK(LinesOfFirstSection("{&quot;msg&quot;:&quot;it&#x27;s &lt;a&gt; &amp;amp; b&quot;}\n") ==
        Lines{"{\"msg\":\"it's <a> &amp; b\"}"});
  CHECK(LinesOfFirstSection("err=\u201cno\u201d for it\u2019s\n") == Lines{"err=\"no\" for it's"});
  for (const std::string text : {"<p>&quot;</p>", "a=\"&quot;\"", "a -&gt; b > c", "Tom &amp; Jim",
                                 "\u201cno\u201d is \"no\""}) {
    CHECK(LinesOfFirstSection(text + "\n") == Lines{text});
  }
  CHECK(LinesOfFirstSection(">> a\n>> b\n> > c\n>d\n") == Lines{"a", "b", "c", ">d"});
}

TEST_CASE("a run of NUL bytes in a log is a gap, not a binary file", "[unit]") {
  const std::string gap(64, '\0');
  Reader in(Bytes("one\n" + gap + "two\nthree\n" + gap), Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"one", "two", "three"});
  CHECK_FALSE(in.binary());
  CHECK(in.repairs() == Lines{"runs of NUL bytes"});
  std::string late(20000, 'x');
  late += "\n" + gap + "end\n";
  CHECK(LinesOfFirstSection(late, 1000).back() == "end");
}

TEST_CASE("a byte order mark that comes in pieces is one", "[unit]") {
  CHECK(LinesOfFirstSection("\xEF\xBB\xBFx\n", 1) == Lines{"x"});
}

TEST_CASE("text of single bytes becomes UTF-8, and UTF-8 stays", "[unit]") {
  Reader in(Bytes("gr\xFCn \x80\xE9\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"gr\xC3\xBCn \xE2\x82\xAC\xC3\xA9"});
  CHECK(in.repairs() == Lines{"Latin-1"});
  Reader utf8(Bytes("gr\xC3\xBCn \xFC\n"), Limits{});
  REQUIRE(utf8.NextSection());
  CHECK(LinesOf(utf8) == Lines{"gr\xC3\xBCn \xFC"});
  CHECK(utf8.repairs().empty());
}

}  // namespace howdunit
