#include "cli/checks/check_cni_dir.h"

#include <map>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/temp_folder.h"

namespace howdunit {
namespace {

using testing::TempFolder;

const std::string kSamples = SOURCE_DIR "/samples/";

std::string Listing(const std::string& entry) {
  return "$ ls -la /etc/cni\ntotal 8\ndrwxr-xr-x   2 root root 4096 Jun 11  2024 .\n"
         "drwxr-xr-x 112 root root 4096 May 22 10:12 ..\n" +
         entry;
}
std::string Link(const std::string& target) {
  return Listing("lrwxrwxrwx   1 root root   43 Jun 11  2024 net.d -> " + target + "\n");
}
const std::string kDirectory = Listing("drwx------   2 root root 4096 Sep 14  2021 net.d\n");
const std::string kMicrok8s = "/var/snap/microk8s/current/args/cni-network";

std::string Containerd(const std::string& folder) {
  return "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n  conf_dir = \"" + folder +
         "\"\n";
}

// Checks a folder that holds these files.
std::string Check(const std::map<std::string, std::string>& files, CheckState expected) {
  const TempFolder folder;
  for (const auto& [name, text] : files) folder.Write("b/" + name, text);
  Options options;
  options.files = {folder / "b"};
  const CheckReport report = CheckCniDir(options);
  const std::string text = FormatCheck(report);
  INFO(text);
  CHECK(report.state == expected);
  return text;
}

TEST_CASE("check cni-dir: a directory where the others have a link is critical", "[cli]") {
  Options options;
  options.files = {kSamples + "k8s01-path-mismatch"};
  const CheckReport report = CheckCniDir(options);
  CHECK(FormatCheck(report) ==
        "CNI_DIR CRITICAL - Calico writes where the runtime does not read on 1 of 3 nodes: k8s01"
        " | nodes=3 critical=1 unknown=0\n"
        "k8s01 CRITICAL /etc/cni/net.d is a directory of its own, a link on 2 other nodes; the "
        "runtime reads /var/snap/microk8s/current/args/cni-network "
        "(k8s01/var/snap/microk8s/current/args/containerd-template.toml:35) "
        "(k8s01/ls-la-etc-cni.txt:6)\n"
        "k8s02 OK /etc/cni/net.d links to what the runtime reads, "
        "/var/snap/microk8s/current/args/cni-network (k8s02/ls-la-etc-cni.txt:6)\n"
        "k8s03 OK /etc/cni/net.d links to what the runtime reads, "
        "/var/snap/microk8s/current/args/cni-network (k8s03/ls-la-etc-cni.txt:6)\n");
  CHECK(report.state == CheckState::kCritical);
}

TEST_CASE("check cni-dir: links to what the runtime reads are ok", "[cli]") {
  Options options;
  options.files = {kSamples + "healthy"};
  CHECK(CheckCniDir(options).state == CheckState::kOk);
  Check(
      {{"n1/ls.txt", kDirectory}, {"n1/etc/containerd/config.toml", Containerd("/etc/cni/net.d")}},
      CheckState::kOk);
}

TEST_CASE("check cni-dir: without the runtime's configuration the nodes tell of each other",
          "[cli]") {
  const std::string text = Check(
      {{"n1/ls.txt", kDirectory}, {"n2/ls.txt", Link(kMicrok8s)}, {"n3/ls.txt", Link(kMicrok8s)}},
      CheckState::kCritical);
  CHECK(Contains(text, "n1 CRITICAL /etc/cni/net.d is a directory of its own"));
  CHECK(Contains(text, "n2 OK /etc/cni/net.d links to " + kMicrok8s + ", as on 1 other node"));
  Check({{"n1/ls.txt", kDirectory}, {"n2/ls.txt", kDirectory}}, CheckState::kOk);
  Check({{"n1/ls.txt", kDirectory}}, CheckState::kUnknown);
  Check({{"n1/ls.txt", Link(kMicrok8s)}}, CheckState::kUnknown);
}

TEST_CASE("check cni-dir: a link to somewhere else is critical", "[cli]") {
  const std::string text = Check({{"n1/ls.txt", Link("/opt/cni/conf")},
                                  {"n2/ls.txt", Link(kMicrok8s)},
                                  {"n3/ls.txt", Link(kMicrok8s)}},
                                 CheckState::kCritical);
  CHECK(Contains(text, "1 of 3 nodes: n1"));
  Check({{"n1/ls.txt", Link("/opt/cni/conf")},
         {"n1/etc/containerd/config.toml", Containerd("/etc/cni/net.d")}},
        CheckState::kOk);
  Check({{"n1/ls.txt", Link("/opt/cni/conf")},
         {"n1/etc/containerd/config.toml", Containerd("/opt/cni/other")}},
        CheckState::kCritical);
}

TEST_CASE("check cni-dir: links on the way count, a revision of a snap is not guessed", "[cli]") {
  const std::string pinned = Link("/var/snap/microk8s/8612/args/cni-network");
  const std::string config = Containerd(kMicrok8s);
  const std::string text = Check({{"n1/ls.txt", pinned}, {"n1/etc/containerd/config.toml", config}},
                                 CheckState::kUnknown);
  CHECK(Contains(text, "which revision is current is not in the files"));
  const std::string snap =
      "$ ls -la /var/snap/microk8s\ntotal 8\n"
      "lrwxrwxrwx   1 root root   4 Jun 11  2024 current -> 8612\n";
  Check({{"n1/ls.txt", pinned}, {"n1/ls2.txt", snap}, {"n1/etc/containerd/config.toml", config}},
        CheckState::kOk);
}

TEST_CASE("check cni-dir: what no listing shows is unknown", "[cli]") {
  const std::string nodes =
      "NAME   STATUS   ROLES    AGE   VERSION\n"
      "n1     Ready    <none>   1d    v1.35.0\n"
      "n2     Ready    <none>   1d    v1.35.0\n"
      "n3     Ready    <none>   1d    v1.35.0\n";
  const std::string text = Check(
      {{"get-nodes.txt", nodes}, {"n1/ls.txt", Link(kMicrok8s)}, {"n2/ls.txt", Link(kMicrok8s)}},
      CheckState::kUnknown);
  CHECK(Contains(text, "not known on 1 of 3 nodes: n3"));
  CHECK(Contains(text, "n3 UNKNOWN /etc/cni/net.d is in no listing (ls -la /etc/cni)"));
  // `ls` with a slash behind shows the inside of whatever the link leads to.
  const std::string inside =
      "$ ls -la /etc/cni/net.d/\ntotal 16\n"
      "drwxr-xr-x 2 root root 4096 Sep 14  2021 .\n"
      "drwxr-xr-x 8 root root 4096 Mar  3 19:42 ..\n"
      "-rw------- 1 root root 2892 May 22 10:15 calico-kubeconfig\n";
  Check({{"n1/ls.txt", inside}, {"n1/etc/containerd/config.toml", Containerd(kMicrok8s)}},
        CheckState::kUnknown);
  Check({{"n1/ls.txt", ReplaceAll(inside, "net.d/\n", "net.d\n")},
         {"n1/etc/containerd/config.toml", Containerd(kMicrok8s)}},
        CheckState::kCritical);
  CHECK(Contains(Check({{"a.txt", "nothing\n"}}, CheckState::kUnknown),
                 "CNI_DIR UNKNOWN - no listing of /etc/cni/net.d was found\n"));
}

TEST_CASE("check cni-dir: files that are given one by one keep what tells the nodes apart",
          "[cli]") {
  const TempFolder folder;
  folder.Write("n1/ls.txt", kDirectory);
  folder.Write("n2/ls.txt", Link(kMicrok8s));
  folder.Write("c.txt", kDirectory);
  folder.Write("d.txt", Link(kMicrok8s));
  Options options;
  options.files = {folder / "n1/ls.txt", folder / "n2/ls.txt"};
  CHECK(CheckCniDir(options).lines.size() == 2);
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "\nn1 CRITICAL"));
  options.files = {folder / "n1/", folder / "n2"};
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "\nn1 CRITICAL"));
  options.files = {folder / "c.txt", folder / "d.txt"};
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "\nc.txt CRITICAL"));
  options.files = {folder / "c.txt", folder / "gone.txt"};
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "CNI_DIR UNKNOWN - cannot open "));
}

}  // namespace
}  // namespace howdunit
