#include <catch2/catch.hpp>

#include "codec/base64.h"
#include "codec/sha256.h"
#include "core/text.h"
#include "support/certificates.h"
#include "support/jwt.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::kCaPem;
using testing::kClientPem;
using testing::MakeJwt;
using testing::MemorySink;
using testing::ReadText;

std::string CalicoKubeconfig(const std::string& comment, const std::string& server,
                             const std::string& token) {
  return comment +
         "\n"
         "apiVersion: v1\n"
         "kind: Config\n"
         "clusters:\n"
         "- name: local\n"
         "  cluster:\n"
         "    server: " +
         server +
         "\n"
         "    certificate-authority-data: \"" +
         EncodeBase64(kCaPem) +
         "\"\n"
         "users:\n"
         "- name: calico\n"
         "  user:\n"
         "    token: " +
         token +
         "\n"
         "contexts:\n"
         "- name: calico-context\n"
         "  context:\n"
         "    cluster: local\n"
         "    user: calico\n"
         "current-context: calico-context";
}

const std::string kWatcher = "# Kubeconfig file for Calico CNI plugin. Installed by calico/node.";
const std::string kInstaller = "# Kubeconfig file for Calico CNI plugin.";

// No text of any record holds a part of `secret`.
void CheckAbsent(const MemorySink& out, const std::string& secret) {
  const std::string part = secret.substr(secret.size() / 2, 16);
  const auto check = [&](const Source& source) {
    CHECK_FALSE(Contains(source.text.str(), part));
    CHECK_FALSE(Contains(source.note.str(), part));
  };
  for (const auto& token : out.All<TokenRecord>()) check(token.source);
  for (const auto& certificate : out.All<CertificateRecord>()) check(certificate.source);
  for (const auto& problem : out.All<ProblemRecord>()) {
    check(problem.source);
    CHECK_FALSE(Contains(problem.reason, part));
  }
}

TEST_CASE("kubeconfig: Calico's says who wrote it, for whom and until when", "[ingest]") {
  const std::string jwt = MakeJwt(testing::kUnboundClaims);
  const auto out = ReadText(CalicoKubeconfig(kWatcher, "https://10.152.183.1:443", jwt));
  CHECK(out.formats == std::vector<std::string>{"kubeconfig"});
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].writer == "calico-node");
  CHECK(tokens[0].server == "https://10.152.183.1:443");
  CHECK(tokens[0].user == "calico");
  CHECK(tokens[0].service_account == "calico-cni-plugin");
  CHECK(FormatUtc(tokens[0].expires.stamp.value) == "2026-05-23T20:00:00Z");
  CHECK(tokens[0].sha256.str() == Sha256::Of(jwt));
  CHECK(tokens[0].problem.empty());
  CHECK(tokens[0].source.line == 12);
  CHECK(tokens[0].source.text.str() ==
        "    token: [REDACTED:jwt:len=" + std::to_string(jwt.size()) + "]");
  CHECK(tokens[0].source.note.str() ==
        "decoded: subject system:serviceaccount:kube-system:calico-cni-plugin, bound to no object, "
        "issued 2026-05-22T20:00:00Z, expires 2026-05-23T20:00:00Z");
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 1);
  CHECK(certificates[0].usage == "kubeconfig-ca");
  CHECK(certificates[0].source.line == 8);
  CHECK(certificates[0].sha256.str() == testing::kCaSha256);
  CHECK(out.All<ProblemRecord>().empty());
  CheckAbsent(out, jwt);
}

TEST_CASE("kubeconfig: install-cni's brackets are kept as written", "[ingest]") {
  const auto out = ReadText(CalicoKubeconfig(kInstaller, "https://[10.152.183.1]:443",
                                             MakeJwt(testing::kPodBoundClaims)));
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].writer == "install-cni");
  CHECK(tokens[0].server == "https://[10.152.183.1]:443");
  CHECK(tokens[0].pod == "calico-node-px6bj");
}

