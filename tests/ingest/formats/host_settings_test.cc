// What hosts are set to: sysctl, resolv-conf.
#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

std::vector<ObjectRecord> Of(const std::string& kind, const std::string& text,
                             const std::string& path) {
  std::vector<ObjectRecord> found;
  for (ObjectRecord& object : ReadText(text, path).All<ObjectRecord>()) {
    if (object.kind.str() == kind) found.push_back(std::move(object));
  }
  return found;
}

}  // namespace

TEST_CASE("sysctl: what rules may ask for, of what was printed", "[unit]") {
  const auto found = Of("Sysctl",
                        "$ sudo sysctl -a\n"
                        "net.netfilter.nf_conntrack_count = 131072\n"
                        "net.ipv4.conf.eth0.rp_filter = 2\n"
                        "net.ipv4.conf.cali0a1b2c3d4e5.rp_filter = 0\n"
                        "net.ipv4.tcp_ecn = 2\n"
                        "net.ipv4.ip_local_port_range = 32768\t60999\n"
                        "sysctl: permission denied on key 'net.ipv4.tcp_fastopen_key'\n"
                        "net.nf_conntrack_max = 131072\n",
                        "session.txt");
  REQUIRE(found.size() == 4);
  CHECK(found[0].name == "net.netfilter.nf_conntrack_count");
  CHECK(FieldOf(found[0], "value") == "131072");
  CHECK(found[0].source.line == 2);
  CHECK(found[1].name == "net.ipv4.conf.eth0.rp_filter");
  CHECK(FieldOf(found[2], "value") == "32768\t60999");
  CHECK(found[3].name == "net.nf_conntrack_max");
}

TEST_CASE("sysctl: what somebody wants or a container has is not what the host is set to",
          "[unit]") {
  const std::string line = "net.ipv4.ip_forward = 1\n";
  CHECK(Of("Sysctl", line, "n1/sysctl.txt").size() == 1);
  CHECK(Of("Sysctl", line + "net.netfilter.nf_conntrack_count = 1\n", "ticket.txt").size() == 2);
  CHECK(Of("Sysctl", line, "ticket.txt").empty());
  CHECK(Of("Sysctl", line, "n1/etc/sysctl.d/99-k8s.conf").empty());
  CHECK(Of("Sysctl", "$ cat /etc/sysctl.d/k8s\n" + line, "sysctl.txt").empty());
  CHECK(Of("Sysctl", "$ kubectl exec web-0 -- sysctl net.ipv4.ip_forward\n" + line, "x").empty());
  for (const std::string broken : {"net.ipv4.ip_forward =", "net.ipv4.ip_forward", "ip = 1\n",
                                   "net.x and y = 1\n", " = 1\n"}) {
    INFO(broken);
    CHECK(Of("Sysctl", broken, "sysctl.txt").empty());
  }
}

TEST_CASE("resolv-conf: the servers in their order, and where it stands", "[unit]") {
  const auto found = Of("ResolvConf",
                        "$ cat /etc/resolv.conf\n"
                        "# This is /run/systemd/resolve/stub-resolv.conf managed by systemd.\n"
                        "# Do not edit.\n"
                        "\n"
                        "nameserver 127.0.0.53\n"
                        "# the next one may be ignored\n"
                        "nameserver fe80::1%eth0\n"
                        "options edns0 trust-ad\n"
                        "search example.org corp.example.org\n",
                        "session.txt");
  REQUIRE(found.size() == 1);
  CHECK(found[0].name == "/etc/resolv.conf");
  CHECK(found[0].source.line == 5);
  CHECK(FieldOf(found[0], "nameserver[0]") == "127.0.0.53");
  CHECK(FieldOf(found[0], "nameserver[1]") == "fe80::1%eth0");
  CHECK(FieldOf(found[0], "options") == "edns0 trust-ad");
  CHECK(FieldOf(found[0], "search") == "example.org corp.example.org");
}

TEST_CASE("resolv-conf: a container's and what is none", "[unit]") {
  const std::string text = "nameserver 10.96.0.10\nsearch svc.cluster.local\n";
  CHECK(Of("ResolvConf", text, "n1/resolv.conf").size() == 1);
  CHECK(Of("ResolvConf", "$ kubectl exec web-0 -- cat /etc/resolv.conf\n" + text, "x").empty());
  CHECK(Of("ResolvConf", "== n1 ==\n" + text + "# n2-b\nnameserver 10.0.0.1\n", "x.txt").size() ==
        2);
  for (const std::string other :
       {"search for it\n", "nameserver is down\n", "nameserver 10\n", "options\n", "# only this\n",
        "nameserver 10.0.0.1\nis what we use\n\n"}) {
    INFO(other);
    const auto found = Of("ResolvConf", other, "x.txt");
    CHECK(found.size() == (other.starts_with("nameserver 10.0.0.1") ? 1 : 0));
  }
}

}  // namespace howdunit
