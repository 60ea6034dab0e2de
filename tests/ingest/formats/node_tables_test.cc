// Key sets, certificate tables and routes.

#include <catch2/catch.hpp>

#include "ingest/ingest.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("openid: keys are objects by their id, the list is complete", "[unit]") {
  const auto sink =
      ReadText(R"({"keys":[{"kty":"RSA","kid":"one"},{"kty":"EC","kid":"two"},{"kty":"RSA"}]})"
               "\n");
  const auto keys = sink.All<ObjectRecord>();
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].kind == "JSONWebKey");
  CHECK(keys[1].name == "two");
  const auto coverage = sink.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].topic == "objects/JSONWebKey");
}

TEST_CASE("openid: a key set that is cut is a problem", "[unit]") {
  const auto sink = ReadText(R"({"keys":[{"kty":"RSA","kid":"one"},)"
                             "\n");
  CHECK(sink.All<ObjectRecord>().empty());
  CHECK(sink.All<ProblemRecord>().size() == 1);
}

TEST_CASE("kubeadm-certs: rows with their end, authorities apart", "[unit]") {
  const auto sink = ReadText(
      "CERTIFICATE    EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY "
      "MANAGED\n"
      "apiserver      Apr 18, 2026 14:08 UTC   <invalid>       ca                      no\n"
      "admin.conf     Jul 03, 2026 09:41 UTC   223d            ca                      no\n"
      "\n"
      "CERTIFICATE AUTHORITY   EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED\n"
      "ca                      Jul 01, 2035 09:41 UTC   9y              no\n");
  const auto rows = sink.All<ObjectRecord>();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].kind == "KubeadmCertificate");
  CHECK(rows[0].name == "apiserver");
  CHECK(FieldOf(rows[0], "expires") == "1776521280000000");
  CHECK(FieldOf(rows[0], "residual") == "<invalid>");
  CHECK(FieldOf(rows[0], "authority") == "false");
  CHECK(FieldOf(rows[2], "authority") == "true");
}

TEST_CASE("kubeadm-certs: the old table, without the column of authorities, lists leaves",
          "[unit]") {
  const auto sink = ReadText(
      "CERTIFICATE                EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED\n"
      "admin.conf                 Jul 03, 2026 09:41 UTC   223d            no      \n"
      "apiserver-etcd-client      Jul 03, 2026 09:41 UTC   223d            no      \n");
  const auto rows = sink.All<ObjectRecord>();
  REQUIRE(rows.size() == 2);
  CHECK(FieldOf(rows[0], "authority") == "false");
  CHECK(FieldOf(rows[1], "authority") == "false");
}

TEST_CASE("microk8s-inspection: services are units that run or do not", "[unit]") {
  const auto sink = ReadText(
      "Inspecting Certificates\n"
      "Inspecting services\n"
      "  Service snap.microk8s.daemon-containerd is running\n"
      " FAIL:  Service snap.microk8s.daemon-kubelite is not running\n"
      "For more details look at: sudo journalctl -u snap.microk8s.daemon-kubelite\n"
      "  Copy service arguments to the final report tarball\n"
      "WARNING:  IPtables FORWARD policy is DROP.\n");
  CHECK(sink.formats == std::vector<std::string>{"microk8s-inspection", ""});
  const auto units = sink.All<ObjectRecord>();
  REQUIRE(units.size() == 2);
  CHECK(units[0].kind == "SystemdUnit");
  CHECK(units[0].name == "snap.microk8s.daemon-containerd");
  CHECK(FieldOf(units[0], "active") == "active");
  CHECK(units[1].source.line == 4);
  CHECK(FieldOf(units[1], "active") == "not running");
}

TEST_CASE("microk8s-inspection: sentences about services are none of it", "[unit]") {
  for (const std::string text :
       {"Inspecting services\n", "Service kubelet is running\n", "The Service daemon-x is down\n",
        "  Service snap.microk8s.daemon-kubelite is not ru"}) {
    INFO(text);
    CHECK(ReadText(text).formats == std::vector<std::string>{""});
  }
}

