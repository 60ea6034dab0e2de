// Posts in which people pasted what several commands printed, between their own words: what belongs
// to which pod and node.

#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

std::vector<Signature> Signatures() {
  Signature refused;
  refused.id = "denied";
  refused.literals = {"Unauthorized"};
  refused.pattern = "Unauthorized";
  Signature overlap;
  overlap.id = "overlap";
  overlap.literals = {"overlaps with existing route"};
  overlap.pattern = R"x(Network (?P<network>\S+) overlaps with existing route)x";
  return {refused, overlap};
}

using Texts = std::map<std::string, std::string>;

BundleContents Ingest(const Texts& texts) {
  const auto signatures = SignatureScanner::Create(Signatures());
  REQUIRE(signatures);
  return IngestTexts(texts, *signatures, {});
}

std::vector<SignatureRecord> HitsIn(const BundleContents& contents) {
  std::vector<SignatureRecord> hits;
  for (std::size_t i = 0; i < contents.hits.size(); ++i) hits.push_back(contents.hits[i]);
  return hits;
}

SignatureRecord OnlyHit(const Texts& texts) {
  const auto hits = HitsIn(Ingest(texts));
  REQUIRE(hits.size() == 1);
  return hits[0];
}

std::vector<std::string> Topics(const BundleContents& contents) {
  std::vector<std::string> topics;
  for (const CoverageRecord& one : contents.coverage) {
    topics.push_back(one.topic + " " + one.space.str() + "/" + one.name.str() + " on " +
                     one.node.str());
  }
  return topics;
}

const char* const kJournalLine =
    "May 22 22:20:01 node-a kubelet[911]: I0522 22:20:01.336201     911 x.go:1] \"Fine\"\n";

TEST_CASE("posts: a table behind a log is no message of it, nor is one behind a sentence",
          "[ingest]") {
  const std::string line = "E0522 22:20:01.336201       1 x.go:1] Unauthorized\n";
  const std::string table =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE\nshop        web-0   0/1     Pending   "
      "0          5m\n";
  for (const std::string between : {"", "And this is what I get:\n", "% k get po\n"}) {
    INFO(between);
    const BundleContents contents = Ingest({{"post.txt", line + between + table}});
    CHECK(contents.pods.size() == 1);
    CHECK(contents.hits.size() == 1);
  }
  // What a log itself sets below a message stays with it.
  const BundleContents wrapped =
      Ingest({{"post.txt", line + "NAME IS\n  READY AND UNAUTHORIZED\n" + line}});
  CHECK(wrapped.pods.size() == 0);
}

TEST_CASE("posts: an answer of kubectl that is an error is no log, nor is the journal behind it",
          "[ingest]") {
  const std::string command = "[root@node-a dir]# kubectl logs -n kube-system kube-proxy-l2f9s\n";
  const std::string error = "Error from server: Get https://10.0.0.4:10250/containerLogs/: tls\n";
  const auto with = [&](const std::string& text) {
    return Topics(Ingest({{"post.txt", command + text}}));
  };
  const std::string journal = std::string(kJournalLine) + kJournalLine;
  CHECK(with(error) == std::vector<std::string>());
  CHECK(with(error + "\n" + journal) == std::vector<std::string>{"log/kubelet / on node-a"});
  CHECK(with("\n" + journal) == std::vector<std::string>{"log/kubelet / on node-a"});
  const std::string klog = "I0522 22:20:01.336201     911 x.go:1] \"Fine\"\n";
  CHECK(with(error + klog + klog) == std::vector<std::string>{"log/unknown / on "});
  CHECK(with(klog) == std::vector<std::string>{"log/kube-proxy kube-system/kube-proxy-l2f9s on "});
}

TEST_CASE("posts: words have no node, though lines of one stand beside them", "[ingest]") {
  const std::string words = "The kubelet told me: Unauthorized\n";
  const std::string fenced = "```\n" + std::string(kJournalLine) + "```\n";
  for (const std::string& text :
       {words + "\n" + fenced, words + fenced, fenced + words, fenced + "\n" + words,
        std::string(kJournalLine) + "\n" + words}) {
    INFO(text);
    const SignatureRecord hit = OnlyHit({{"post.md", text}});
    CHECK(hit.node.empty());
    CHECK(hit.origin == "text");
    CHECK_FALSE(hit.first.instant.known());
  }
}

