#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

const Signature kAlarm{.id = "alarm",
                       .title = "an alarm",
                       .literals = {"alarm:NOSPACE"},
                       .pattern = R"(memberID:(?P<count>\d+) alarm:NOSPACE)"};

TEST_CASE("etcdctl: endpoint status names each endpoint, and an alarm that fills two lines",
          "[ingest]") {
  const auto out = ReadText(
      "+------------------------+------------------+---------+---------+-----------+---------------"
      "-----------------+\n"
      "|        ENDPOINT        |        ID        | VERSION | DB SIZE | IS LEADER |             "
      "ERRORS             |\n"
      "+------------------------+------------------+---------+---------+-----------+---------------"
      "-----------------+\n"
      "| https://10.0.0.11:2379 | 8e9e05c52164694d |   3.5.9 |  2.1 GB |      true |  "
      "memberID:10276657743932975437 |\n"
      "|                        |                  |         |         |           |               "
      "  alarm:NOSPACE  |\n"
      "| https://10.0.0.12:2379 | b2b2b2b2b2b2b2b2 |   3.5.9 |  2.0 GB |     false |               "
      "                 |\n"
      "+------------------------+------------------+---------+---------+-----------+---------------"
      "-----------------+\n"
      "\n"
      "That is all.\n",
      "ticket.md", {kAlarm});
  CHECK(out.formats == std::vector<std::string>{"etcdctl", ""});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].kind == "EtcdEndpoint");
  CHECK(objects[0].name == "https://10.0.0.11:2379");
  CHECK(FieldOf(objects[0], "id") == "8e9e05c52164694d");
  CHECK(FieldOf(objects[0], "version") == "3.5.9");
  CHECK(FieldOf(objects[0], "db size") == "2.1 GB");
  CHECK(FieldOf(objects[0], "is leader") == "true");
  CHECK(FieldOf(objects[0], "errors") == "memberID:10276657743932975437 alarm:NOSPACE");
  CHECK(objects[0].source.line == 4);
  CHECK(objects[0].source.line_end == 5);
  CHECK(FieldOf(objects[1], "is leader") == "false");
  CHECK(FieldOf(objects[1], "errors").empty());
  const auto hits = out.All<SignatureRecord>();
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].count == 1);
  CHECK(hits[0].source.line == 4);
  CHECK(hits[0].origin == "text");
  // Other endpoints may not have been asked.
  CHECK(out.All<CoverageRecord>().empty());
}

TEST_CASE("etcdctl: plain lines of endpoint status, with the columns of their version",
          "[ingest]") {
  const auto out = ReadText(
      "https://10.0.0.11:2379, 8e9e05c52164694d, 3.5.9, 20 MB, true, false, 4, 1234, 1230, \n"
      "10.0.0.12:2379, b2b2b2b2b2b2b2b2, 3.5.9, 20 MB, false, true, 4, 1234, 1231,\n"
      "10.0.0.13:2379, c3c3c3c3c3c3c3c3, 3.5.9, 20 MB, false, false, 4, 1, 1, "
      "memberID:1 alarm:NOSPACE , memberID:2 alarm:NOSPACE \n"
      "10.0.0.14:2379, d4d4d4d4d4d4d4d4, 3.3.10, 33 kB, false, 7, 144\n",
      "ticket.md", {kAlarm});
  const auto objects = out.All<ObjectRecord>();
  REQUIRE(objects.size() == 4);
  CHECK(FieldOf(objects[0], "raft term") == "4");
  CHECK(FieldOf(objects[0], "raft index") == "1234");
  CHECK(FieldOf(objects[0], "raft applied index") == "1230");
  CHECK(FieldOf(objects[0], "errors").empty());
  CHECK(FieldOf(objects[1], "is learner") == "true");
  CHECK(FieldOf(objects[1], "raft applied index") == "1231");
  CHECK(FieldOf(objects[2], "errors") == "memberID:1 alarm:NOSPACE , memberID:2 alarm:NOSPACE");
  CHECK(FieldOf(objects[3], "raft term") == "7");
  CHECK(FieldOf(objects[3], "raft index") == "144");
  CHECK(out.All<SignatureRecord>().size() == 1);
}

TEST_CASE("etcdctl: endpoint health, as lines and as a table", "[ingest]") {
  auto objects =
      ReadText(
          "https://10.0.0.11:2379 is healthy: successfully committed proposal: took = 9.9ms\n"
          "https://10.0.0.12:2379 is unhealthy: failed to commit proposal: context deadline "
          "exceeded\n"
          "Error: unhealthy cluster\n")
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(FieldOf(objects[0], "health") == "true");
  CHECK(FieldOf(objects[0], "took") == "9.9ms");
  CHECK(objects[1].name == "https://10.0.0.12:2379");
  CHECK(FieldOf(objects[1], "health") == "false");
  CHECK(FieldOf(objects[1], "error") == "context deadline exceeded");
  objects = ReadText(
                "+------------------------+--------+--------------+---------------------------+\n"
                "|        ENDPOINT        | HEALTH |     TOOK     |           ERROR           |\n"
                "+------------------------+--------+--------------+---------------------------+\n"
                "| https://10.0.0.11:2379 |  false | 5.000932201s | context deadline exceeded |\n"
                "+------------------------+--------+--------------+---------------------------+\n")
                .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(FieldOf(objects[0], "health") == "false");
  CHECK(FieldOf(objects[0], "error") == "context deadline exceeded");
}

