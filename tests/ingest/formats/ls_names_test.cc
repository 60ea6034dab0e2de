#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

// "path type" of each.
std::vector<std::string> Paths(const std::string& text) {
  std::vector<std::string> paths;
  for (const PathRecord& path : ReadText(text).All<PathRecord>()) {
    paths.push_back(path.path.str() + " " + path.type.str());
  }
  return paths;
}

using Names = std::vector<std::string>;

TEST_CASE("ls-names: names of the folder that the command names, of unknown kind", "[ingest]") {
  CHECK(Paths("$ ls /etc/cni/net.d/\n10-calico.conflist  calico-kubeconfig\n") ==
        Names{"/etc/cni/net.d/10-calico.conflist ", "/etc/cni/net.d/calico-kubeconfig "});
  CHECK(Paths("root@n1:~# sudo ls -1a /opt/cni/bin\n.\n..\nbridge\nloopback\n") ==
        Names{"/opt/cni/bin/bridge ", "/opt/cni/bin/loopback "});
  CHECK(Paths("$ ls /opt/cni/bin\nbandwidth  bridge\tcalico\nportmap\n\nThat is all\nit\n") ==
        Names{"/opt/cni/bin/bandwidth ", "/opt/cni/bin/bridge ", "/opt/cni/bin/calico ",
              "/opt/cni/bin/portmap "});
  CHECK(Paths("$ ls -F /etc/cni\nnet.d@  old/  run.sh*  x-y\n") ==
        Names{"/etc/cni/net.d link", "/etc/cni/old dir", "/etc/cni/run.sh file", "/etc/cni/x-y "});
  CHECK(Paths("$ ls /etc/cni/net.d/10-calico.conflist\n/etc/cni/net.d/10-calico.conflist\n") ==
        Names{"/etc/cni/net.d/10-calico.conflist "});
}

TEST_CASE("ls-names: of several folders, each below its name", "[ingest]") {
  CHECK(Paths("$ ls /etc/cni/net.d/ /opt/cni/bin\n/etc/cni/net.d/:\n10-calico.conflist  "
              "calico-kubeconfig\n\n/opt/cni/bin:\nbandwidth  bridge\nportmap\n\nThat is all\n") ==
        Names{"/etc/cni/net.d/10-calico.conflist ", "/etc/cni/net.d/calico-kubeconfig ",
              "/opt/cni/bin/bandwidth ", "/opt/cni/bin/bridge ", "/opt/cni/bin/portmap "});
  // One that holds nothing is told by its name alone.
  CHECK(Paths("$ ls -a /etc/cni/net.d /opt/cni/bin\n/etc/cni/net.d:\n.  ..\n\n/opt/cni/bin:\n"
              "bridge\n") == Names{"/etc/cni/net.d dir", "/opt/cni/bin/bridge "});
  CHECK(Paths("$ ls /etc/cni/net.d /opt/cni/bin\n/etc/cni/net.d:\n\n/opt/cni/bin:\n") ==
        Names{"/etc/cni/net.d dir", "/opt/cni/bin dir"});
  // What stands in place of the names is not known.
  CHECK(Paths("$ ls /etc/cni/net.d /opt/cni/bin\n/etc/cni/net.d:\nsee above\n").empty());
}

TEST_CASE("ls-names: what may be anything else is not read", "[ingest]") {
  for (const std::string text :
       {"$ ls /etc/cni/net.d\n\n10-calico.conflist\n",           // who printed it is not certain
        "$ ls /etc/cni/net.d\nempty\n",                          // a word
        "$ ls /etc/cni/net.d\nthere is 10-calico.conflist\n",    // a sentence
        "$ ls /etc/cni/net.d\n<nothing-here>\n",                 //
        "$ ls /etc/cni/net.d | wc -l\n10-1\n",                   // another program's
        "$ ls\n10-calico.conflist  calico-kubeconfig\n",         // of which folder
        "$ ls net.d\n10-calico.conflist  calico-kubeconfig\n",   //
        "$ ls /etc/cni /opt/cni\n10-calico.conflist  x.conf\n",  // of which of the two
        "$ ls -R /etc/cni\n10-calico.conflist  x.conf\n",        //
        "$ kubectl exec x-0 -- ls /etc/cni/net.d\n10-calico.conflist  x.conf\n",
        "$ cat /etc/cni/net.d/list\n10-calico.conflist  x.conf\n",
        "10-calico.conflist  calico-kubeconfig\n"}) {
    INFO(text);
    CHECK(Paths(text).empty());
  }
  CHECK(Paths("$ ls /etc/cni/net.d\n10-calico.conflist  x.conf\nThanks\n").size() == 2);
  CHECK(Paths("$ ls /etc/cni/net.d\n10-calico.conflist  x.conf\nand so on\nx-y\n").size() == 2);
}

}  // namespace
}  // namespace howdunit
