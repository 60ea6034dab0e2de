#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::ReadText;

std::string FieldOf(const ObjectRecord& object, std::string_view path) {
  for (const ObjectField& field : object.fields) {
    if (field.path.str() == path) return field.value.str();
  }
  return "(absent)";
}

constexpr std::string_view kResource = R"(Name:         ippools
Namespace:    
Labels:       app=calico
              kind=pools
Annotations:  note: Kind:  other
API Version:  operator.tigera.io/v1
Kind:         TigeraStatus
Metadata:
  Creation Timestamp:  2026-03-14T08:26:34Z
  Finalizers:
    tigera.io/a
    tigera.io/b
  Resource Version:    47224
  UID:                 c815ceb6-a4ee-4304-b56d-ee4a431ff7f0
Spec:
  Password:  hunter2-is-secret
Status:
  Conditions:
    Last Transition Time:  2026-03-14T12:35:21Z
    Message:               Unable to modify pools: the API server is unavailable
and so is the rest
      {
        "code": 409,
    Observed Generation:   17
    Reason:                ResourceNotReady
    Status:                True
    Type:                  Degraded
    Last Transition Time:  2026-03-14T12:35:21Z
    Reason:                Unknown
    Status:                False
    Type:                  Available
  Phase:                   Bound
Events:                    <none>
)";

TEST_CASE("describe-resource: conditions that nothing stands between are told apart", "[ingest]") {
  // A message's further line at the left edge ends it all: nobody knows what it is.
  const std::string text = ReplaceAll(kResource, "and so is the rest\n", "");
  const auto out = ReadText(text);
  CHECK(out.formats == std::vector<std::string>{"describe-resource"});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  const ObjectRecord& object = objects[0];
  CHECK(object.api == "operator.tigera.io/v1");
  CHECK(object.kind == "TigeraStatus");
  CHECK(object.name == "ippools");
  CHECK(object.space == "");
  CHECK(object.uid == "c815ceb6-a4ee-4304-b56d-ee4a431ff7f0");
  CHECK(FormatUtc(object.created.stamp.value) == "2026-03-14T08:26:34Z");
  CHECK(FieldOf(object, "metadata.finalizers") == "tigera.io/a,tigera.io/b");
  CHECK(FieldOf(object, "status.conditions[Degraded].status") == "True");
  CHECK(FieldOf(object, "status.conditions[Degraded].reason") == "ResourceNotReady");
  CHECK(FieldOf(object, "status.conditions[Degraded].message") ==
        "Unable to modify pools: the API server is unavailable");
  CHECK(FieldOf(object, "status.conditions[Available].status") == "False");
  CHECK(FieldOf(object, "status.conditions[Available].message") == "(absent)");
  CHECK(FieldOf(object, "status.phase") == "Bound");
  for (const ObjectField& field : object.fields) {
    CHECK(field.value.str().find("hunter2") == std::string::npos);
    if (field.path == "status.conditions[Degraded].reason") {
      CHECK(field.source.text == "    Reason:                ResourceNotReady");
    }
  }
}

TEST_CASE("describe-resource: no annotations, and no line end behind them", "[ingest]") {
  const auto out = ReadText(
      "Name:         db\nNamespace:    shop\nLabels:       <none>\n"
      "Annotations:  API Version:  database.example.org/v1\nKind:         Instance\nStatus:\n"
      "  Conditions:\n    Message:  no Secret\n    Status:   False\n    Type:     Synced\n");
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "Instance");
  CHECK(objects[0].api == "database.example.org/v1");
  CHECK(objects[0].name == "db");
}

TEST_CASE("describe-resource: what was cut of it is not made up", "[ingest]") {
  const std::string text(kResource);
  const auto spilt = ReadText(text).All<ObjectRecord>();
  REQUIRE(spilt.size() == 1);
  CHECK(FieldOf(spilt[0], "status.conditions[Degraded].status") == "(absent)");
  // Without its type nobody knows which condition it is.
  const std::string whole = ReplaceAll(text, "and so is the rest\n", "");
  const auto cut = ReadText(whole.substr(0, whole.find("    Type:                  Degraded")))
                       .All<ObjectRecord>();
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].kind == "TigeraStatus");
  for (const ObjectField& field : cut[0].fields) {
    CHECK(field.path.str().find("conditions") == std::string::npos);
  }
  for (std::size_t size = 0; size < whole.size(); ++size) ReadText(whole.substr(0, size));
}

TEST_CASE("describe-resource: without its head, its name is the command's; events are its own",
          "[ingest]") {
  const std::string text =
      "API Version:  apiregistration.k8s.io/v1\nKind:         APIService\n"
      "Metadata:\n  Creation Timestamp:  2020-11-05T03:56:36Z\n"
      "Spec:\n  Service:\n    Name:            metrics\n    Namespace:       web\n"
      "Status:\n  Conditions:\n"
      "    Message:               failing or missing response from https://10.44.12.6:6443/apis\n"
      "    Reason:                FailedDiscoveryCheck\n"
      "    Status:                False\n"
      "    Type:                  Available\n"
      "Events:\n  Type    Reason  Age  From  Message\n  ----    ------  ---  ----  -------\n"
      "  Normal  Synced  3m   ctl   said so\n";
  const auto out =
      ReadText("$ kubectl describe apiservice v1beta1.external.metrics.k8s.io\n" + text);
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "APIService");
  CHECK(objects[0].name == "v1beta1.external.metrics.k8s.io");
  CHECK(objects[0].space == "");
  CHECK(FieldOf(objects[0], "status.conditions[Available].reason") == "FailedDiscoveryCheck");
  const auto events = out.All<EventRecord>();
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == "APIService");
  CHECK(events[0].name == "v1beta1.external.metrics.k8s.io");
  CHECK(ReadText(text).All<ObjectRecord>().empty());
}

TEST_CASE("describe-resource: the state and the reason of one that has no conditions", "[ingest]") {
  const auto out = ReadText(
      "Name:         web-tls-1\nNamespace:    shop\nAPI Version:  acme.cert-manager.io/v1\n"
      "Kind:         Challenge\nSpec:\n  Token:  secret\nStatus:\n  Presented:   true\n"
      "  Reason:      Waiting for propagation: failed to perform self check: timed out\n"
      "  State:       pending\nEvents:  <none>\n");
  REQUIRE(out.All<ObjectRecord>().size() == 1);
  const ObjectRecord challenge = out.All<ObjectRecord>()[0];
  CHECK(FieldOf(challenge, "status.reason") ==
        "Waiting for propagation: failed to perform self check: timed out");
  CHECK(FieldOf(challenge, "status.state") == "pending");
  CHECK(FieldOf(challenge, "spec.token") == "(absent)");
}

}  // namespace
}  // namespace howdunit
