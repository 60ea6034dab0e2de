#include "ingest/attribution/log_command.h"

#include <string>

#include <catch2/catch.hpp>

namespace howdunit {

TEST_CASE("the command above a log names it", "[unit]") {
  CHECK(ParseLogCommand("sudo journalctl -u kubelet.service -r").unit == "kubelet");
  CHECK(ParseLogCommand("journalctl --unit=containerd").unit == "containerd");
  CHECK(ParseLogCommand("journalctl -u").unit.empty());
  const LogPlace place =
      ParseLogCommand("kubectl logs -n kube-system pod/calico-node-x2v9k -c install-cni --tail=5");
  CHECK(place.space == "kube-system");
  CHECK(place.pod == "calico-node-x2v9k");
  CHECK(place.container == "install-cni");
  CHECK(ParseLogCommand("kubectl logs calico-node-84z6m  -n kube-system | grep \"Using\"").pod ==
        "calico-node-84z6m");
  CHECK(ParseLogCommand("kubectl logs daemonset/calico-node").pod.empty());
  CHECK(ParseLogCommand("kubectl logs deploy/coredns -n kube-system coredns").pod.empty());
  CHECK(ParseLogCommand("kubectl logs deploy/coredns -n kube-system coredns").container ==
        "coredns");
  CHECK(ParseLogCommand("kubectl logs --tail 20 web-0").pod == "web-0");
  CHECK(ParseLogCommand("kubectl logs --tail 20 web-0").container.empty());
  CHECK(ParseLogCommand("kubectl logs -l app=web").pod.empty());
  CHECK(ParseLogCommand("kubectl logs web-0 2>&1 > web.txt").container.empty());
  CHECK(ParseLogCommand("kubectl logs -n <namespace> <pod>").pod.empty());
  CHECK(ParseLogCommand("kubectl logs -n <namespace> <pod>").space.empty());
  CHECK(ParseLogCommand("kubectl -n kube-system logs -f weave-net-hrrrd -c weave").pod ==
        "weave-net-hrrrd");
  CHECK(ParseLogCommand("kubectl get pods").unit == "kubectl");
  CHECK(ParseLogCommand("ks logs calico-node-wl8th").pod == "calico-node-wl8th");
  CHECK(ParseLogCommand("kill 17").unit.empty());
  CHECK(ParseLogCommand("etcdctl member list").unit == "etcdctl");
  CHECK(ParseLogCommand("kubectl exec etcd-n1 -- etcdctl endpoint health").unit == "etcdctl");
  CHECK(ParseLogCommand("cat /var/log/syslog").unit.empty());
}

TEST_CASE("the file that a command prints names a container's log", "[unit]") {
  const std::string id(64, 'a');
  const LogPlace place =
      ParseLogCommand("sudo tail -f cilium-x2v9k_kube-system_config-" + id + ".log");
  CHECK(place.pod == "cilium-x2v9k");
  CHECK(place.space == "kube-system");
  CHECK(place.container == "config");
  CHECK(ParseLogCommand("cat notes_of_mine.log").pod.empty());
  CHECK(ParseLogCommand("rm cilium-x2v9k_kube-system_config-" + id + ".log").pod.empty());
}

}  // namespace howdunit
