#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

constexpr const char* kPods =
    "POD ID              CREATED                  STATE               NAME                NAMESPACE"
    "           ATTEMPT             RUNTIME\n"
    "9a8b7c6d5e4f3       Less than a second ago   Ready               web-0               shop     "
    "           1                   (default)\n"
    "1f2e3d4c5b6a7       2 weeks ago              NotReady            web-0               shop     "
    "           0                   (default)\n";

TEST_CASE("crictl: each sandbox of a pod is an object of its own id", "[ingest]") {
  const auto out = ReadText(kPods);
  const auto sandboxes = out.All<ObjectRecord>();
  REQUIRE(sandboxes.size() == 2);
  CHECK(sandboxes[0].kind == "Sandbox");
  CHECK(sandboxes[0].space == "shop");
  CHECK(sandboxes[0].name == "web-0");
  CHECK(sandboxes[1].name == "web-0");
  CHECK(sandboxes[1].uid == "1f2e3d4c5b6a7");
  CHECK(FieldOf(sandboxes[1], "pod id") == "1f2e3d4c5b6a7");
  CHECK(FieldOf(sandboxes[1], "state") == "NotReady");
  CHECK(FieldOf(sandboxes[1], "attempt") == "0");
  CHECK(FieldOf(sandboxes[1], "created") == "2 weeks ago");
  CHECK(FieldOf(sandboxes[1], "runtime") == "(default)");
  CHECK(sandboxes[1].source.line == 3);
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/Sandbox");
  CHECK(coverage[0].items == 2);
}

TEST_CASE("crictl: a list that a flag or a pipe narrows covers nothing", "[ingest]") {
  for (const char* command : {"sudo crictl pods --name web-0", "crictl pods --namespace=shop",
                              "crictl pods | grep web"}) {
    INFO(command);
    const auto out = ReadText("$ " + std::string(command) + "\n" + kPods);
    CHECK(out.All<ObjectRecord>().size() == 2);
    CHECK(out.All<CoverageRecord>().empty());
  }
  CHECK(ReadText("$ sudo crictl pods | less\n" + std::string(kPods)).All<CoverageRecord>().size() ==
        1);
}

// As wide as the column CREATED below.
std::string Padded(std::string text) {
  text.resize(25, ' ');
  return text;
}

TEST_CASE("crictl: ages in words keep the width of their rounding", "[ingest]") {
  struct Case {
    const char* text;
    Micros low, width;
  };
  for (const Case& one : {
           Case{"Less than a second ago", 0, kSecond},
           Case{"3 seconds ago", 3 * kSecond, kSecond},
           Case{"About a minute ago", kMinute, kMinute},
           Case{"59 minutes ago", 59 * kMinute, kMinute},
           Case{"About an hour ago", kHour, kHour},
           Case{"2 hours ago", 90 * kMinute, 90 * kMinute},
           Case{"2 days ago", 2 * kDay - 30 * kMinute, kDay + 30 * kMinute},
           Case{"3 weeks ago", 21 * kDay - 30 * kMinute, 7 * kDay + 30 * kMinute},
           Case{"2 months ago", 60 * kDay - 30 * kMinute, 30 * kDay + 30 * kMinute},
           Case{"2 years ago", 730 * kDay, 365 * kDay},
       }) {
    INFO(one.text);
    const auto objects = ReadText(
                             "POD ID          CREATED                  STATE   NAME    NAMESPACE   "
                             "ATTEMPT\n"
                             "9a8b7c6d5e4f3   " +
                             Padded(one.text) + "Ready   web-0   shop        1\n")
                             .All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].created.stamp.kind == Stamp::Kind::kLocalAge);
    CHECK(objects[0].created.stamp.value == one.low);
    CHECK(objects[0].created.stamp.width == one.width);
  }
  for (const char* text : {"N/A", "-3 days ago", "3 fortnights ago", "0 hours ago"}) {
    INFO(text);
    const auto objects =
        ReadText(
            "POD ID          CREATED                  STATE   NAME    NAMESPACE   ATTEMPT\n"
            "9a8b7c6d5e4f3   " +
            Padded(text) + "Ready   web-0   shop        1\n")
            .All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].created.stamp.kind == Stamp::Kind::kNone);
  }
}

TEST_CASE("crictl: containers, complete with -a only", "[ingest]") {
  const std::string table =
      "CONTAINER           IMAGE               CREATED             STATE               NAME        "
      " "
      "       ATTEMPT             POD ID              POD\n"
      "1f2e3d4c5b6a7       0a1b2c3d4e5f6       3 minutes ago       Running             calico-node "
      " "
      "       2                   9a8b7c6d5e4f3       calico-node-x2v9k\n"
      "2f2e3d4c5b6a7       0a1b2c3d4e5f6       4 days ago          Exited              install-cni "
      " "
      "       0                   9a8b7c6d5e4f3       calico-node-x2v9k\n";
  const auto out = ReadText("$ crictl ps -a\n" + table);
  const auto containers = out.All<ObjectRecord>();
  REQUIRE(containers.size() == 2);
  CHECK(containers[1].kind == "Container");
  CHECK(containers[1].name == "install-cni");
  CHECK(FieldOf(containers[1], "state") == "Exited");
  CHECK(FieldOf(containers[1], "pod id") == "9a8b7c6d5e4f3");
  CHECK(FieldOf(containers[1], "pod") == "calico-node-x2v9k");
  CHECK(FieldOf(containers[1], "image") == "0a1b2c3d4e5f6");
  REQUIRE(out.All<CoverageRecord>().size() == 1);
  CHECK(out.All<CoverageRecord>()[0].topic == "objects/Container");
  CHECK(ReadText("$ crictl ps\n" + table).All<CoverageRecord>().empty());
  CHECK(ReadText(table, "sos_commands/crio/crictl_ps_-a").All<CoverageRecord>().size() == 1);
}