TEST_CASE("kubeconfig: lines before it belong to something else", "[ingest]") {
  const auto out =
      ReadText("$ sudo cat /etc/cni/net.d/calico-kubeconfig\nsome words\n" +
               CalicoKubeconfig(kWatcher, "https://10.0.0.1", MakeJwt(testing::kUnboundClaims)) +
               "\n$ date\nFri May 22 22:20:01 UTC 2026\n");
  CHECK(out.formats == std::vector<std::string>{"", "kubeconfig", "date"});
  REQUIRE(out.All<TokenRecord>().size() == 1);
  CHECK(out.All<TokenRecord>()[0].source.line == 14);
  CHECK(out.All<ClockRecord>().size() >= 1);
}

TEST_CASE("kubeconfig: of several users the current context's counts", "[ingest]") {
  const std::string wanted = MakeJwt(R"({"sub":"system:serviceaccount:ns:wanted"})");
  const std::string other = MakeJwt(R"({"sub":"system:serviceaccount:ns:other"})");
  const auto out = ReadText(
      "apiVersion: v1\nkind: Config\ncurrent-context: b\nclusters:\n"
      "- cluster: {server: \"https://one:6443\"}\n  name: one\n"
      "- cluster: {server: \"https://two:6443\"}\n  name: two\n"
      "contexts:\n- context: {cluster: one, user: other}\n  name: a\n"
      "- context: {cluster: two, user: wanted}\n  name: b\n"
      "users:\n- name: other\n  user:\n    token: " +
      other + "\n- name: wanted\n  user:\n    token: " + wanted + "\n");
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].service_account == "wanted");
  CHECK(tokens[0].server == "https://two:6443");
  CHECK(tokens[0].source.line == 20);
  CHECK(tokens[0].writer.empty());
}

TEST_CASE("kubeconfig: client certificates are read and keys are not", "[ingest]") {
  const std::string key = EncodeBase64("-----BEGIN " + std::string("PRIVATE KEY-----\nMIIEabc012") +
                                       std::string(80, 'Q') + "\n");
  const auto out = ReadText(
      "apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    certificate-authority-data: " +
      EncodeBase64(kCaPem) +
      "\n    server: https://10.0.0.1:6443\n  name: kubernetes\nusers:\n- name: system:node:k8s01\n"
      "  user:\n    client-certificate-data: " +
      EncodeBase64(kClientPem) + "\n    client-key-data: " + key + "\n");
  const auto certificates = out.All<CertificateRecord>();
  REQUIRE(certificates.size() == 2);
  CHECK(certificates[1].usage == "client");
  CHECK(certificates[1].subject == "CN=system:node:k8s01,O=system:nodes");
  CHECK(certificates[1].source.line == 11);
  CHECK(out.All<TokenRecord>().empty());
  CHECK(out.All<ProblemRecord>().empty());
  CheckAbsent(out, key);
}

TEST_CASE("kubeconfig: JSON reads as YAML does", "[ingest]") {
  const auto out = ReadText(
      "{\n \"kind\": \"Config\", \"apiVersion\": \"v1\",\n \"clusters\": [{\"name\": \"local\", "
      "\"cluster\": {\"server\": \"https://h\"}}],\n \"users\": [{\"name\": \"u\", \"user\":\n"
      "  {\"token\": \"" +
      MakeJwt(testing::kUnboundClaims) + "\"}}]\n}\n");
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].server == "https://h");
  CHECK(tokens[0].source.line == 5);
}

TEST_CASE("kubeconfig: a token that cannot be decoded is named and never shown", "[ingest]") {
  struct Row {
    std::string token;
    const char* problem;
  };
  const std::string jwt = MakeJwt(testing::kUnboundClaims);
  const std::vector<Row> rows = {
      {"ABCDEF0123456789ABCDEF0123456789", "not a JSON web token"},
      {"abcdefghijklmnopqrstuvwxyzabcdef", "not a JSON web token"},
      {"<token>", "the token is left out of the text"},
      {"...", "the token is left out of the text"},
      {"xxxxxxxxxxxx", "the token is left out of the text"},
      {jwt.substr(0, jwt.find('.')), "only the first part is there"},
  };
  for (const Row& row : rows) {
    INFO(row.token);
    const auto out = ReadText(CalicoKubeconfig(kWatcher, "https://10.0.0.1", row.token));
    const auto tokens = out.All<TokenRecord>();
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].problem.str() == row.problem);
    CHECK(tokens[0].server == "https://10.0.0.1");
    REQUIRE(out.All<ProblemRecord>().size() == 1);
    CHECK(out.All<ProblemRecord>()[0].reason ==
          std::string("the token cannot be decoded: ") + row.problem);
    if (row.token.size() > 20) CheckAbsent(out, row.token);
  }
}

