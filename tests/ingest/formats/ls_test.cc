#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/text/listing.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;
using Kind = Stamp::Kind;

const PathRecord* Find(const std::vector<PathRecord>& paths, std::string_view path) {
  for (const PathRecord& record : paths) {
    if (record.path.str() == path) return &record;
  }
  return nullptr;
}

TEST_CASE("ls: dates of every style", "[ingest]") {
  struct Row {
    const char* date;
    Kind kind;
    const char* time;
    Micros width;
  };
  const std::vector<Row> rows = {
      {"May 22 22:20", Kind::kLocalNoYear, "2000-05-22T22:20:00Z", kMinute},
      {"May  2 09:00", Kind::kLocalNoYear, "2000-05-02T09:00:00Z", kMinute},
      {"Feb 29 09:00", Kind::kLocalNoYear, "2000-02-29T09:00:00Z", kMinute},
      {"Sep 14  2021", Kind::kLocal, "2021-09-14T00:00:00Z", kDay},
      {"22 May 22:20", Kind::kLocalNoYear, "2000-05-22T22:20:00Z", kMinute},
      {"2026-05-22 22:20", Kind::kLocal, "2026-05-22T22:20:00Z", kMinute},
      {"05-22 22:20", Kind::kLocalNoYear, "2000-05-22T22:20:00Z", kMinute},
      {"2021-09-14 ", Kind::kLocal, "2021-09-14T00:00:00Z", kDay},
      {"2026-05-22 22:20:01.123456789 +1000", Kind::kUtc, "2026-05-22T12:20:01.123456Z", 1},
      {"2026-05-22 22:20:01 +1000", Kind::kUtc, "2026-05-22T12:20:01Z", kSecond},
      {"22. Mai 22:20", Kind::kNone, "1970-01-01T00:00:00Z", 0},
      {" 5月 22 22:20", Kind::kNone, "1970-01-01T00:00:00Z", 0},
      {"Feb 30 22:20", Kind::kNone, "1970-01-01T00:00:00Z", 0},
  };
  for (const Row& row : rows) {
    const std::string line =
        "-rw------- 1 root root 2680 " + std::string(row.date) + " calico-kubeconfig";
    INFO(line);
    const auto entry = ParseListingEntry(line);
    REQUIRE(entry);
    CHECK(entry->name == "calico-kubeconfig");
    CHECK(entry->size == 2680);
    CHECK(entry->modified.kind == row.kind);
    CHECK(FormatUtc(entry->modified.value) == row.time);
    CHECK(entry->modified.width == row.width);
  }
  CHECK(ParseListingEntry("-rw------- 1 0 0 1 2026-05-22 22:20:01 +1000 a")->modified.basis ==
        Basis::kMtime);
}

