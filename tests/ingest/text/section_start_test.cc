// Where a section starts, and whose it is.
#include "ingest/text/section_start.h"

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

TEST_CASE("a prompt of a host, its folder and no user", "[unit]") {
  Reader in(Bytes("k8s03 ~ # dmesg | tail\nx\nk8s03 ~ $ kubectl get nodes\ny\n"
                  "cd ~ # kubectl get pods\ncat ~ # ls\n"),
            Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "dmesg | tail");
  CHECK(in.prompt_host() == "k8s03");
  CHECK(LinesOf(in) == Lines{"x"});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "kubectl get nodes");
  CHECK(LinesOf(in) == Lines{"y", "cd ~ # kubectl get pods", "cat ~ # ls"});
  CHECK_FALSE(in.NextSection());
}

TEST_CASE("prompts of zsh, of environments, and of a host with its folder", "[unit]") {
  Reader in(Bytes("me@laptop-1 ~ % kubectl get pods\na\n➜  ~ kubectl get nodes\nb\n"
                  "➜  charts git:(main) ✗ kubectl get events\nc\n➜  see kubectl\n"
                  "(base) me@k8s01:~$ date\nd\nk8s02:~ $ ls -la\ne\n"),
            Limits{});
  Lines commands, hosts, texts;
  while (in.NextSection()) {
    commands.emplace_back(in.command());
    hosts.emplace_back(in.prompt_host());
    for (const std::string& line : LinesOf(in)) texts.push_back(line);
  }
  CHECK(commands == Lines{"kubectl get pods", "kubectl get nodes", "kubectl get events", "kubectl",
                          "date", "ls -la"});
  CHECK(hosts == Lines{"laptop-1", "", "", "", "k8s01", "k8s02"});
  CHECK(texts == Lines{"a", "b", "c", "d", "e"});
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
           {"~ # kubectl get pods", "kubectl get pods", ""},
           {"/ # nslookup kubernetes", "nslookup kubernetes", ""},
           {"/ # cat hosts", "cat hosts", ""},
           {"/etc # cat /etc/hosts", "cat /etc/hosts", ""},
           {"\xE2\x9D\xAF k exec web-0 -it -- bash", "k exec web-0 -it -- bash", ""},
           {"root@k8s01:~# ssh k8s02 date", "ssh k8s02 date", ""},
           {"[root@k8s01 ~]# ./collect.sh", "./collect.sh", ""},
           {"[root@k8s01 ~]# ss -lntup", "ss -lntup", "k8s01"},
           {"root@k8s01:~# sudo df -h", "sudo df -h", "k8s01"},
           {"root@k8s01:~# df -h; ssh k8s02 df -h", "df -h; ssh k8s02 df -h", ""},
           {"root@k8s01:~# date && ssh k8s02 date", "date && ssh k8s02 date", ""},
           {"root@k8s01:~# grep ssh /var/log/syslog", "grep ssh /var/log/syslog", "k8s01"},
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
                       "(base) kubectl",
                       "me 5 % date",
                       "me@example.com 5 in 10 % date",
                       "\xE2\x9E\x9C first kubectl-like things",
                       "k8s03: 5$ date",
                       "master:5$ date",
                       "http://k8s03:/x# date"};
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  CHECK(LinesOfFirstSection(text) == lines);
}

TEST_CASE("a prompt at which nothing was typed ends what was printed", "[unit]") {
  Reader in(Bytes("root@k8s01:~# date\none\nroot@k8s01:~#\ntwo\n[me@k8s01 dir]$ \nthree\n"),
            Limits{});
  REQUIRE(in.NextSection());
  CHECK(in.command() == "date");
  CHECK(LinesOf(in) == Lines{"one"});
  REQUIRE(in.NextSection());
  CHECK(in.command().empty());
  CHECK(LinesOf(in) == Lines{"two"});
  REQUIRE(in.NextSection());
  CHECK(LinesOf(in) == Lines{"three"});
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

}  // namespace howdunit