TEST_CASE("etcdctl: member list holds all members, also those that have not started", "[ingest]") {
  const auto plain = ReadText(
      "8e9e05c52164694d, started, cp1, https://10.0.0.11:2380, https://10.0.0.11:2379, false\n"
      "b2b2b2b2b2b2b2b2, unstarted, , https://10.0.0.12:2380, , true\n");
  auto objects = plain.All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].kind == "EtcdMember");
  CHECK(objects[0].name == "cp1");
  CHECK(FieldOf(objects[0], "id") == "8e9e05c52164694d");
  CHECK(FieldOf(objects[0], "client addrs") == "https://10.0.0.11:2379");
  CHECK(objects[1].name == "b2b2b2b2b2b2b2b2");
  CHECK(FieldOf(objects[1], "status") == "unstarted");
  CHECK(FieldOf(objects[1], "peer addrs") == "https://10.0.0.12:2380");
  CHECK(FieldOf(objects[1], "is learner") == "true");
  REQUIRE(plain.All<CoverageRecord>().size() == 1);
  CHECK(plain.All<CoverageRecord>()[0].topic == "objects/EtcdMember");
  CHECK(plain.All<CoverageRecord>()[0].items == 2);
  const auto table = ReadText(
      "+------------------+-----------+------+------------------------+------------------------+\n"
      "|        ID        |  STATUS   | NAME |       PEER ADDRS       |      CLIENT ADDRS      |\n"
      "+------------------+-----------+------+------------------------+------------------------+\n"
      "| 8e9e05c52164694d |   started |  cp1 | https://10.0.0.11:2380 | https://10.0.0.11:2379 |\n"
      "| b2b2b2b2b2b2b2b2 | unstarted |      | https://10.0.0.12:2380 |                        |\n"
      "+------------------+-----------+------+------------------------+------------------------+"
      "\n");
  objects = table.All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].name == "cp1");
  CHECK(objects[1].name == "b2b2b2b2b2b2b2b2");
}

TEST_CASE("etcdctl: JSON, also as jq prints it", "[ingest]") {
  auto objects =
      ReadText(
          R"([{"Endpoint":"https://10.0.0.11:2379","Status":{"header":{"cluster_id":17237436991929493444,"member_id":10276657743932975437,"revision":5,"raft_term":4},"version":"3.5.9","dbSize":2147483648,"leader":10276657743932975437,"raftIndex":1234,"raftTerm":4,"raftAppliedIndex":1233,"errors":["memberID:10276657743932975437 alarm:NOSPACE "],"dbSizeInUse":1024}}]
)",
          "etcd_info/endpoint_status.json", {kAlarm})
          .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].name == "https://10.0.0.11:2379");
  CHECK(FieldOf(objects[0], "id") == "8e9e05c52164694d");
  CHECK(FieldOf(objects[0], "db size bytes") == "2147483648");
  CHECK(FieldOf(objects[0], "is leader") == "true");
  CHECK(FieldOf(objects[0], "raft applied index") == "1233");
  CHECK(FieldOf(objects[0], "errors") == "memberID:10276657743932975437 alarm:NOSPACE");
  objects = ReadText(R"([
  {
    "endpoint": "https://10.0.0.12:2379",
    "health": false,
    "took": "5.0s",
    "error": "context deadline exceeded"
  }
]
)")
                .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(FieldOf(objects[0], "health") == "false");
  CHECK(objects[0].source.line == 2);
  const auto members = ReadText(
      R"({"header":{"cluster_id":1,"member_id":10276657743932975437,"raft_term":4},"members":[{"ID":10276657743932975437,"name":"cp1","peerURLs":["https://10.0.0.11:2380"],"clientURLs":["https://10.0.0.11:2379"]},{"ID":12876550765177647794,"peerURLs":["https://10.0.0.12:2380"],"isLearner":true}]}
)");
  objects = members.All<ObjectRecord>();
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].name == "cp1");
  CHECK(objects[1].name == "b2b2b2b2b2b2b2b2");
  CHECK(FieldOf(objects[1], "status") == "unstarted");
  CHECK(FieldOf(objects[1], "is learner") == "true");
  CHECK(members.All<CoverageRecord>()[0].items == 2);
}

TEST_CASE("etcdctl: what is cut, and what only looks alike", "[ingest]") {
  const auto cut = ReadText(
      "+------------------------+------------------+---------+---------+-----------+\n"
      "|        ENDPOINT        |        ID        | VERSION | DB SIZE | IS LEADER |\n"
      "+------------------------+------------------+---------+---------+-----------+\n"
      "| https://10.0.0.11:2379 | 8e9e05c52164694d |   3.5.9\n");
  CHECK(cut.All<ObjectRecord>().empty());
  CHECK(cut.All<ProblemRecord>().size() == 1);
  const auto broken =
      ReadText(R"([{"Endpoint":"https://10.0.0.11:2379","Status":{"header":{"member_id":1)");
  CHECK(broken.All<ObjectRecord>().empty());
  CHECK(broken.All<ProblemRecord>().size() == 1);
  for (const std::string other :
       {"see a, b, c, d, e, f, g\n", "8e9e05c52164694d, moved, cp1, a, b\n",
        "10.0.0.12:2379, b2b2b2b2b2b2b2b2, 3.6.0, 3.6.0, 20 MB, 16 MB, 20%, 2.1 GB, true, false, "
        "4, "
        "1234, 1234, , , false\n",
        "the node is unhealthy: failed to start\n", "{\"header\":{\"x\":1},\"kvs\":[]}\n",
        "+-----+-----+\n| ONE | TWO |\n"}) {
    INFO(other);
    CHECK(ReadText(other).All<ObjectRecord>().empty());
  }
}

}  // namespace
}  // namespace howdunit
