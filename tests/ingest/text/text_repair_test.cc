// What was done to a text on its way, and is undone.
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
