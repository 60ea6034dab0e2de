#include "ingest/reader.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/text/section_start.h"

namespace howdunit {
namespace {

// Gives at most `step` bytes at a time.
ByteSource Bytes(std::string text, std::size_t step = 1U << 20U) {
  return
      [text = std::move(text), step, at = std::size_t{0}](char* buffer, std::size_t size) mutable {
        const std::size_t count = std::min({size, step, text.size() - at});
        std::memcpy(buffer, text.data() + at, count);
        at += count;
        return count;
      };
}

std::vector<std::string> LinesOf(Reader& in) {
  std::vector<std::string> lines;
  while (const auto line = in.Next()) lines.emplace_back(line->text);
  return lines;
}

std::vector<std::string> LinesOfFirstSection(std::string text, std::size_t step = 1U << 20U) {
  Reader in(Bytes(std::move(text), step), Limits{});
  if (!in.NextSection()) return {};
  return LinesOf(in);
}

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

}  // namespace

TEST_CASE("lines end with LF, CRLF or the text", "[unit]") {
  CHECK(LinesOfFirstSection("a\r\nb\n\nc") == Lines{"a", "b", "", "c"});
  CHECK(LinesOfFirstSection("a\n") == Lines{"a"});
  CHECK(LinesOfFirstSection("").empty());
}

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

TEST_CASE("NUL bytes at the front mean that it is no text", "[unit]") {
  Reader in(Bytes(std::string("\x7f"
                              "ELF\0\0\0",
                              7)),
            Limits{});
  in.NextSection();
  CHECK(in.binary());
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

TEST_CASE("a prompt starts a section and tells host and command", "[unit]") {
  Reader in(Bytes("first\nroot@k8s01:~# kubectl get pods -A\nNAME\n[me@k8s02 dir]$ date\nFri\n"),
            Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.command().empty());
  CHECK(LinesOf(in) == Lines{"first"});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "kubectl get pods -A");
  CHECK(in.prompt_host() == "k8s01");
  REQUIRE(in.Peek());
  CHECK(in.Peek()->number == 3);
  CHECK(LinesOf(in) == Lines{"NAME"});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "date");
  CHECK(in.prompt_host() == "k8s02");
  CHECK(LinesOf(in) == Lines{"Fri"});
  CHECK_FALSE(in.NextSection());
  CHECK(in.lines() == 5);
}

