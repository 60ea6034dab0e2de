// The script is run here as a user would, with a kubectl that answers from a sample.

#include <cstdlib>

#include <catch2/catch.hpp>

#include "cli/checks/check_cni_dir.h"
#include "cli/gather_command.h"
#include "core/text.h"
#include "support/analyze.h"
#include "support/jwt.h"

namespace howdunit {
namespace {

using testing::Analyze;
using testing::MakeJwt;
using testing::ReadFile;
using testing::TempFolder;

const std::string kSample = SOURCE_DIR "/samples/k8s01-path-mismatch";
const std::string kFakes = SOURCE_DIR "/tests/cli/gather";

// Read once: that takes half a second.
const RuleBook& Book() {
  static const auto kBook = LoadRuleBook();
  REQUIRE(kBook);
  return *kBook;
}

std::string Script(const std::string& rule = "") {
  const auto script = MakeGatherScript(Book(), rule);
  REQUIRE(script);
  return *script;
}

// A folder with the script and, below root/, a node's files.
class Workplace {
 public:
  explicit Workplace(const std::string& script) {
    folder_.Write("gather.sh", script);
    // What this machine would say of itself is no part of the case.
    for (const std::string tool :
         {"timedatectl", "ip", "ss", "crictl", "calicoctl", "ps", "df", "dmesg"}) {
      folder_.Write("bin/" + tool, "#!/bin/sh\nexit 1\n");
    }
    REQUIRE(Sh("chmod +x bin/*") == 0);
  }

  int Sh(const std::string& command) const {
    const std::string line =
        "cd '" + folder_.path().string() + "' && SAMPLE='" + kSample + "' PATH=\"$PWD/bin\":'" +
        kFakes + "':\"$PATH\" && export SAMPLE PATH && { " + command + "; } >/dev/null 2>&1";
    return std::system(line.c_str());
  }
  void Node(const std::string& name) const {
    CHECK(Sh("ROOT_NODE='" + kSample + "/" + name + "' HOWDUNIT_ROOT=\"$PWD/root/" + name +
             "\" sh gather.sh node " + name) == 0);
  }
  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
};

TEST_CASE("gather: what the script collects is reviewed like what was gathered by hand", "[cli]") {
  const Workplace place(Script());
  REQUIRE(place.Sh("mkdir root && cp -r \"$SAMPLE\"/k8s0? root && for n in k8s02 k8s03; do "
                   "mkdir -p root/$n/etc/cni; "
                   "ln -s /var/snap/microk8s/current/args/cni-network root/$n/etc/cni/net.d; "
                   "done; find root -exec touch -h -d 2026-05-23T02:00:00Z {} +") == 0);
  CHECK(place.Sh("sh gather.sh") == 0);
  for (const char* node : {"k8s01", "k8s02", "k8s03"}) place.Node(node);
  CHECK(place.Sh("mkdir case && for f in howdunit-gather-*.tar.gz; do tar -xzf $f -C case; done") ==
        0);
  const auto analysis = Analyze({place.folder() / "case"}, place.folder() / "out");
  CHECK(analysis.error.empty());
  for (const char* title :
       {"The CNI token on k8s01 is bound to calico-node-px6bj, which no longer exists",
        "Calico writes the CNI kubeconfig on k8s01 where the runtime does not read it",
        "/etc/cni/net.d on k8s01 is not the directory that the runtime reads"}) {
    INFO(title);
    CHECK(Contains(analysis.pir, title));
  }
  CHECK(Contains(analysis.findings, "\"2026-05-23T02:46:52Z\""));
  Options options;
  options.files = {place.folder() / "case"};
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "1 of 3 nodes: k8s01 "));
  options.files.clear();
  for (const char* node : {"k8s01", "k8s02", "k8s03"}) {
    options.files.push_back(place.folder() /
                            ("howdunit-gather-" + std::string(node) + "-20260523T024652Z.tar.gz"));
  }
  CHECK(Contains(FormatCheck(CheckCniDir(options)), "1 of 3 nodes: k8s01 "));
  CHECK_FALSE(Contains(analysis.pir + ReadFile(place.folder() / "out/case.db"), "eyJ"));
  // Nothing of a token's signature is in what was gathered.
  const std::string copy =
      ReadFile(place.folder() /
               "case/howdunit-gather-k8s01-20260523T024652Z/k8s01/etc/cni/net.d/"
               "calico-kubeconfig");
  CHECK(Contains(copy, ".signature-removed\n"));
}