TEST_CASE("posts: an answer of kubectl has no node, though lines of one stand beside it",
          "[ingest]") {
  const SignatureRecord hit = OnlyHit(
      {{"post.txt", "[root@node-a ~]# kubectl get pods\nError from server: Unauthorized\n\n" +
                        std::string(kJournalLine)}});
  CHECK(hit.node.empty());
  CHECK(hit.origin == "text");
}

TEST_CASE("posts: what a journal's lines say has their node", "[ingest]") {
  const SignatureRecord hit =
      OnlyHit({{"post.md", "It fails:\n\n```\n" + std::string(kJournalLine) +
                               "May 22 22:20:02 node-a kubelet[911]: Unauthorized\n```\n"}});
  CHECK(hit.node == "node-a");
  CHECK(hit.origin == "log");
}

TEST_CASE("posts: the log of a pod is not on the node of a journal beside it", "[ingest]") {
  const std::string post = std::string(kJournalLine) +
                           "\n$ kubectl logs -n shop web-1\n"
                           "E0522 22:20:01.336201       1 x.go:1] Unauthorized\n";
  SignatureRecord hit = OnlyHit({{"post.txt", post}});
  CHECK(hit.pod == "web-1");
  CHECK(hit.node.empty());
  const std::string pods =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP         NODE     NOMINATED NODE   "
      "READINESS GATES\n"
      "shop        web-1   1/1     Running   0          3m    10.0.0.9   node-b   <none>           "
      "<none>\n";
  CHECK(Topics(Ingest({{"post.txt", post}})) ==
        std::vector<std::string>{"log/kubelet / on node-a", "log/web shop/web-1 on "});
  CHECK(Topics(Ingest({{"pods.txt", pods}, {"post.txt", post}})).back() ==
        "log/web shop/web-1 on node-b");
  hit = OnlyHit({{"pods.txt", pods}, {"post.txt", post}});
  CHECK(hit.node == "node-b");
  CHECK(hit.space == "shop");
}

TEST_CASE("posts: text below the command that prints a pod's log is that pod's", "[ingest]") {
  const std::string text = "Network 10.96.0.0/16 overlaps with existing route 10.96.0.0/16\n";
  const std::vector<std::string> posts = {
      "$ kubectl logs -n kube-system weave-net-hrrrd -c weave\n" + text,
      "kubectl -n kube-system logs -f weave-net-hrrrd -c weave\n" + text,
      " kubectl logs pod/weave-net-hrrrd -n kube-system weave\n" + text,
      "I looked.\n`kubectl logs -n kube-system weave-net-hrrrd weave`\n```\n" + text + "```\n",
      "I looked.\n```\n$ kubectl logs -n kube-system weave-net-hrrrd weave\n" + text + "```\n",
      "kubectl logs -n kube-system weave-net-hrrrd weave\n\n```\nfirst\n\n" + text + "```\n",
  };
  for (const std::string& post : posts) {
    INFO(post);
    const SignatureRecord hit = OnlyHit({{"post.md", post}});
    CHECK(hit.pod == "weave-net-hrrrd");
    CHECK(hit.space == "kube-system");
    CHECK(hit.container == "weave");
    CHECK(hit.origin == "log");
  }
}

TEST_CASE("posts: text that only follows such a command is nobody's", "[ingest]") {
  const std::string text = "Network 10.96.0.0/16 overlaps with existing route 10.96.0.0/16\n";
  const std::string command = "$ kubectl logs -n kube-system weave-net-hrrrd -c weave\n";
  const std::vector<std::string> posts = {
      command + "all is well\n\n" + text,
      "```\n" + command + "```\n" + text,
      "```\n" + command + "all is well\n```\n" + text,
      command + "Error from server (NotFound): pods \"weave-net-hrrrd\" not found\n" + text,
      command + "root@n1:~# ss -lntup\n" + text,
      "$ kubectl logs -n kube-system -l name=weave-net\n" + text,
      "Did kubectl logs -n kube-system weave-net-hrrrd say this?\n" + text,
  };
  for (const std::string& post : posts) {
    INFO(post);
    const SignatureRecord hit = OnlyHit({{"post.md", post}});
    CHECK(hit.pod.empty());
    CHECK(hit.container.empty());
    CHECK(hit.origin == "text");
  }
}

