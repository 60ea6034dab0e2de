// No secret that a bundle holds may be found in anything the program writes.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "codec/base64.h"
#include "core/text.h"
#include "store/database.h"
#include "support/analyze.h"
#include "support/jwt.h"

namespace howdunit {
namespace {

using testing::Analyze;
using testing::ReadFile;
using testing::TempFolder;

// 32 letters and digits that nothing else holds.
std::string Canary(int number) {
  const std::string digits = std::to_string(1000 + number);
  return "Cnry" + digits + "Qx7Lm2Zp9Wk4" + digits + "Tb6Vd8";
}

// Every text of every table.
std::string DumpCase(const std::string& path) {
  auto database = Database::OpenReadOnly(path);
  REQUIRE(database);
  std::string all;
  Statement tables = database->Prepare("SELECT name FROM sqlite_schema WHERE type = 'table'");
  while (tables.Step()) {
    Statement rows = database->Prepare("SELECT * FROM " + tables.Text(0));
    while (rows.Step()) {
      for (int i = 0; i < rows.ColumnCount(); ++i) all += rows.Text(i) + "\n";
    }
  }
  return all;
}

TEST_CASE("secrets: none of a bundle's reaches a file that is written", "[cli]") {
  std::vector<std::string> secrets;
  const auto secret = [&] {
    secrets.push_back(Canary(static_cast<int>(secrets.size())));
    return secrets.back();
  };
  const TempFolder out;
  out.Write("b/n1/etc/cni/net.d/calico-kubeconfig",
            "apiVersion: v1\nkind: Config\nclusters:\n- name: local\n  cluster:\n"
            "    server: https://10.96.0.1:443\nusers:\n- name: calico\n  user:\n"
            "    token: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0." +
                secret() + "\n    client-key-data: " + EncodeBase64(secret()) +
                "\ncontexts:\n- name: c\n  context:\n    cluster: local\n    user: calico\n"
                "current-context: c\n");
  out.Write("b/secret.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n"
            "  namespace: shop\n  annotations:\n"
            "    kubectl.kubernetes.io/last-applied-configuration: '{\"data\":"
            "{\"p\":\"" +
                secret() + "\"}}'\ndata:\n  password: " + EncodeBase64(secret()) +
                "\nstringData:\n  key: " + secret() + "\n");
  out.Write("b/pod.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n"
            "spec:\n  containers:\n  - name: web\n    env:\n"
            "    - name: DB_PASSWORD\n      value: " +
                secret() + "\n    args: [\"--token=" + secret() +
                "\"]\nstatus:\n  phase: Running\n");
  out.Write(
      "b/kubelet.log",
      "2026-05-23T02:40:01+0000 n1 kubelet[911]: E0523 02:40:01.336180     911 x.go:1] "
      "\"Failed\" err=\"plugin type=\\\"calico\\\" failed (add): error getting "
      "ClusterInformation: connection is unauthorized: Unauthorized\" header=\"Authorization: "
      "Bearer " +
          secret() + "\" url=\"https://bob:" + secret() + "@10.0.0.1/x\" password=" + secret() +
          "\n");
  out.Write("b/events.txt",
            "NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT      MESSAGE\n"
            "shop        2m          Warning   Failed   pod/web-1   pull failed: "
            "token=" +
                secret() + "\n");
  out.Write("b/key.pem", "-----BEGIN PRIVATE KEY-----\n" + EncodeBase64(secret() + secret()) +
                             "\n-----END PRIVATE KEY-----\n");
  out.Write("b/notes.txt", "the key is ghp_" + secret() + " and xoxb-" + secret() + "\n");

  const auto analysis = Analyze({out / "b"}, out / "o");
  REQUIRE(analysis.error.empty());
  const std::string written =
      analysis.pir + analysis.findings + DumpCase(out / "o/case.db") + ReadFile(out / "o/case.db");
  for (const std::string& value : secrets) {
    INFO(value);
    CHECK_FALSE(Contains(written, value));
    CHECK_FALSE(Contains(written, value.substr(0, 16)));
    CHECK_FALSE(Contains(written, value.substr(value.size() - 16)));
    CHECK_FALSE(Contains(written, EncodeBase64(value).substr(0, 20)));
  }
  // The harness would see one: what is no secret is there.
  CHECK(Contains(written, "connection is unauthorized"));
  CHECK(Contains(written, "[REDACTED:"));
}

TEST_CASE("secrets: data of Secrets is dropped in whatever form they stand", "[cli]") {
  // Words: no pattern knows them for secrets.
  const std::string word = "seven-wells-of-beer";
  const std::string coded = EncodeBase64(word);
  const std::string json = R"({"apiVersion":"v1","data":{"db":")" + coded +
                           R"("},"kind":"Secret","metadata":{"name":"db","namespace":"shop"}})";
  const std::vector<std::string> texts = {
      json + "\n",
      R"({"apiVersion":"v1","items":[)" + json + R"(],"kind":"List"})" + "\n",
      "{apiVersion: v1, kind: Secret, metadata: {name: db}, stringData: {db: " + word + "}}\n",
      "data:\n  db: " + coded + "\n",
      "# what it holds\n" + word + "\n",
      "$ kubectl get secret db -n shop -o jsonpath='{.data.db}'\n" + coded + "\n",
      "$ kubectl get secret db -n shop -o yaml\ndata:\n  db: " + coded + "\nkind: Secret\n",
  };
  for (const std::string& text : texts) {
    INFO(text);
    const TempFolder out;
    out.Write("b/secret.txt", text);
    const auto analysis = Analyze({out / "b"}, out / "o");
    REQUIRE(analysis.error.empty());
    const std::string written = analysis.pir + analysis.findings + ReadFile(out / "o/pir.html") +
                                DumpCase(out / "o/case.db") + ReadFile(out / "o/case.db");
    CHECK_FALSE(Contains(written, word));
    CHECK_FALSE(Contains(written, coded));
  }
}

}  // namespace
}  // namespace howdunit