TEST_CASE("a prompt may be indented and its command run by sudo", "[unit]") {
  Reader in(Bytes(" norio@kubenode:~$ sudo journalctl -u kubelet\nx\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "sudo journalctl -u kubelet");
  CHECK(in.prompt_host() == "kubenode");
}

TEST_CASE("a comment is no prompt", "[unit]") {
  const Lines lines = {"# Kubeconfig file for Calico CNI plugin.", "# mount the CNI directory",
                       "# find out more", "price: 5$ date"};
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  CHECK(LinesOfFirstSection(text) == lines);
  Reader in(Bytes("# ls -la /etc/cni\ntotal 4\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "ls -la /etc/cni");
}

TEST_CASE("prompts of plain shells start a section, whatever the command", "[unit]") {
  struct Row {
    const char* line;
    const char* command;
    const char* host;
  };
  for (const Row& row : std::vector<Row>{
           {"bash-4.4$ df -h", "df -h", ""},
           {"sh-5.1# cat /etc/hosts", "cat /etc/hosts", ""},
           {"/ # nslookup kubernetes", "nslookup kubernetes", ""},
           {"/ # cat hosts", "cat hosts", ""},
           {"/etc # cat /etc/hosts", "cat /etc/hosts", ""},
           {"\xE2\x9D\xAF k exec web-0 -it -- bash", "k exec web-0 -it -- bash", ""},
           {"root@k8s01:~# ssh k8s02 date", "ssh k8s02 date", ""},
           {"[root@k8s01 ~]# ./collect.sh", "./collect.sh", ""},
           {"[root@k8s01 ~]# ss -lntup", "ss -lntup", "k8s01"},
           {"root@k8s01:~# sudo df -h", "sudo df -h", "k8s01"},
           {"root@k8s01:~# df -h; ssh k8s02 df -h", "df -h; ssh k8s02 df -h", ""},
           {"k8s03:~$ stat -fc %T /sys/fs/cgroup/", "stat -fc %T /sys/fs/cgroup/", "k8s03"},
           {"k8s03:/var/lib# ./collect.sh", "./collect.sh", ""},
           {"bash-4.4$ df -h /", "df -h /", ""},
           {"root@k8s01:~# date", "date", "k8s01"},
           {" kubectl logs pod/web-0 -n shop", "kubectl logs pod/web-0 -n shop", ""},
           {"`kubectl get pods -A`", "kubectl get pods -A", ""},
           {"> kubectl logs web-0 -n shop", "kubectl logs web-0 -n shop", ""},
           {"> $ kubectl get pods", "kubectl get pods", ""},
           {"> $ ls -la /etc/cni", "ls -la /etc/cni", ""},
           {"> root@k8s01:~# date", "date", "k8s01"},
           {R"(PS C:\Users\me> kubectl get pods)", "kubectl get pods", ""},
           {R"(C:\Users\my name>kubectl get pods)", "kubectl get pods", ""},
       }) {
    INFO(row.line);
    Reader in(Bytes(std::string(row.line) + "\nx\n"), Limits{});
    REQUIRE(in.NextSection());
    CHECK(in.command() == row.command);
    CHECK(in.prompt_host() == row.host);
    CHECK(LinesOf(in) == Lines{"x"});
  }
}

TEST_CASE("headings that name a host", "[unit]") {
  struct Row {
    const char* line;
    const char* host;
    bool label;
  };
  for (const Row& row :
       std::vector<Row>{{"== k8s01 ==", "k8s01", false},
                        {"=== ip-10-0-0-7.ec2.internal", "ip-10-0-0-7.ec2.internal", false},
                        {"--- k8s01 ---", "k8s01", false},
                        {"### k8s03:", "k8s03", false},
                        {"## `k8s03`", "k8s03", false},
                        {"# Root cause", "", false},
                        {"## master", "", false},
                        {"k8s01:", "k8s01", true},
                        {"**k8s01**:", "k8s01", true},
                        {"**k8s01:**", "k8s01", true}}) {
    INFO(row.line);
    const auto heading = ParseHeading(row.line);
    REQUIRE(heading);
    CHECK(heading->host == row.host);
    CHECK(heading->label == row.label);
  }
  for (const char* line :
       {"", "#", "##", "--- k8s01", "--- a/x-1", "---", "== ", "#k8s01", "  k8s01:", "k8s01: text",
        "spec:", "a text about k8s01:", "k8s01", "-----BEGIN X-----", "####### k8s01"}) {
    INFO(line);
    CHECK_FALSE(ParseHeading(line));
  }
}

TEST_CASE("what only resembles a prompt starts no section", "[unit]") {
  const Lines lines = {"bash-completion # is not needed",
                       "/dev/sda1 # the first disk",
                       "/etc # cat hosts",
                       "/etc/fstab: 3 # entries",
                       "postgres://me:x@host:5432/db# comment",
                       "me@example.com # comment",
                       "mail me@example.com: 5$ a day",
                       "  kubectl get pods",
                       "> find out more",
                       "> kubectl get pods shows nothing, why?",
                       "x",
                       "> kubectl get pod $name",
                       "> 5$ date",
                       "y",
                       "> ",
                       ">",
                       R"(C:\Users\me> dir)",
                       R"(C:\Users\me kubectl get pods)",
                       "PS kubectl get pods",
                       "`kubectl get pods` or `kubectl get nodes`",
                       "bash-4.4$",
                       "k8s03: 5$ date",
                       "master:5$ date",
                       "http://k8s03:/x# date",
                       "root@k8s01:~#"};
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  CHECK(LinesOfFirstSection(text) == lines);
}

TEST_CASE("a header of head or tail starts a section", "[unit]") {
  Reader in(Bytes("==> /var/log/a.log <==\none\n\n==> b.log <==\ntwo\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.file_header() == "/var/log/a.log");
  CHECK(LinesOf(in) == Lines{"one", ""});
  REQUIRE(in.NextSection());
  CHECK(in.file_header() == "b.log");
  CHECK(LinesOf(in) == Lines{"two"});
}

TEST_CASE("sections may be empty", "[unit]") {
  Reader in(Bytes("$ date\n$ uptime\n"), Limits{});
  REQUIRE(in.NextSection());
  CHECK_FALSE(in.Peek());
  CHECK_FALSE(in.Next());
  REQUIRE(in.NextSection());
  CHECK(in.command() == "uptime");
  CHECK_FALSE(in.NextSection());
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

namespace {

struct Section {
  std::string command, host, file;
  Lines lines;
  bool operator==(const Section&) const = default;
};

std::vector<Section> SectionsOf(const std::string& text) {
  Reader in(Bytes(text), Limits{});
  std::vector<Section> sections;
  while (in.NextSection()) {
    Section section{
        .command = in.command(), .host = in.prompt_host(), .file = in.file_header(), .lines = {}};
    section.lines = LinesOf(in);
    sections.push_back(section);
  }
  return sections;
}

}  // namespace

TEST_CASE("`more` of several files is a section for each", "[unit]") {
  const std::string rule = "::::::::::::::\n";
  const auto sections =
      SectionsOf(rule + "/etc/a\n" + rule + "one\n" + rule + "b\n" + rule + "two\n");
  REQUIRE(sections.size() == 2);
  CHECK(sections[0] == Section{"", "", "/etc/a", {"one"}});
  CHECK(sections[1] == Section{"", "", "b", {"two"}});
  CHECK(SectionsOf(rule).size() == 1);
  CHECK(SectionsOf(rule + "name").size() == 1);
}

TEST_CASE("`watch` names its command and its host", "[unit]") {
  const auto sections = SectionsOf(
      "Every 2.0s: kubectl get pods -A           k8s01: Fri May 22 22:20:01 2026\n\nNAME\n");
  REQUIRE(sections.size() == 1);
  CHECK(sections[0] == Section{"kubectl get pods -A", "k8s01", "", {"", "NAME"}});
  CHECK(SectionsOf("Every 2.0s: nonsense\n")[0].command.empty());
}

TEST_CASE("a command alone on its line starts a section, a sentence does not", "[unit]") {
  const auto sections =
      SectionsOf("kubectl get pods -n shop\nNAME\nsudo microk8s kubectl get nodes\nNAME\n");
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].command == "kubectl get pods -n shop");
  CHECK(sections[1].command == "sudo microk8s kubectl get nodes");
  for (const std::string text :
       {"kubectl is a program that one types\n",
        "kubectl get pods stayed stuck, although it ran.\n", "kubelet get\n",
        "journalctl shows nothing\n", "crictl\n", "  kubectl get pods\n"}) {
    INFO(text);
    CHECK(SectionsOf(text)[0].command.empty());
  }
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