TEST_CASE("posts: what was pasted directly behind the mark of a fence is searched", "[ingest]") {
  const SignatureRecord hit =
      OnlyHit({{"post.md", "Look:\n```E0403 16:12:47 the server said Unauthorized\n```\n"}});
  CHECK(hit.origin == "text");
  CHECK(hit.source.line == 2);
  CHECK(HitsIn(Ingest({{"post.md", "Look:\n```Unauthorized\nfine\n```\n"}})).empty());
}

TEST_CASE("posts: a kubelet's log without its host is that of the prompt's", "[ingest]") {
  const std::string line = "E0522 22:20:01.336201     911 x.go:1] \"No\" err=\"Unauthorized\"\n";
  const auto node_below = [&](const std::string& prompt) {
    return OnlyHit({{"post.txt", prompt + line + line}}).node.str();
  };
  CHECK(node_below("[root@n1 ~]# journalctl -u kubelet --no-pager -o cat | tail -2\n") == "n1");
  CHECK(node_below("me@n1:~$ sudo journalctl -u kubelet.service -o cat\n") == "n1");
  CHECK(node_below("[root@desk ~]# kubectl logs -n shop web-0\n").empty());
  CHECK(node_below("[root@desk ~]# journalctl -D /tmp/n1 -u kubelet -o cat\n").empty());
  CHECK(node_below("[root@localhost ~]# journalctl -u kubelet -o cat\n").empty());
}

TEST_CASE("posts: below a heading that names a node, text is of that node", "[ingest]") {
  const std::string nodes =
      "NAME    STATUS   ROLES    AGE   VERSION\n"
      "k8s01   Ready    <none>   41d   v1.29.3\n"
      "k8s02   Ready    <none>   41d   v1.29.3\n";
  const auto nodes_of = [&](const std::string& text) {
    std::string all;
    for (const SignatureRecord& hit : HitsIn(Ingest({{"nodes.txt", nodes}, {"post.md", text}}))) {
      all += std::to_string(hit.source.line) + ":" + hit.node.str() + " ";
    }
    return all;
  };
  CHECK(nodes_of("Unauthorized\n\n== k8s01 ==\nUnauthorized 2\n\nUnauthorized 3\n"
                 "== k8s02 ==\nUnauthorized 4\n\n## Conclusion\nUnauthorized 5\n") ==
        "1: 4:k8s01 6:k8s01 8:k8s02 11: ");
  CHECK(nodes_of("k8s01:\n\n```\nUnauthorized\n```\nUnauthorized 2\n") == "4:k8s01 6: ");
  CHECK(nodes_of("k8s01:\nUnauthorized\n") == "2: ");
  // No evidence lists it.
  CHECK(nodes_of("== k8s03 ==\nUnauthorized\n") == "2: ");
  CHECK(nodes_of("$ journalctl -u kubelet\nfine\n\n== etcd-1 ==\nUnauthorized\n") == "5: ");
  // The next prompt is of whoever typed it.
  CHECK(nodes_of("== k8s01 ==\n$ curl -k https://10.0.0.1\nUnauthorized\n") == "3: ");
  CHECK(nodes_of("me@k8s02:~$ sudo journalctl -k\nUnauthorized\n") == "2:k8s02 ");
  CHECK(nodes_of("k8s02:~$ df -h\nUnauthorized\n") == "2:k8s02 ");
}

TEST_CASE("posts: a loop over machines prints their names above what it lists there", "[ingest]") {
  const auto contents =
      Ingest({{"nodes.txt",
               "NAME    STATUS   ROLES    AGE   VERSION\n"
               "k8s01   Ready    <none>   41d   v1.29.3\n"
               "k8s02   Ready    <none>   41d   v1.29.3\n"},
              {"post.txt",
               "$ for n in k8s01 k8s02; do echo \"== $n ==\"; ssh $n ls -la /etc/cni/net.d; done\n"
               "== k8s01 ==\n"
               "total 4\n"
               "-rw------- 1 root root 2680 May 22 22:20 calico-kubeconfig\n"
               "== k8s02 ==\n"
               "total 4\n"
               "-rw------- 1 root root 2680 May 22 22:21 calico-kubeconfig\n"}});
  std::vector<std::string> places;
  for (const PathRecord& path : contents.paths) {
    if (path.type == "file") places.push_back(path.place.node.str() + ":" + path.path.str());
  }
  CHECK(places == std::vector<std::string>{"k8s01:calico-kubeconfig", "k8s02:calico-kubeconfig"});
}

