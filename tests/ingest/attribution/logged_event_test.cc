#include "ingest/attribution/logged_event.h"

#include <map>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

const std::string kReference =
    R"(event.go:218] Event(v1.ObjectReference{Kind:"Pod", Namespace:"shop", Name:"web-0", )"
    R"(UID:"3497421b-e6cb-11e7-9440-fa163e115b6e", APIVersion:"v1", ResourceVersion:"4375", )"
    R"(FieldPath:""}): type: 'Warning' reason: 'FailedAttachVolume' Multi-Attach error for volume )"
    R"("pvc-1" Name:"other")";
const std::string kOccurred =
    R"(event.go:294] "Event occurred" object="shop/web-0" fieldPath="" kind="Pod" apiVersion="v1" )"
    R"(type="Warning" reason="FailedAttachVolume" message="Multi-Attach error kind=\"Node\"")";

std::string Named(std::string_view line) {
  const auto event = LoggedEventIn(line);
  return event ? event->kind + " " + event->space + "/" + event->name : "(nothing)";
}

TEST_CASE("logged-event: both forms name the object", "[ingest]") {
  CHECK(Named(kReference) == "Pod shop/web-0");
  CHECK(Named(kOccurred) == "Pod shop/web-0");
  CHECK(Named(R"({"log":"Event(v1.ObjectReference{Kind:\"Pod\", Namespace:\"a\", Name:\"b\", )"
              R"(UID:\"\"}): type: 'Normal'\n"})") == "Pod a/b");
  CHECK(Named(R"("Event occurred" object="k1" fieldPath="" kind="Node" apiVersion="v1" type=)") ==
        "Node /k1");
  CHECK(Named("the Event occurred again in kind=\"Pod\" object=\"a/b\"") == "(nothing)");
  CHECK(Named("Event(v1.ObjectReference{Kind:\"Pod\"}): type: 'Normal' Name:\"b\"") == "(nothing)");
  // Cut, it may name nothing, but nothing else.
  for (const std::string& line : {kReference, kOccurred}) {
    for (std::size_t size = 0; size < line.size(); ++size) {
      const std::string named = Named(line.substr(0, size));
      CHECK((named == "(nothing)" || named == "Pod shop/web-0"));
    }
  }
}

std::vector<SignatureRecord> Hits(const std::map<std::string, std::string>& texts) {
  const auto scanner = SignatureScanner::Create({{.id = "multi-attach",
                                                  .title = "It is attached elsewhere",
                                                  .literals = {"Multi-Attach error"},
                                                  .pattern = "Multi-Attach error"}});
  REQUIRE(scanner);
  const auto contents = IngestTexts(texts, *scanner, {});
  std::vector<SignatureRecord> hits;
  for (std::size_t i = 0; i < contents.hits.size(); ++i) hits.push_back(contents.hits[i]);
  return hits;
}

TEST_CASE("logged-event: what a controller logs of a pod is about that pod, and where it runs",
          "[ingest]") {
  const std::string path = "nodes/cp1/kube-controller-manager.log";
  const std::string log = "I1222 03:50:09.373103       1 " + kReference + "\n" +
                          "I1222 03:50:10.373103       1 " + kReference + "\n" +
                          "I1222 03:50:11.373103       1 " +
                          std::string(kReference).replace(kReference.find("web-0"), 5, "web-1") +
                          "\n" + "E1222 03:50:12.373103       1 x.go:1] Multi-Attach error\n";
  const std::string pods =
      "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE\n"
      "shop        web-0   0/1     Pending   0          3m    <none>     w1     <none>\n";
  const auto hits = Hits({{path, log}, {"pods.txt", pods}});
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].space == "shop");
  CHECK(hits[0].pod == "web-0");
  CHECK(hits[0].node == "w1");
  CHECK(hits[0].count == 2);
  CHECK(hits[0].origin == "log");
  // Where the pod runs is not known: it need not be where the controller does.
  CHECK(hits[1].pod == "web-1");
  CHECK(hits[1].node == "");
  CHECK(hits[2].pod == "");
}

}  // namespace
}  // namespace howdunit
