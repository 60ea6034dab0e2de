#include <catch2/catch.hpp>

#include "codec/base64.h"
#include "core/redacted.h"
#include "core/text.h"
#include "support/certificates.h"
#include "support/jwt.h"

namespace howdunit {
namespace {

using testing::Base64Url;
using testing::kPodBoundClaims;
using testing::MakeJwt;

// Letters and digits without meaning, so that no secret stands in this file.
std::string Noise(std::size_t length) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += "qZ7Xw2Lm9"[(i * 7 + i / 9) % 9];
  return text;
}

void CheckGone(const std::string& text, const std::string& secret, const std::string& kind) {
  INFO(text);
  const std::string safe = Redact(text).str();
  INFO(safe);
  CHECK_FALSE(Contains(safe, secret));
  CHECK(Contains(safe, "[REDACTED:" + kind + ":len=" + std::to_string(secret.size()) + "]"));
}

TEST_CASE("redactor: a token is found wherever it stands", "[core]") {
  const std::string jwt = MakeJwt(kPodBoundClaims);
  for (const char* before : {"", "token: ", "    token: \"", "{\"token\":\"", "Bearer ", "x=", "(",
                             "a\n", "a\\n", "{\\\"token\\\":\\\"", "https://h/?access_token=",
                             "--token ", "--token=", "%20", "token:\t"}) {
    for (const char* after : {"", "\"", "\\\"}", " x", "\n", ",", "&x=1"}) {
      CheckGone(before + jwt + after, jwt, "jwt");
    }
  }
}

TEST_CASE("redactor: what is left of a token is a secret too", "[core]") {
  const std::string jwt = MakeJwt(kPodBoundClaims);
  const std::size_t payload = jwt.find('.') + 1;
  for (const std::string& part : {jwt.substr(0, jwt.rfind('.')), jwt.substr(0, jwt.rfind('.') + 1),
                                  jwt.substr(0, payload + 9), jwt.substr(0, payload - 1),
                                  jwt.substr(0, 15), jwt.substr(payload)}) {
    CheckGone("token: " + part, part, "jwt");
    CheckGone(part + " is cut", part, "jwt");
  }
}

TEST_CASE("redactor: a token wrapped in base64 is found", "[core]") {
  const std::string wrapped = EncodeBase64(MakeJwt(kPodBoundClaims));
  CheckGone("  token: " + wrapped, wrapped, "base64-jwt");
  CheckGone("{\"token\":\"" + wrapped + "\"}", wrapped, "base64-jwt");
  CheckGone(wrapped, wrapped, "base64-jwt");
}

TEST_CASE("redactor: a private key goes, whole, on one line, cut or line by line", "[core]") {
  const std::string body = Noise(64);
  const std::string label = "EC PRIVATE " + std::string("KEY");
  const std::string key =
      "-----BEGIN " + label + "-----\n" + body + "\n" + body + "\n-----END " + label + "-----";
  CHECK(Redact("a\n" + key + "\nb").str() ==
        "a\n[REDACTED:private-key:len=" + std::to_string(key.size()) + "]\nb");
  const std::string escaped = ReplaceAll(key, "\n", "\\n");
  CheckGone("{\"key\": \"" + escaped + "\"}", escaped, "private-key");
  CHECK_FALSE(Contains(Redact(key.substr(0, 90)).str(), body.substr(0, 20)));
  CheckGone(body, body, "encoded");
  CheckGone("    " + body, body, "encoded");
}

TEST_CASE("redactor: every line of a certificate's body is an encoding", "[core]") {
  for (const std::string_view line : Split(testing::kCaPem, '\n')) {
    if (line.size() < 64) continue;
    CHECK(Redact(line) == "[REDACTED:encoded:len=64]");
  }
}

TEST_CASE("redactor: credentials are known by their prefix", "[core]") {
  const std::string noise = Noise(36);
  struct Row {
    const char* prefix;
    const char* kind;
  };
  const std::vector<Row> rows = {
      {"sha256~", "openshift-token"}, {"ghp_", "github-token"}, {"github_pat_", "github-token"},
      {"glpat-", "gitlab-token"},     {"xoxb-", "slack-token"}, {"hvs.", "vault-token"},
      {"npm_", "npm-token"},          {"AKIA", "aws-key-id"},   {"AIza", "google-key"}};
  for (const Row& row : rows) {
    CheckGone("using " + (row.prefix + noise) + " now", row.prefix + noise, row.kind);
    CheckGone(row.prefix + noise, row.prefix + noise, row.kind);
  }
  CheckGone("kubeadm join --token abcdef.0123456789abcdef --discovery", "abcdef.0123456789abcdef",
            "value");
  CheckGone("created abcdef.0123456789abcdef today", "abcdef.0123456789abcdef", "bootstrap-token");
}

TEST_CASE("redactor: credentials in headers and URLs go", "[core]") {
  const std::string noise = Noise(24);
  CheckGone("Authorization: Bearer " + noise, noise, "credential");
  CheckGone("authorization: Basic dTpw", "dTpw", "credential");
  CheckGone("-H 'Authorization: Basic dXNlcjpwYXNz'", "dXNlcjpwYXNz", "credential");
  CheckGone("postgres://app:hunter2@db:5432/x", "hunter2", "password");
  CheckGone("proxy=http://u:p4ss@proxy:3128", "p4ss", "password");
  CheckGone("postgres://app:aB3/xYz@db", "aB3/xYz", "password");
  CheckGone("postgres://app:p@ss@db/x", "p@ss", "password");
  CheckGone("amqp://a:one1@h1,amqp://b:two2@h2", "one1", "password");
  CheckGone("amqp://a:one1@h1,amqp://b:two2@h2", "two2", "password");
}

TEST_CASE("redactor: values of secret keys go", "[core]") {
  for (const char* text :
       {"password: hunter2x", "  DB_PASSWORD:   hunter2x", "password=hunter2x",
        "PGPASSWORD='hunter2x'", "\"apiKey\": \"hunter2x\"", "{\"client_secret\":\"hunter2x\"}",
        "--password=hunter2x", "--password hunter2x", "?access_token=hunter2x&b=1",
        "{\\\"password\\\":\\\"hunter2x\\\"}", "client-key-data: hunter2x", "- token: hunter2x",
        "map[password:hunter2x]", "login failed with password: hunter2x", "--Token hunter2x",
        "mysql --password 'hunter2x' -e", "aws_secret_access_key = hunter2x"}) {
    CheckGone(text, "hunter2x", "value");
  }
  CheckGone("password: abc", "abc", "value");
  CheckGone("--password \"hunter two words\" -v", "hunter two words", "value");
}

TEST_CASE("redactor: takes a time that grows with the text, not with its square", "[core]") {
  // Each was tried again at every repetition: a megabyte took minutes.
  for (const char* again :
       {"eyJ", "token=/", "token:", "x token:", "secret={", "a://b:", "--token ", "Basic ", "ZXlK",
        "-----BEGIN ", "password='/ ", "AKIA", "\\neyJ", "%20ey"}) {
    std::string text = "x";
    while (text.size() < 2'000'000) text += again;
    CHECK_FALSE(Redact(text).empty());
  }
}

TEST_CASE("redactor: evidence survives", "[core]") {
  for (
      const char* text : {
          "pod \"store-rep-2-6c9d7b5f44-x2v9k\" podUID=\"93d0c1b2-5a57-4d0f-8f1e-0a4b5d2c7e11\"",
          "sandbox 522d8bd1a9f1c5a2f9f27c3b1fd9a1b9f7a83b0a1a2ad2f5c4a6e6bd9f3b1c2d stopped",
          "docker.io/calico/node@sha256:"
          "8e34517775f319917a0be516ed3a373dbfca650d1ee25e72158087c24356f47b",
          "/var/lib/kubelet/pods/93d0c1b2-5a57-4d0f-8f1e-0a4b5d2c7e11/volumes/"
          "kubernetes.io~projected/kube-api-access-x2v9k/token",
          "/var/snap/microk8s/current/args/cni-network/calico-kubeconfig",
          "error getting token: context deadline exceeded",
          "failed to fetch token: etcdserver: leader changed",
          "Failed to create token: net/http: TLS handshake timeout",
          "error getting secret: calico-node-token-6qvrc not found",
          "cannot use token: \"calico-node\" not found",
          "\"Failed to get secret\" secret=\"kube-system/calico-node-token-6qvrc\"",
          "Type:  kubernetes.io/service-account-token",
          "kubernetes.io/legacy-token-last-used: 2026-05-22",
          "2026-05-22 22:20:01.336 [INFO][91] cni-config-monitor/token_watch.go 225: Update of CNI "
          "kubeconfig triggered based on elapsed time.",
          "token_watch.go 131: Unable to create token for CNI kubeconfig error=Unauthorized",
          "plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is "
          "unauthorized: Unauthorized",
          "Get \"https://[10.152.183.1]:443/apis/crd.projectcalico.org/v1/clusterinformations/"
          "default\": x509: certificate signed by unknown authority",
          "[invalid bearer token, service account UID (0d3ab6a4-5be1-4d10-8a4c-3f0b0e6a6a55) does "
          "not match claim (9f27cbb1-6f0c-4a5e-9a43-2f1b9a7c0a10)]",
          "docker-pullable://registry:5000/app@sha256:"
          "8e34517775f319917a0be516ed3a373dbfca650d1ee25e72158087c24356f47b",
          "docker-pullable://nginx:1.25@sha256:"
          "8e34517775f319917a0be516ed3a373dbfca650d1ee25e72158087c24356f47b",
          "https://10.0.0.1:6443/api/v1/pods?labelSelector=mail@home",
          "node01.18b2c4d5e6f70819",
          "k8s-app=calico-node,pod-template-hash=6c9d7b5f44,controller-revision-hash=7d4b8c9f6d",
          "system:serviceaccount:kube-system:calico-node",
          "automountServiceAccountToken: false",
          "serviceAccountToken: {expirationSeconds: 3607, path: token}",
          "--token-auth-file=/etc/kubernetes/tokens.csv --enable-bootstrap-token-auth=true",
          "tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token",
          "password: <set to the key 'password' in secret 'db'>",
          "PASSWORD: $(DB_PASSWORD)",
          "Basic authentication is off, bearer token authentication is on",
          "error=\"Unauthorized\" ContainerID=\"84cc1acf2a5e3f1a8e3c2f4f9b7a0b9d\"",
          "sha256 Fingerprint=EF:ED:BD:1E:87:8F:87:A9:71:72:BA:0E:6F:60:9F:36:74:FC:F4:C4:C3:16",
          "k8s.io/kubernetes/pkg/kubelet/kuberuntime.(*kubeGenericRuntimeManager).killPod",
          "MountVolume.SetUp failed for volume \"kube-api-access-x2v9k\" : failed to fetch token: "
          "pod \"calico-node-px6bj\" not found",
      }) {
    CHECK(Redact(text).str() == text);
  }
}

TEST_CASE("redactor: redacting twice changes nothing", "[core]") {
  const std::string jwt = MakeJwt(kPodBoundClaims);
  for (const std::string& text :
       {"token: " + jwt, std::string("password=hunter2x"), std::string("https://a:hunter2x@b/"),
        "\"token\": \"" + jwt + "\""}) {
    const std::string once = Redact(text).str();
    CHECK(Redact(once).str() == once);
  }
}

TEST_CASE("redactor: the name of a kubelet's request for a certificate stays", "[core]") {
  const std::string name = "node-csr-c69HXe7aYcqkS1bKmH4faEnHAWxn6i2bHZ2mD04jZyQ";
  CHECK(Redact("request " + name + " is pending").str() == "request " + name + " is pending");
  CHECK(Redact("x-" + name).str() != "x-" + name);
  CHECK(Redact(name + "aB3").str() != name + "aB3");
}

TEST_CASE("redactor: an identifier keeps its dense run, a token in it does not", "[core]") {
  const std::string kid = Noise(43);
  CHECK(Redact(kid) == "[REDACTED:encoded:len=43]");
  CHECK(RedactIdentifier(kid).str() == kid);
  const std::string jwt = MakeJwt(kPodBoundClaims);
  CHECK_FALSE(Contains(RedactIdentifier("kid " + jwt).str(), "eyJ"));
}

TEST_CASE("redactor: an object of redacted texts is as its text would be left", "[core]") {
  using Members = std::vector<std::pair<std::string, Redacted>>;
  const auto object = [](const Members& members) { return RedactObject(members).str(); };
  CHECK(object({}) == "{}");
  CHECK(object({{"op", "delete"}, {"path", Redact("C:\\x \"y\"\n\x01\xC3\xA9")}}) ==
        R"({"op":"delete","path":"C:\\x \"y\"\u000a\u0001)"
        "\xC3\xA9\"}");
  const std::string jwt = MakeJwt(kPodBoundClaims);
  for (const std::string text :
       {"calico", "unexpected token", "password=hunter2x", "https://a:hunter2x@b/", "Bearer ", "",
        "a, token: b", "{\"token\":\"hunter2x\"}"}) {
    for (const std::string name : {"reason", "token", "secret", "my-password"}) {
      const Redacted value = Redact(text);
      const Members members = {{name, value}, {"plugin", "calico"}, {"jwt", Redact(jwt)}};
      INFO(name << "=" << text);
      CHECK(object(members) == Redact(object(members)).str());
    }
  }
  CHECK_FALSE(Contains(object({{"api-token", "hunter2x"}}), "hunter2x"));
}

TEST_CASE("redactor: bytes that are not UTF-8 are repaired", "[core]") {
  CHECK(Redact("a\xFFz").str() == "a\xEF\xBF\xBDz");
}

TEST_CASE("redactor: a header's credential goes even without a scheme", "[core]") {
  const std::string safe = Redact("Authorization: c2lnbmF0dXJlefghijklmn.pq01").str();
  CHECK(safe.find("c2lnbmF0") == std::string::npos);
}

}  // namespace
}  // namespace howdunit