TEST_CASE("posts: a message that was broken at a window's width is searched as a whole, too",
          "[ingest]") {
  Signature failed;
  failed.id = "failed";
  failed.literals = {"Failed to create pod sandbox"};
  failed.pattern = "Failed to create pod sandbox";
  Signature reason;
  reason.id = "reason";
  reason.literals = {"available addresses"};
  reason.pattern = "No available addresses";
  const auto signatures = SignatureScanner::Create({failed, reason});
  REQUIRE(signatures);
  const auto ids_of = [&](const std::string& text) {
    std::vector<std::string> ids;
    for (const auto& hit : HitsIn(IngestTexts({{"post.md", text}}, *signatures, {}))) {
      ids.push_back(hit.signature + " " + std::to_string(hit.source.line) + "-" +
                    std::to_string(hit.source.line_end));
    }
    return ids;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids_of("> Failed to create pod sandbox: rpc error: code\n>   = Unknown desc = failed: No\n"
               ">   available addresses\n") == Ids{"reason 1-3", "failed 1-1"});
  CHECK(ids_of("Failed to create pod sandbox: No\nFailed to create pod sandbox: x\navailable "
               "addresses\n") == Ids{"failed 1-1"});
}

TEST_CASE("posts: a message that was broken where it goes on for certain is one", "[ingest]") {
  Signature failed;
  failed.id = "failed";
  failed.literals = {"operation failed"};
  failed.pattern = "operation failed: ?(?P<reason>[a-zA-Z0-9 =:.(]+)";
  const auto signatures = SignatureScanner::Create({failed});
  REQUIRE(signatures);
  const auto reason_in = [&](const std::string& text) {
    const auto hits = HitsIn(IngestTexts({{"post.md", text}}, *signatures, {}));
    REQUIRE(hits.size() >= 1);
    REQUIRE(hits[0].captures.size() == 1);
    return hits[0].captures[0].second.str() + " " + std::to_string(hits[0].source.line) + "-" +
           std::to_string(hits[0].source.line_end);
  };
  CHECK(
      reason_in("```\nMount operation failed: rpc error: code = Internal\ndesc = no disk\n```\n") ==
      "rpc error: code = Internal desc = no disk 2-3");
  CHECK(reason_in("Scale up operation failed:\n  GCE quota exceeded.\n") ==
        "GCE quota exceeded. 1-2");
  CHECK(
      reason_in("the operation failed: rpc error: code = Unknown desc =\nno disk:\nnone left\n") ==
      "rpc error: code = Unknown desc = no disk: none left 1-3");
  CHECK(reason_in("the operation failed: (read\nonly\n") == "(read only 1-2");
  CHECK(reason_in(
            "the operation failed: exit status 32\nMounting command: mount\nOutput: no disk\n") ==
        "exit status 32 Mounting command: mount Output: no disk 1-3");
  CHECK(reason_in("the operation failed: code = Internal\nit is desc = no disk\n") ==
        "code = Internal 1-1");
  CHECK(reason_in("the operation failed: again\n  - desc = no disk\n") == "again 1-1");
}

TEST_CASE("posts: an event whose columns are parted by one blank each is one", "[ingest]") {
  const BundleContents contents = Ingest(
      {{"post.md",
        "Warning FailedMount 9m53s (x23 over 40m) kubelet MountVolume.SetUp failed: no answer\n"
        "  Normal Pulled 2m kubelet, n1 Container image is there\n"
        "\nWarning signs 5m ago were seen by us\n"}});
  std::vector<std::string> events;
  for (std::size_t i = 0; i < contents.events.size(); ++i) {
    const EventRecord event = contents.events[i];
    events.push_back(event.reason.str() + " " + std::to_string(event.count) + " " +
                     event.component.str() + " " + event.host.str() + ": " + event.message.str());
  }
  CHECK(events ==
        std::vector<std::string>{"FailedMount 23 kubelet : MountVolume.SetUp failed: no answer",
                                 "Pulled 1 kubelet n1: Container image is there"});
}

