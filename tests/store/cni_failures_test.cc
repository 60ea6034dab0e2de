#include "store/cni_failures.h"

#include <array>

#include <catch2/catch.hpp>

namespace howdunit {
namespace {

constexpr Micros kNoon = 1'750'000'000 * kSecond;

// A hit of one pod, from `after` seconds after noon, known to `width`.
SignatureRecord Hit(const std::string& origin, Micros after, Micros width) {
  SignatureRecord hit;
  hit.signature = "cni-401";
  hit.stage = "authentication";
  hit.origin = origin;
  hit.node = "n1";
  hit.space = "shop";
  hit.pod = "web-1";
  hit.first.instant = {kNoon + after * kSecond, kNoon + after * kSecond + width, Basis::kStated};
  hit.last.instant = hit.first.instant;
  return hit;
}

TEST_CASE("cni failures: an event, the kubelet and the runtime tell of one", "[store]") {
  SignatureRecord event = Hit("event", 0, kMinute);
  event.captures = {{"op", "delete"}};
  event.count = 7;
  SignatureRecord runtime = Hit("log", 30, kSecond);
  runtime.captures = {{"op", "DEL"}, {"plugin", "calico"}};
  runtime.count = 3;
  CniFailures failures;
  failures.Add(runtime, 4, 9);
  failures.Add(event, 5, 5);
  const auto sorted = failures.Sorted();
  REQUIRE(sorted.size() == 1);
  CHECK(sorted[0].op == "delete");
  CHECK(sorted[0].plugin == "calico");
  CHECK(sorted[0].count == 7);
  CHECK(sorted[0].source == 5);
  CHECK(sorted[0].log_source == 4);
  CHECK(sorted[0].last_source == 9);
  // The log states the first moment to the second.
  CHECK(sorted[0].first_earliest == kNoon + 30 * kSecond);
  CHECK(sorted[0].first_latest == kNoon + 30 * kSecond);
  CHECK(sorted[0].last_latest == kNoon + kMinute);
}

TEST_CASE("cni failures: a log that begins after the event is not its first moment", "[store]") {
  const SignatureRecord event = Hit("event", 0, kMinute);
  const SignatureRecord log = Hit("log", 61, kSecond);
  CniFailures failures;
  failures.Add(event, 1, 1);
  failures.Add(log, 2, 2);
  const auto sorted = failures.Sorted();
  REQUIRE(sorted.size() == 1);
  CHECK(sorted[0].first_earliest == kNoon);
  CHECK(sorted[0].first_latest == kNoon + kMinute);
}

TEST_CASE("cni failures: without a time there is none", "[store]") {
  SignatureRecord hit = Hit("log", 0, 0);
  hit.first.instant = hit.last.instant = {};
  CniFailures failures;
  failures.Add(hit, 1, 1);
  const auto sorted = failures.Sorted();
  REQUIRE(sorted.size() == 1);
  CHECK_FALSE(sorted[0].first_earliest);
  CHECK_FALSE(sorted[0].last_latest);
}

TEST_CASE("cni failures: another operation, pod or node is another failure", "[store]") {
  SignatureRecord add = Hit("log", 0, kSecond);
  add.captures = {{"op", "ADD"}};
  const SignatureRecord no_op = Hit("log", 0, kSecond);
  SignatureRecord other_pod = Hit("log", 0, kSecond);
  other_pod.pod = "web-0";
  SignatureRecord other_node = Hit("log", 0, kSecond);
  other_node.node = "n0";
  CniFailures failures;
  for (const SignatureRecord* hit :
       std::array<const SignatureRecord*, 4>{&add, &no_op, &other_pod, &other_node}) {
    failures.Add(*hit, 1, 1);
  }
  std::string places;
  for (const CniFailure& failure : failures.Sorted()) {
    places += failure.node.str() + " " + failure.pod.str() + " " + failure.op + "\n";
  }
  CHECK(places == "n0 web-1 \nn1 web-0 \nn1 web-1 \nn1 web-1 add\n");
}

}  // namespace
}  // namespace howdunit