TEST_CASE("kubeadm-certs: a row that is cut is a problem, the others stay", "[unit]") {
  const auto sink = ReadText(
      "CERTIFICATE    EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY "
      "MANAGED\n"
      "apiserver      Apr 18, 2026 1\n"
      "admin.conf     Jul 03, 2026 09:41 UTC   223d            ca                      no\n");
  CHECK(sink.All<ObjectRecord>().size() == 1);
  CHECK(sink.All<ProblemRecord>().size() == 1);
}

TEST_CASE("ip-route: each route, and that there are no others", "[unit]") {
  const auto sink = ReadText(
      "$ ip route\n"
      "default via 10.0.0.1 dev eno1 proto dhcp metric 100\n"
      "10.0.0.0/24 dev eno1 proto kernel scope link src 10.0.0.11\n"
      "blackhole 192.168.19.0/26 proto bird\n");
  const auto routes = sink.All<ObjectRecord>();
  REQUIRE(routes.size() == 3);
  CHECK(routes[0].name == "default");
  CHECK(FieldOf(routes[0], "via") == "10.0.0.1");
  CHECK(FieldOf(routes[0], "metric") == "100");
  CHECK(FieldOf(routes[1], "dev") == "eno1");
  CHECK(FieldOf(routes[1], "src") == "10.0.0.11");
  CHECK(routes[2].name == "192.168.19.0/26");
  CHECK(FieldOf(routes[2], "type") == "blackhole");
  CHECK(FieldOf(routes[2], "proto") == "bird");
  const auto coverage = sink.All<CoverageRecord>();
  REQUIRE(coverage.size() == 1);
  CHECK(coverage[0].items == 3);
}

TEST_CASE("ip-route: two routes to one destination are two, each with its own way", "[unit]") {
  const std::string text =
      "10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink \n"
      "10.244.1.0/24 dev eth0 proto kernel scope link src 10.244.1.22 \n"
      "blackhole 10.9.0.0/26 proto bird \n"
      "blackhole 10.9.1.0/26 proto bird \n";
  // Looked at twice, they are the same four.
  const auto scanner = SignatureScanner::Create({});
  REQUIRE(scanner);
  const auto contents = IngestTexts(
      {{"session.txt", "root@n1:~# ip route\n" + text + "root@n1:~# ip route\n" + text}}, *scanner,
      {});
  REQUIRE(contents.objects.size() == 4);
  CHECK(FieldOf(contents.objects[0], "via") == "10.244.1.0");
  CHECK(FieldOf(contents.objects[0], "dev") == "flannel.1");
  CHECK(FieldOf(contents.objects[0], "src") == "");
  CHECK(FieldOf(contents.objects[1], "via") == "");
  CHECK(FieldOf(contents.objects[1], "dev") == "eth0");
}

TEST_CASE("ip-route: the ways of a route that has several, and ways of another family", "[unit]") {
  const auto sink = ReadText(
      "$ ip route\n"
      "default proto static \n"
      "\tnexthop via 10.0.0.1 dev eth0 weight 1 \n"
      "\tnexthop dev wg0 weight 1 \n"
      "10.1.0.0/16 via inet6 fe80::1 dev eth0 \n"
      "10.2.0.0/16 via\n");
  const auto routes = sink.All<ObjectRecord>();
  REQUIRE(routes.size() == 3);
  CHECK(FieldOf(routes[0], "nexthop[10.0.0.1].dev") == "eth0");
  CHECK(FieldOf(routes[0], "nexthop[wg0].dev") == "wg0");
  CHECK(FieldOf(routes[1], "via") == "fe80::1");
  CHECK(FieldOf(routes[2], "via") == "");
  REQUIRE(sink.All<CoverageRecord>().size() == 1);
}