TEST_CASE("ls: columns that options add or leave out", "[ingest]") {
  struct Row {
    const char* line;
    const char* owner;
    const char* group;
    const char* name;
  };
  const std::vector<Row> rows = {
      {"-rw------- 1 root wheel 2680 May 22 22:20 a", "root", "wheel", "a"},
      {"1234 -rw------- 1 root wheel 2680 May 22 22:20 a", "root", "wheel", "a"},
      {"1234 4 -rw------- 1 root wheel 2680 May 22 22:20 a", "root", "wheel", "a"},
      {"4.0K -rw------- 1 root wheel 2.7K May 22 22:20 a", "root", "wheel", "a"},
      {"-rw------- 1 0 10 2680 May 22 22:20 a", "0", "10", "a"},
      {"-rw-------. 1 root wheel system_u:object_r:cni_conf_t:s0 2680 May 22 22:20 a", "root",
       "wheel", "a"},
      {"-rw-------. 1 root wheel ? 2680 May 22 22:20 a", "root", "wheel", "a"},
      {"-rw------- 1 root 2680 May 22 22:20 a", "root", "", "a"},
      {"-rw------- 1 root wheel 2680 May 22 22:20  a b -> c ", "root", "wheel", "a b -> c"},
      {"-rw------- 1 root wheel 2680 May 22 22:20 'a b'", "root", "wheel", "a b"},
      {"crw-rw---- 1 root disk 8, 0 May 22 22:20 sda", "root", "disk", "sda"},
      {"drwxr-xr-x    2 root     root          4096 May 22 22:20 net.d/", "root", "root", "net.d"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto entry = ParseListingEntry(row.line);
    REQUIRE(entry);
    CHECK(entry->owner == row.owner);
    CHECK(entry->group == row.group);
    CHECK(entry->name == row.name);
  }
  CHECK_FALSE(ParseListingEntry("crw-rw---- 1 root disk 8, 0 May 22 22:20 sda")->size);
  CHECK_FALSE(ParseListingEntry("4.0K -rw------- 1 r w 2.7K May 22 22:20 a")->size);
}

TEST_CASE("ls: what is no entry is nothing", "[ingest]") {
  for (const char* line :
       {"", "total 16", "-rw-------", "-rw------- 1 root root", "-rw------- 1 root root 12 May 22",
        "-rw------- 1 root root 12 May 22 22:20", "rw------- 1 root root 12 May 22 22:20 a",
        "drwx a directory", "----------------------------",
        "-rw------- x root root 1 May 2 22:20 a"}) {
    INFO(line);
    CHECK_FALSE(ParseListingEntry(line));
  }
}

TEST_CASE("ls: a listing of several directories", "[ingest]") {
  const auto out = ReadText(
      "/etc/cni:\n"
      "total 4\n"
      "drwxr-xr-x 3 root root   19 Sep 14  2021 .\n"
      "drwxr-xr-x 3 root root 4096 Sep 14  2021 ..\n"
      "drwxr-xr-x 2 root root 4096 Sep 14  2021 net.d\n"
      "\n"
      "/etc/cni/net.d:\n"
      "total 16\n"
      "drwxr-xr-x 2 root root 4096 May 22 22:20 .\n"
      "-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig\n"
      "lrwxrwxrwx 1 root root   12 May  2 09:00 link -> ../elsewhere\n"
      "\n"
      "/etc/cni/empty:\n"
      "total 0\n");
  CHECK(out.formats == std::vector<std::string>{"ls"});
  const auto paths = out.All<PathRecord>();
  REQUIRE(paths.size() == 6);
  CHECK(paths[0].path == "/etc/cni");
  CHECK(paths[0].type == "dir");
  CHECK(paths[1].path == "/etc/cni/net.d");
  CHECK(paths[2].path == "/etc/cni/net.d");
  CHECK(paths[2].source.line == 9);
  CHECK(paths[3].path == "/etc/cni/net.d/calico-kubeconfig");
  CHECK(paths[3].type == "file");
  CHECK(paths[3].mode == "rw-------");
  CHECK(paths[3].source.text.str() == "-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig");
  CHECK(paths[4].path == "/etc/cni/net.d/link");
  CHECK(paths[4].type == "link");
  CHECK(paths[4].target == "../elsewhere");
  CHECK(paths[5].path == "/etc/cni/empty");
  CHECK(paths[5].type == "dir");
  CHECK(paths[5].source.line == 13);
}

TEST_CASE("ls: the command above names the directory", "[ingest]") {
  const auto out = ReadText(
      "root@k8s01:~# ls -la /etc/cni/net.d/\ntotal 20\n"
      "drwx------ 2 root root 4096 Jul 31 22:27 .\n"
      "-rw------- 1 root root 2720 Aug 11 19:13 calico-kubeconfig\n"
      "root@k8s01:~# ls -l /etc/cni/net.d\n"
      "lrwxrwxrwx 1 root root 42 May  2 09:00 /etc/cni/net.d -> /var/snap/microk8s/current\n"
      "root@k8s01:~# ls -l calico-kubeconfig\n"
      "-rw------- 1 root root 2720 Aug 11 19:13 calico-kubeconfig\n");
  const auto paths = out.All<PathRecord>();
  REQUIRE(paths.size() == 4);
  CHECK(paths[0].path == "/etc/cni/net.d");
  CHECK(paths[1].path == "/etc/cni/net.d/calico-kubeconfig");
  CHECK(paths[2].path == "/etc/cni/net.d");
  CHECK(paths[2].type == "link");
  CHECK(paths[2].target == "/var/snap/microk8s/current");
  CHECK(paths[3].path == "calico-kubeconfig");
}

TEST_CASE("ls: a file name tells the directory, too", "[ingest]") {
  const auto out = ReadText("total 4\n-rw------- 1 root root 2720 Aug 11 19:13 a\n",
                            "k8s01/ls-la_etc_cni_net.d.txt");
  REQUIRE(out.All<PathRecord>().size() == 1);
  CHECK(out.All<PathRecord>()[0].path == "/etc/cni/net.d/a");
}

TEST_CASE("ls: the node's files below /host lose it, with a note", "[ingest]") {
  const auto out =
      ReadText("/host/etc/cni/net.d:\ntotal 4\n-rw------- 1 root root 2720 Aug 11 19:13 a\n");
  REQUIRE(out.All<PathRecord>().size() == 1);
  CHECK(out.All<PathRecord>()[0].path == "/etc/cni/net.d/a");
  CHECK(out.All<PathRecord>()[0].source.note == "listed as /host/etc/cni/net.d/a");
}

TEST_CASE("ls: what is missing or forbidden is evidence", "[ingest]") {
  struct Row {
    const char* line;
    const char* path;
    const char* type;
  };
  const std::vector<Row> rows = {
      {"ls: cannot access '/etc/cni/net.d/x': No such file or directory", "/etc/cni/net.d/x",
       "missing"},
      {"ls: cannot access /etc/cni/net.d: No such file or directory", "/etc/cni/net.d", "missing"},
      {"ls: cannot access ‘/etc/cni’: No such file or directory", "/etc/cni", "missing"},
      {"ls: /etc/cni: No such file or directory", "/etc/cni", "missing"},
      {"/bin/ls: cannot open directory '/root': Permission denied", "/root", "unreadable"},
      {"stat: cannot statx '/etc/x': No such file or directory", "/etc/x", "missing"},
      {"cat: /etc/cni/net.d/calico-kubeconfig: Permission denied",
       "/etc/cni/net.d/calico-kubeconfig", "unreadable"},
      {"find: ‘/a’: No such file or directory", "/a", "missing"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto paths = ReadText(std::string(row.line) + "\n").All<PathRecord>();
    REQUIRE(paths.size() == 1);
    CHECK(paths[0].path.str() == row.path);
    CHECK(paths[0].type.str() == row.type);
  }
  CHECK(ReadText("bash: foo: No such file or directory\n").All<PathRecord>().empty());
}

TEST_CASE("ls: find -ls has inodes, blocks and escaped names", "[ingest]") {
  const auto out = ReadText(
      "  1311 4 drwxr-xr-x   2 root  root  4096 May 22 22:20 /etc/cni/net.d\n"
      "  1312 4 -rw-------   1 root  root  2680 May 22 22:20 /etc/cni/net.d/a\\ b\n");
  const auto paths = out.All<PathRecord>();
  REQUIRE(paths.size() == 2);
  CHECK(paths[0].path == "/etc/cni/net.d");
  CHECK(paths[1].path == "/etc/cni/net.d/a b");
}

TEST_CASE("ls: a broken link and a broken line do not end a listing", "[ingest]") {
  const auto out = ReadText(
      "/x:\ntotal 4\nl????????? ? ?    ?       ?            ? gone\n"
      "-rw------- 1 root root ### May 22 22:20 odd\n"
      "-rw------- 1 root root 2720 Aug 11 19:13 a\n");
  const auto paths = out.All<PathRecord>();
  REQUIRE(Find(paths, "/x/gone") != nullptr);
  CHECK(Find(paths, "/x/gone")->type == "link");
  CHECK(Find(paths, "/x/a") != nullptr);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].source.line == 4);
}