TEST_CASE("gather: what authenticates never reaches the disk", "[cli]") {
  const Workplace place(Script());
  const std::string token = MakeJwt(testing::kUnboundClaims);
  const std::string signature = token.substr(token.rfind('.') + 1);
  const std::string key = EncodeBase64("-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA0Zx\n");
  place.folder().Write("root/etc/cni/net.d/calico-kubeconfig",
                       "users:\n- name: a\n  user:\n    token: \"" + token +
                           "\"\n- name: b\n  user:\n    token: opaque-Zq81\n"
                           "    client-key-data: " +
                           key + "\n    password: hunter2\n");
  place.folder().Write("root/etc/cni/net.d/00-x.conflist",
                       R"({"policy": {"k8s_auth_token": "opaque-Zq82", "k8s_auth_x": ")" + token +
                           "\"}, \"client-key-data\": \"" + key + "\"}\n");
  place.folder().Write("root/etc/containerd/config.toml",
                       "[plugins]\n  password = \"hunter2\"\n  auth = \"aHVudGVyMg==\"\n"
                       "  conf_dir = \"/etc/cni/net.d\"\n");
  place.folder().Write("root/var/lib/kubelet/pki/kubelet-client-current.pem",
                       "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
                       "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n");
  CHECK(place.Sh("HOWDUNIT_ROOT=\"$PWD/root\" sh gather.sh node n1") == 0);
  CHECK(place.Sh("cat $(find howdunit-gather-n1-*/ -type f) >all.txt") == 0);
  const std::string all = ReadFile(place.folder() / "all.txt");
  for (const std::string& secret :
       {signature.substr(0, 20), key.substr(0, 40), std::string("opaque-Zq8"),
        std::string("hunter2"), std::string("aHVudGVyMg"), std::string("MHcCAQEE")}) {
    INFO(secret);
    CHECK_FALSE(Contains(all, secret));
  }
  CHECK(Contains(all, token.substr(0, token.rfind('.')) + ".signature-removed"));
  CHECK(Contains(all, "conf_dir = \"/etc/cni/net.d\""));
  CHECK(Contains(all, "BEGIN CERTIFICATE"));
}

TEST_CASE("gather: values of environment variables are left out, their names stay", "[cli]") {
  const TempFolder folder;
  folder.Write("bin/kubectl",
               "#!/bin/sh\ncase \"$*\" in\n"
               "*'get pods -A -o yaml') cat <<'X'\n"
               "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n"
               "  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n"
               "      {\"env\":\"Cnry1\"}\nspec:\n  containers:\n  - name: web\n    env:\n"
               "    - name: DB\n      value: Cnry2\n    - name: KEY\n      value: |\n"
               "        Cnry3\n    image: web:1\nX\n;;\n"
               "*'get pods -A --no-headers') echo 'shop  web  0/1  Pending  0  1h' ;;\n"
               "*'describe pod -n shop web') printf 'Name:  web\\nContainers:\\n  web:\\n"
               "    Environment:\\n      DB:  Cnry4\\n      REF:  <set to the key>\\n"
               "    Mounts:  <none>\\n' ;;\n*) exit 1 ;;\nesac\n");
  folder.Write("gather.sh", Script());
  const std::string command = "cd '" + folder.path().string() +
                              "' && chmod +x bin/kubectl && PATH=\"$PWD/bin:$PATH\" sh gather.sh "
                              ">/dev/null 2>&1 && cat $(find howdunit-gather-*/ -type f) >all.txt";
  REQUIRE(std::system(command.c_str()) == 0);
  const std::string all = ReadFile(folder / "all.txt");
  CHECK_FALSE(Contains(all, "Cnry"));
  CHECK(Contains(all, "- name: KEY\n      value: removed\n    image: web:1\n"));
  CHECK(Contains(all, "      DB:  removed\n      REF:  <set to the key>\n    Mounts:  <none>\n"));
}

TEST_CASE("gather: the directory that a runtime's configuration names is listed too", "[cli]") {
  const Workplace place(Script("cni-kubeconfig-path-mismatch"));
  place.folder().Write("root/etc/containerd/config.toml", "  conf_dir = \"/opt/cni/conf\"\n");
  place.folder().Write("root/opt/cni/conf/10-calico.conflist", "{}\n");
  CHECK(place.Sh("HOWDUNIT_ROOT=\"$PWD/root\" sh gather.sh node n1") == 0);
  CHECK(place.Sh("grep -q '/opt/cni/conf/$' howdunit-gather-*/n1/ls-la.txt") == 0);
  CHECK(place.Sh("test -s howdunit-gather-*/n1/opt/cni/conf/10-calico.conflist") == 0);
}

TEST_CASE("gather: without kubectl it says so and packs what it has", "[cli]") {
  const Workplace place(Script());
  CHECK(place.Sh("KUBECTL=no-such-kubectl sh gather.sh") == 0);
  CHECK(place.Sh("grep -q 'there is no no-such-kubectl' howdunit-gather-*/gather-notes.txt") == 0);
  CHECK(place.Sh("test -s howdunit-gather-*.tar.gz && grep -q T howdunit-gather-*/date.txt") == 0);
  CHECK(place.Sh("sh gather.sh everything") != 0);
}

TEST_CASE("gather: for one rule it asks for less, for every rule for something", "[cli]") {
  const std::string all = Script();
  CHECK_FALSE(Contains(all, "#?"));
  CHECK_FALSE(Contains(all, "#! rule"));
  const auto works = [](const std::string& script) {
    int count = 0;
    for (const std::string_view line : Split(script, '\n')) {
      for (const char* start : {"  k ", "  masked ", "  journal ", "  keep "}) {
        count += line.starts_with(start) ? 1 : 0;
      }
    }
    return count;
  };
  for (const Rule& rule : Book().rules) {
    INFO(rule.id);
    const std::string script = Script(rule.id);
    CHECK(Contains(script, "# For the rule " + rule.id));
    CHECK(works(script) > 1);  // one that is always there: kubectl version
    CHECK(works(script) < works(all));
    CHECK(Contains(script, "date.txt"));
  }
  const auto unknown = MakeGatherScript(Book(), "cni-token-expird");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message ==
        "there is no rule \"cni-token-expird\"; did you mean cni-token-expired?");
}

}  // namespace
}  // namespace howdunit