TEST_CASE("posts: a pod's log has the namespace and node that the list of pods tells", "[ingest]") {
  const SignatureRecord hit = OnlyHit(
      {{"post.txt",
        "$ kubectl get pods -A -o wide\n"
        "NAMESPACE     NAME              READY   STATUS    RESTARTS   AGE   IP         NODE\n"
        "kube-system   weave-net-hrrrd   1/2     Error     1          13s   10.0.0.9   n1\n"
        "$ kubectl logs weave-net-hrrrd\n"
        "Network 10.96.0.0/16 overlaps with existing route 10.96.0.0/16\n"}});
  CHECK(hit.space == "kube-system");
  CHECK(hit.node == "n1");
}

TEST_CASE("posts: what stands behind another prompt is not the log's above it", "[ingest]") {
  const std::string log = "$ kubectl logs -n shop db-0\n2026-05-22T12:20:01Z FATAL: could not\n";
  for (const std::string prompt :
       {"bash-4.4$ df -h", "sh-4.2# df -h", "/ # df -h", "\xE2\x9D\xAF k exec db-0 -it -- sh",
        "root@n1:~# df -h", "[root@n1 ~]# df -h", "Filesystem  Size  Used Mounted on"}) {
    INFO(prompt);
    const SignatureRecord hit = OnlyHit({{"post.txt", log + prompt + "\nUnauthorized\n"}});
    CHECK(hit.source.text == "Unauthorized");
    CHECK_FALSE(hit.first.instant.known());
    if (!prompt.starts_with("Filesystem")) CHECK(hit.pod.empty());
  }
}

TEST_CASE("posts: lines without a zone in a container's log are in UTC", "[ingest]") {
  const SignatureRecord hit =
      OnlyHit({{"post.txt",
                "$ kubectl logs -n kube-system coredns-fb8b8dccf-2xk8j\n"
                ".:53\n"
                "2026-05-23T03:13:22.127Z [INFO] CoreDNS-1.3.1\n"
                "CoreDNS-1.3.1\n"
                "E0523 03:13:22.138132       1 reflector.go:126] Unauthorized\n"
                "2026-05-23T03:13:23.127Z [INFO] plugin/reload: Running\n"}});
  CHECK(hit.pod == "coredns-fb8b8dccf-2xk8j");
  CHECK(hit.source.line_end == 5);
  REQUIRE(hit.first.instant.known());
  CHECK(FormatUtc(hit.first.instant.earliest) == "2026-05-23T03:13:22.138132Z");
  CHECK(hit.first.instant.latest - hit.first.instant.earliest < kSecond);
}

TEST_CASE("posts: calico-node tells the node of its log", "[ingest]") {
  const std::string start =
      "2026-06-03 07:09:57.881 [INFO][10] startup/startup.go 397: Early log level set to info\n";
  const std::string name =
      "2026-06-03 07:09:57.881 [INFO][10] startup/utils.go 138: Determined node name: k1\n";
  const std::string other =
      "2026-06-03 07:09:58.881 [INFO][10] startup/utils.go 138: Determined node name: k2\n";
  const std::string said = "2026-06-03 07:09:59.894 [WARNING][10] x.go 1: Unauthorized\n";
  const auto node = [&](const std::string& text) {
    return OnlyHit({{"post.txt", text}}).node.str();
  };
  CHECK(node(start + name + said) == "k1");
  CHECK(node(start + said) == "");
  CHECK(node(start + name + other + said) == "");
  CHECK(node(start +
             "2026-06-03 07:09:57.881 [INFO][10] startup/utils.go 138: Determined node "
             "name: \n" +
             said) == "");
  CHECK(Topics(Ingest({{"post.txt", start + name}})) ==
        std::vector<std::string>{"log/unknown / on k1"});
}

}  // namespace
}  // namespace howdunit