TEST_CASE("ip-route: what was asked for or pasted in part does not say that there are no others",
          "[unit]") {
  const std::string route = "10.0.0.0/24 dev eno1 proto kernel scope link src 10.0.0.11\n";
  const auto covers = [](const std::string& text, const std::string& path) {
    return !ReadText(text, path).All<CoverageRecord>().empty();
  };
  CHECK(covers(route, "n1/ip-route.txt"));
  CHECK(covers("$ ip -4 route show\n" + route, "session.txt"));
  CHECK_FALSE(covers(route, "ticket.txt"));
  CHECK_FALSE(covers(route, "no-route-to-host.md"));
  CHECK_FALSE(covers("$ ip route get 10.0.0.7\n10.0.0.7 dev eno1 src 10.0.0.11 uid 0 \n", "x.txt"));
  CHECK_FALSE(covers("$ ip route show dev eno1\n" + route, "session.txt"));
  CHECK_FALSE(covers("$ ip route | grep eno1\n" + route, "session.txt"));
  CHECK_FALSE(covers("fe80::/64 dev eno1 proto kernel metric 256 pref medium\n", "ip-6-route.txt"));
}

TEST_CASE("ip-route: a sentence with addresses is no route", "[unit]") {
  CHECK(ReadText("10.0.0.1 is the address via which we came\n").All<ObjectRecord>().empty());
  CHECK(ReadText("default settings were used\n").All<ObjectRecord>().empty());
}

TEST_CASE("systemctl-status: state, result and exit of each unit", "[unit]") {
  const auto sink = ReadText(
      "● containerd.service - containerd container runtime\n"
      "     Loaded: loaded (/lib/systemd/system/containerd.service; enabled; vendor pr>\n"
      "     Active: active (running) since Wed 2026-06-10 09:01:56 JST; 1 day 23h ago\n"
      "   Main PID: 670 (containerd)\n"
      "● kubelet.service - kubelet: The Kubernetes Node Agent\n"
      "     Loaded: loaded (/lib/systemd/system/kubelet.service; enabled)\n"
      "     Active: activating (auto-restart) (Result: exit-code) since Fri 2026-06-12>\n"
      "   Main PID: 261427 (code=exited, status=1/FAILURE)\n");
  const auto units = sink.All<ObjectRecord>();
  REQUIRE(units.size() == 2);
  CHECK(units[0].name == "containerd.service");
  CHECK(FieldOf(units[0], "active") == "active (running)");
  CHECK(FieldOf(units[0], "result").empty());
  CHECK(FieldOf(units[1], "active") == "activating (auto-restart)");
  CHECK(FieldOf(units[1], "result") == "exit-code");
  CHECK(FieldOf(units[1], "exit") == "1/FAILURE");
}

TEST_CASE("systemctl-status: its journal is left to the journal", "[unit]") {
  const auto sink = ReadText(
      "● kubelet.service - kubelet\n"
      "     Loaded: loaded (/lib/systemd/system/kubelet.service; enabled)\n"
      "     Active: failed (Result: exit-code) since Tue 2024-10-01 11:33:47 CEST; 5s ago\n"
      "\n"
      "Oct 01 11:33:47 n1 systemd[1]: kubelet.service: Failed with result 'exit-code'.\n");
  REQUIRE(sink.formats.size() == 2);
  CHECK(sink.formats[0] == "systemctl-status");
  CHECK(sink.formats[1] == "journal");
}

TEST_CASE("systemctl-status: its journal is found without the blank line before it, too",
          "[unit]") {
  const auto sink = ReadText(
      "● kubelet.service - kubelet\n"
      "   Loaded: loaded (/lib/systemd/system/kubelet.service; enabled)\n"
      "   Active: active (running) since Thu 2021-02-25 08:09:50 UTC; 41min ago\n"
      " Main PID: 3415 (kubelet)\n"
      "   CGroup: /system.slice/kubelet.service\n"
      "           └─3415 /usr/bin/kubelet\n"
      "Feb 25 08:51:10 n1 kubelet[3415]: E0225 08:51:10.763166    3415 file.go:187] no manifest\n"
      "Feb 25 08:51:11 n1 kubelet[3415]: E0225 08:51:11.763166    3415 file.go:187] no manifest\n");
  CHECK(sink.formats == std::vector<std::string>{"systemctl-status", "journal"});
  REQUIRE(sink.All<ObjectRecord>().size() == 1);
  CHECK(FieldOf(sink.All<ObjectRecord>()[0], "active") == "active (running)");
}

}  // namespace
}  // namespace howdunit
