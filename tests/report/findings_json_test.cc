#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "report/incident.h"
#include "support/golden.h"

namespace howdunit::testing {
namespace {

using nlohmann::json;

const std::filesystem::path kGolden = std::filesystem::path(SOURCE_DIR) / "tests/report/golden";

// Where `document` breaks docs/findings.schema.json; empty if it does not.
std::string Violations(const json& document) {
  std::ifstream in(std::filesystem::path(SOURCE_DIR) / "docs/findings.schema.json");
  REQUIRE(in.good());
  const json text = json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(document),
                                     &results)) {
    return "";
  }
  std::string violations;
  for (const auto& error : results) {
    for (const std::string& part : error.context) violations += part;
    violations += ": " + error.description + "\n";
  }
  return violations;
}

const json& FindingOf(const json& document, const std::string& rule) {
  for (const json& finding : document["findings"]) {
    if (finding["rule"] == rule) return finding;
  }
  FAIL("no finding of " << rule);
  return document;
}

}  // namespace

TEST_CASE("findings.json: an incident", "[golden]") {
  CheckGolden(kGolden / "findings.json", Render(OpenIncident(), "findings.json"));
}

TEST_CASE("findings.json: keeps its schema, with an incident and without") {
  CHECK(Violations(json::parse(Render(OpenIncident(), "findings.json"))) == "");
  CHECK(Violations(json::parse(Render(OpenHealthy(), "findings.json"))) == "");
  auto broken = json::parse(Render(OpenIncident(), "findings.json"));
  broken["findings"][0]["verdict"] = "certain";
  CHECK(Violations(broken) != "");
}

TEST_CASE(
    "findings.json: a refuted refutation speaks for a finding, a missing requirement against") {
  const json document = json::parse(Render(OpenIncident(), "findings.json"));
  const json& deleted = FindingOf(document, "cni-token-pod-deleted");
  REQUIRE(deleted["evidence"].size() == 2);
  CHECK(deleted["evidence"][0]["role"] == "for");
  CHECK(deleted["evidence"][0]["member"] == "k8s01/calico-kubeconfig");
  CHECK(deleted["evidence"][1]["role"] == "for");
  const json& expired = FindingOf(document, "cni-token-expired");
  REQUIRE(expired["evidence"].size() == 1);
  CHECK(expired["evidence"][0]["role"] == "against");
  CHECK(expired["gaps"].empty());
}

TEST_CASE("findings.json: an unknown time is null, not 1970") {
  const json document = json::parse(Render(OpenIncident(), "findings.json"));
  const json& deleted = FindingOf(document, "cni-token-pod-deleted");
  CHECK(deleted["first_seen"].is_null());
  CHECK(deleted["last_seen"].is_null());
  CHECK(FindingOf(document, "cni-delete-unauthorized")["first_seen"] == "2026-05-23T02:01:10Z");
}

TEST_CASE("findings.json: evidence reaches JSON as it is") {
  const json document = json::parse(Render(OpenIncident(), "findings.json"));
  const std::string text = document["unexplained"][0]["text"];
  CHECK(text == "x | <script>alert(1)</script> ``` ](http://evil.example/)");
}

}  // namespace howdunit::testing