TEST_CASE("ls: a listing ends where other text begins", "[ingest]") {
  const auto out = ReadText("total 4\n-rw------- 1 r r 1 Aug 11 19:13 /a\n\nLabels:\n  x=y\n");
  CHECK(out.All<PathRecord>().size() == 1);
  CHECK(out.formats == std::vector<std::string>{"ls", ""});
}

TEST_CASE("stat: below a command that asks for nothing else, times and names", "[ingest]") {
  const std::string lines =
      "2026-05-07 05:20:11.123456789 +0000 /var/snap/microk8s/8511/args/cni-network\n"
      "2026-05-06 11:02:41.000000000 +1000 /etc/cni/net.d/a b\n"
      "stat: cannot statx '/etc/x': No such file or directory\n";
  const auto paths =
      ReadText("root@k8s01:~# sudo stat -c '%y %n' /var/snap/*/x\n" + lines).All<PathRecord>();
  REQUIRE(paths.size() == 3);
  CHECK(paths[0].path == "/var/snap/microk8s/8511/args/cni-network");
  CHECK(paths[0].type == "");
  CHECK(FormatUtc(paths[0].modified.stamp.value) == "2026-05-07T05:20:11.123456Z");
  CHECK(paths[0].modified.stamp.basis == Basis::kMtime);
  CHECK(paths[0].source.line == 2);
  CHECK(paths[1].path == "/etc/cni/net.d/a b");
  CHECK(FormatUtc(paths[1].modified.stamp.value) == "2026-05-06T01:02:41Z");
  CHECK(paths[2].type == "missing");
  CHECK(ReadText("$ stat -c '%x %n' /etc/x\n" + lines).All<PathRecord>().empty());
}