TEST_CASE("crictl: images, with and without a tag", "[ingest]") {
  const auto images =
      ReadText(
          "IMAGE                     TAG                 IMAGE ID            SIZE\n"
          "docker.io/calico/node     v3.26.4             1843802b91be8       87MB\n"
          "docker.io/calico/cni      <none>              17e960f4e39c3       93MB\n")
          .All<ObjectRecord>();
  REQUIRE(images.size() == 2);
  CHECK(images[0].kind == "Image");
  CHECK(images[0].name == "docker.io/calico/node:v3.26.4");
  CHECK(images[1].name == "docker.io/calico/cni");
  CHECK(FieldOf(images[1], "image id") == "17e960f4e39c3");
}

TEST_CASE("crictl: docker's names tell the pod and its sandbox", "[ingest]") {
  const auto objects =
      ReadText(
          "CONTAINER ID   IMAGE          COMMAND            CREATED       STATUS                  "
          "PORTS     NAMES\n"
          "1f2e3d4c5b6a   9b7cc9982109   \"start_runit\"      3 hours ago   Up 3 hours             "
          " "
          "          k8s_calico-node_calico-node-x2v9k_kube-system_0a1b_2\n"
          "2f2e3d4c5b6a   pause:3.6      \"/pause\"           3 hours ago   Exited (0) 2 hours ago "
          " "
          "          k8s_POD_calico-node-x2v9k_kube-system_0a1b_1\n"
          "3f2e3d4c5b6a   registry:2     \"/entrypoint.sh\"   5 weeks ago   Up 2 weeks             "
          " "
          "5000/tcp  registry\n")
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].kind == "Container");
  CHECK(objects[0].name == "calico-node");
  CHECK(objects[0].space == "kube-system");
  CHECK(FieldOf(objects[0], "pod") == "calico-node-x2v9k");
  CHECK(FieldOf(objects[0], "state") == "Running");
  CHECK(FieldOf(objects[0], "command").empty());
  CHECK(objects[1].kind == "Sandbox");
  CHECK(objects[1].name == "calico-node-x2v9k");
  CHECK(FieldOf(objects[1], "attempt") == "1");
  CHECK(FieldOf(objects[1], "state") == "Exited");
  CHECK(objects[2].name == "registry");
}

TEST_CASE("crictl: a row that is cut is a problem, the others stay", "[ingest]") {
  const auto out = ReadText(
      "POD ID          CREATED        STATE   NAME    NAMESPACE   ATTEMPT\n"
      "9a8b7c6d5e4f3   2 weeks a\n"
      "1f2e3d4c5b6a7   2 weeks ago    Ready   web-0   shop        1\n");
  CHECK(out.All<ObjectRecord>().size() == 1);
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "a row of the container runtime's table is cut");
}

TEST_CASE("crictl: other tables and sentences about containers are none", "[ingest]") {
  for (const char* text :
       {"The CONTAINER and its IMAGE have a STATE\n",
        "CONTAINER   CPU %   MEM   DISK   INODES\n1f2e3d4c5b6a7   0.1   8MB   1kB   3\n",
        "NAME    STATE   ATTEMPT   AGE\nweb-0   Ready   1         3d\n"}) {
    INFO(text);
    const auto out = ReadText(text);
    CHECK(out.formats[0] != "crictl");
  }
}

TEST_CASE("crictl: rows that grep left are read, and cover nothing", "[unit]") {
  const auto pods = ReadText(
      "5aa5d66d2ccdb       20 hours ago        Ready      dc-0    shop     0      (default)\n"
      "14c1004655303       3 days ago          NotReady   dc-0    shop     1      (default)\n");
  CHECK(pods.formats == std::vector<std::string>{"crictl"});
  REQUIRE(pods.All<ObjectRecord>().size() == 2);
  CHECK(pods.All<ObjectRecord>()[1].kind.str() == "Sandbox");
  CHECK(pods.All<CoverageRecord>().empty());
  const auto containers = ReadText(
      "c3596af4db131   cf96868952590   20 hours ago   Running   postgres   0   5aa5d66d2ccdb   "
      "dc-0\n");
  REQUIRE(containers.All<ObjectRecord>().size() == 1);
  CHECK(containers.All<ObjectRecord>()[0].name.str() == "postgres");
  const auto other = ReadText("deadbeefcafe   one   two days ago   three   four   five   six\n");
  CHECK(other.formats == std::vector<std::string>{""});
}

}  // namespace
}  // namespace howdunit
