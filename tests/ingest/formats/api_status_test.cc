#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

const std::string kStatus =
    R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"pods \"web-0\" is forbidden: User \"x\" cannot get","reason":"Forbidden","details":{"name":"web-0","kind":"pods","causes":[{"message":"x"}]},"code":403})"
    "\n";

TEST_CASE("api-status: a refusal by its reason, with message and details", "[ingest]") {
  const auto out = ReadText(kStatus);
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "APIStatus");
  CHECK(objects[0].name == "Forbidden");
  CHECK(FieldOf(objects[0], "code") == "403");
  CHECK(FieldOf(objects[0], "reason") == "Forbidden");
  CHECK(FieldOf(objects[0], "message") == "pods \"web-0\" is forbidden: User \"x\" cannot get");
  CHECK(FieldOf(objects[0], "details.name") == "web-0");
  CHECK(FieldOf(objects[0], "details.kind") == "pods");
}

TEST_CASE("api-status: signatures are looked for in the message as it was meant", "[ingest]") {
  Signature forbidden;
  forbidden.id = "forbidden";
  forbidden.literals = {"is forbidden: User"};
  forbidden.pattern = "pods \"(?P<pod>[^\"]+)\" is forbidden: User";
  const auto hits = ReadText(kStatus, "answer.json", {forbidden}).All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].source.line == 1);
}

TEST_CASE("api-status: lines of an indented answer are quoted where they stand", "[ingest]") {
  const auto objects = ReadText(
                           "{\n"
                           "  \"kind\": \"Status\",\n"
                           "  \"apiVersion\": \"v1\",\n"
                           "  \"metadata\": {},\n"
                           "  \"status\": \"Failure\",\n"
                           "  \"message\": \"Unauthorized\",\n"
                           "  \"reason\": \"Unauthorized\",\n"
                           "  \"code\": 401\n"
                           "}\n")
                           .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].source.line == 6);
  CHECK(objects[0].name == "Unauthorized");
}

TEST_CASE("api-status: the date of a header is the moment of capture", "[ingest]") {
  for (const std::string prefix : {"", "< "}) {
    const auto out = ReadText("# 2026-05-22T12:20:01Z GET /api/v1/nodes with a.jwt\n" + prefix +
                              "HTTP/2 403 \r\n" + prefix + "content-type: application/json\r\n" +
                              prefix + "date: Fri, 22 May 2026 12:20:01 GMT\r\n" +
                              (prefix.empty() ? "\r\n" : "< \r\n") + kStatus);
    CHECK(out.formats == std::vector<std::string>{"api-status"});
    const auto clocks = out.All<ClockRecord>();
    REQUIRE(clocks.size() == 1);
    CHECK(clocks[0].kind == ClockRecord::Kind::kCapture);
    CHECK(clocks[0].when.stamp.kind == Stamp::Kind::kUtc);
    CHECK(FormatUtc(clocks[0].when.stamp.value) == "2026-05-22T12:20:01Z");
    CHECK(out.All<ObjectRecord>().size() == 1);
  }
}

TEST_CASE("api-status: an object below the header is that object", "[ingest]") {
  const auto out = ReadText(
      "HTTP/1.1 200 OK\ndate: Fri, 22 May 2026 12:20:01 GMT\n\n"
      R"({"kind":"NodeList","apiVersion":"v1","items":[]})"
      "\n");
  CHECK(out.formats == std::vector<std::string>{"api-status", "kube-json"});
}

TEST_CASE("api-status: what is cut or has no date is a problem", "[ingest]") {
  auto out = ReadText(R"({"kind":"Status","status":"Failure","mess)"
                      "\n");
  CHECK(out.All<ObjectRecord>().empty());
  CHECK(out.All<ProblemRecord>().size() == 1);
  out = ReadText("HTTP/2 401\ndate: yesterday\n");
  CHECK(out.All<ClockRecord>().empty());
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason == "the date of the answer cannot be read");
}

TEST_CASE("api-status: objects with a status, and a log's mention of HTTP, are none", "[ingest]") {
  for (
      const char* text : {
          R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"status":{"phase":"Running"}})",
          R"({"kind":"List","items":[{"kind":"Status","status":"Failure"}]})",
          "HTTP/2 401\n",
          "HTTP/1.1 200 OK was the answer\nand more\n",
          "# GET /api\n",
      }) {
    INFO(text);
    CHECK(ReadText(text).formats[0] != "api-status");
  }
}

}  // namespace
}  // namespace howdunit