TEST_CASE("stat: one file with owner, mode, zone and birth", "[ingest]") {
  const std::string old_device = "Device: fe00h/65024d";
  for (const std::string& device : {std::string("Device: 254,0"), old_device}) {
    const auto out = ReadText(
        "  File: /host/etc/cni/net.d/calico-kubeconfig\n"
        "  Size: 2680      \tBlocks: 8          IO Block: 4096   regular file\n" +
        device +
        "\tInode: 12345       Links: 1\n"
        "Access: (0600/-rw-------)  Uid: (    0/    root)   Gid: (   10/   wheel)\n"
        "Context: system_u:object_r:cni_conf_t:s0\n"
        "Access: 2026-05-22 23:20:01.123456789 +1000\n"
        "Modify: 2026-05-22 22:20:01.123456789 +1000\n"
        "Change: 2026-05-22 22:20:01.123456789 +1000\n"
        " Birth: -\n"
        "  File: b -> c\n"
        "  Size: 1         \tBlocks: 0          IO Block: 4096   symbolic link\n"
        "Device: 254,0\tInode: 1       Links: 1\n");
    const auto paths = out.All<PathRecord>();
    REQUIRE(paths.size() == 2);
    CHECK(paths[0].path == "/etc/cni/net.d/calico-kubeconfig");
    CHECK(paths[0].source.note == "listed as /host/etc/cni/net.d/calico-kubeconfig");
    CHECK(paths[0].type == "file");
    CHECK(paths[0].mode == "rw-------");
    CHECK(paths[0].owner == "root");
    CHECK(paths[0].group == "wheel");
    CHECK(paths[0].size == 2680);
    CHECK(FormatUtc(paths[0].modified.stamp.value) == "2026-05-22T12:20:01.123456Z");
    CHECK(paths[0].modified.stamp.basis == Basis::kMtime);
    CHECK(paths[0].source.line_end == 9);
    CHECK(paths[1].type == "link");
    CHECK(paths[1].target == "c");
  }
}

}  // namespace
}  // namespace howdunit