TEST_CASE("kubeconfig: one that breaks off in its token keeps what it says", "[ingest]") {
  const std::string jwt = MakeJwt(testing::kPodBoundClaims);
  const std::string whole = CalicoKubeconfig(kWatcher, "https://10.0.0.1", jwt);
  const auto out = ReadText(whole.substr(0, whole.find(jwt) + 300));
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].problem.str() == "the signature is missing; second part is cut");
  CHECK(FormatUtc(tokens[0].expires.stamp.value) == "2027-05-22T20:00:00Z");
  CheckAbsent(out, jwt.substr(0, 300));
}

TEST_CASE("kubeconfig: a token that a terminal wrapped is put together", "[ingest]") {
  const std::string jwt = MakeJwt(testing::kUnboundClaims);
  std::string wrapped = jwt.substr(0, 69);
  for (std::size_t i = 69; i < jwt.size(); i += 80) wrapped += "\n" + jwt.substr(i, 80);
  const auto out = ReadText(CalicoKubeconfig(kWatcher, "https://10.0.0.1", wrapped));
  const auto tokens = out.All<TokenRecord>();
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].sha256.str() == Sha256::Of(jwt));
  CHECK(tokens[0].source.line == 12);
}

TEST_CASE("kubeconfig: broken YAML is a problem, and its lines still count", "[ingest]") {
  const auto out = ReadText(
      "apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: "
      "\"https://10.0.0.1\n  broken: [\nusers:\n- name: a\n  user:\n    token: " +
      MakeJwt(testing::kUnboundClaims) + "\n");
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason.starts_with("the kubeconfig is broken"));
  REQUIRE(out.All<TokenRecord>().size() == 1);
  CHECK(out.All<TokenRecord>()[0].service_account == "calico-cni-plugin");
}

TEST_CASE("kubeconfig: without a credential of its own it says where that is", "[ingest]") {
  const std::string head =
      "apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://a\n  name: a\n"
      "users:\n- name: u\n  user:\n";
  const auto reason = [&](const std::string& user) {
    const auto problems = ReadText(head + user).All<ProblemRecord>();
    return problems.size() == 1 ? problems[0].reason : "";
  };
  CHECK(reason("    client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem\n") ==
        "the kubeconfig keeps its client certificate in another file");
  CHECK(reason("    tokenFile: /var/run/secrets/token\n") ==
        "the kubeconfig keeps its token in another file");
  CHECK(reason("    username: admin\n    password: hunter2\n") ==
        "the kubeconfig has no token and no client certificate");
}

TEST_CASE("kubeconfig: other documents of kind Config are not claimed", "[ingest]") {
  for (const char* text : {"kind: Config\napiVersion: example.org/v1\nspec: 1\n",
                           "apiVersion: v1\nkind: ConfigMap\ndata: {}\n"}) {
    for (const std::string& format : ReadText(text).formats) CHECK(format != "kubeconfig");
  }
}

TEST_CASE("kubeconfig: an authority that is left out is a problem", "[ingest]") {
  const auto out = ReadText(
      "apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    certificate-authority-data: "
      "DATA+OMITTED\n    server: https://a\n  name: a\nusers:\n- name: u\n  user:\n    token: "
      "REDACTED\n");
  REQUIRE(out.All<ProblemRecord>().size() == 2);
  CHECK(out.All<ProblemRecord>()[0].reason ==
        "the CA is left out of the text, or not base64 of PEM");
}

}  // namespace
}  // namespace howdunit
