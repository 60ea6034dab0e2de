#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

const Signature kFull{.id = "full",
                      .title = "full",
                      .literals = {" 100% /"},
                      .pattern = R"((?P<percent>100)% (?P<path>/\S*)\s*$)"};

TEST_CASE("df: sizes as printed, and what is a pod's or a snap's left out", "[ingest]") {
  const auto out = ReadText(
      "$ df -hT\n"
      "Filesystem     Type      Size  Used Avail Use% Mounted on\n"
      "udev           devtmpfs  7.8G     0  7.8G   0% /dev\n"
      "tmpfs          tmpfs     1.6G  1.6G     0 100% /run\n"
      "/dev/sda1      ext4       98G   95G     0 100% /\n"
      "/dev/loop3     squashfs   64M   64M     0 100% /snap/core20/2318\n"
      "shm            tmpfs      64M     0   64M   0% /run/containerd/io.containerd/shm\n"
      "tmpfs          tmpfs      16G   12K   16G   1% /var/lib/kubelet/pods/7c1d/volumes/token\n"
      "tmpfs          tmpfs     1.6G     0  1.6G   0% /run/user/1000\n"
      "10.0.0.9:/srv  nfs4      1.0T  990G   10G  99% /mnt/my data\n"
      "$ uptime\n",
      "ticket.md", {kFull});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 3);
  CHECK(objects[0].kind == "FileSystem");
  CHECK(objects[0].name == "/run");
  CHECK(FieldOf(objects[0], "use%") == "100");
  CHECK(objects[1].name == "/");
  CHECK(FieldOf(objects[1], "device") == "/dev/sda1");
  CHECK(FieldOf(objects[1], "type") == "ext4");
  CHECK(FieldOf(objects[1], "size") == "98G");
  CHECK(FieldOf(objects[1], "used") == "95G");
  CHECK(FieldOf(objects[1], "available") == "0");
  CHECK(objects[1].source.line == 5);
  CHECK(objects[2].name == "/mnt/my data");
  const auto coverage = out.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/FileSystem");
  CHECK(coverage[0].items == 3);
  CHECK(out.All<SignatureRecord>().size() == 3);
}

TEST_CASE("df: inodes, blocks, and a device with a line of its own", "[ingest]") {
  auto objects = ReadText(
                     "Filesystem       Inodes   IUsed    IFree IUse% Mounted on\n"
                     "/dev/sda1       6553600 6553600        0  100% /\n"
                     "/dev/sda15            0       0        0     - /boot/efi\n")
                     .All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(FieldOf(objects[0], "inodes") == "6553600");
  CHECK(FieldOf(objects[0], "inodes used") == "6553600");
  CHECK(FieldOf(objects[0], "inodes free") == "0");
  CHECK(FieldOf(objects[0], "inodes use%") == "100");
  CHECK(FieldOf(objects[1], "inodes use%").empty());
  objects = ReadText(
                "Filesystem           1K-blocks      Used Available Use% Mounted on\n"
                "/dev/mapper/vg0-var--lib--containerd\n"
                "                     206292664 206292664         0 100% /var/lib/containerd\n"
                "/dev/sda1            103080888  51540444  46281180  53% /\n")
                .All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].name == "/var/lib/containerd");
  CHECK(FieldOf(objects[0], "device") == "/dev/mapper/vg0-var--lib--containerd");
  CHECK(FieldOf(objects[0], "size") == "206292664K");
  CHECK(FieldOf(objects[0], "use%") == "100");
  CHECK(objects[0].source.line == 2);
  CHECK(objects[0].source.line_end == 3);
  CHECK(FieldOf(objects[1], "available") == "46281180K");
}

TEST_CASE("df: what a container or another machine has is not the host's", "[ingest]") {
  const std::string table =
      "Filesystem      Size  Used Avail Use% Mounted on\n"
      "/dev/sda1        98G   95G     0 100% /\n";
  CHECK(ReadText("$ kubectl exec web-0 -- cat /x\n" + table).All<ObjectRecord>().empty());
  CHECK(ReadText("$ docker exec -it web sh\n" + table).All<ObjectRecord>().empty());
  CHECK(ReadText("Filesystem      Size  Used Avail Use% Mounted on\n"
                 "overlay          98G   95G     0 100% /\n"
                 "/dev/sda1        98G   95G     0 100% /etc/hosts\n")
            .All<ObjectRecord>()
            .empty());
  CHECK(ReadText(
            "Filesystem     512-blocks      Used Available Capacity iused      ifree %iused  "
            "Mounted on\n"
            "/dev/disk1s5s1  976490576  21513904 446166416     5%  488318 4881964562    0%   /\n")
            .formats.back()
            .empty());
}

TEST_CASE("df: one path is not all, and what is cut is no row", "[ingest]") {
  const std::string table =
      "Filesystem      Size  Used Avail Use% Mounted on\n"
      "/dev/sda1        98G   95G     0 100% /\n";
  CHECK(ReadText("$ df -h /var/lib/etcd\n" + table).All<CoverageRecord>().empty());
  CHECK(ReadText("$ df -h | grep -v loop\n" + table).All<CoverageRecord>().empty());
  CHECK(ReadText(table).All<CoverageRecord>().empty());
  CHECK(ReadText("$ sudo df -h\n" + table).All<CoverageRecord>().size() == 1);
  for (const std::string cut :
       {"Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        98G   95G     0 100%\n",
        "Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1\n",
        "Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1\nis full, as I said 100% /\n",
        "Filesystem      Size  Used\n/dev/sda1        98G   95G\n"}) {
    INFO(cut);
    CHECK(ReadText(cut).All<ObjectRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
