#include "report/model/course.h"

#include <catch2/catch.hpp>

namespace howdunit::report {
namespace {

// An incident whose symptom was seen `count` times in `lasted`, and last `silent` before capture.
Course CourseAfter(Micros silent, std::int64_t count = 1, Micros lasted = 0) {
  constexpr Micros kCapture = 100 * kHour;
  const Micros last = kCapture - silent;
  Finding symptom;
  symptom.count = count;
  symptom.first = {last - lasted, last - lasted};
  symptom.last = {last, last};
  Review review;
  review.bundles.emplace_back().captured = {kCapture, kCapture};
  review.findings.push_back(symptom);
  Incident incident;
  incident.last = symptom.last;
  incident.roles = {{0, "symptom"}};
  return CourseOf(review, incident);
}

TEST_CASE("course: what was seen minutes ago goes on, what paused as long before is unclear",
          "[report]") {
  CHECK(CourseAfter(kMinute) == Course::kGoingOn);
  CHECK(CourseAfter(3 * kMinute) == Course::kSilent);
  CHECK(CourseAfter(3 * kMinute, 10, 45 * kMinute) == Course::kGoingOn);  // every 5 minutes
  CHECK(CourseAfter(14 * kMinute, 10, 45 * kMinute) == Course::kUnclear);
  CHECK(CourseAfter(16 * kMinute, 10, 45 * kMinute) == Course::kSilent);
  CHECK(CourseAfter(51 * kMinute, 5, 208 * kMinute) == Course::kUnclear);
}

TEST_CASE("course: a moment that is known to a day only goes on until nowhere", "[report]") {
  constexpr Micros kCapture = 100 * kHour;
  const auto course = [&](Micros earliest, Micros latest) {
    Review review;
    review.bundles.emplace_back().captured = {kCapture, kCapture};
    Incident incident;
    incident.last = {kCapture + earliest, kCapture + latest};
    return CourseOf(review, incident);
  };
  CHECK(course(-14 * kHour, 12 * kHour) == Course::kUntold);
  CHECK(course(-30 * kHour, -4 * kHour) == Course::kSilent);
  CHECK(course(-90 * kSecond, -30 * kSecond) == Course::kGoingOn);
}

TEST_CASE("course: what is not seen any more, but its cause is, is not over", "[report]") {
  constexpr Micros kCapture = 100 * kHour;
  const auto course = [&](const char* role, Micros cause_seen) {
    Review review;
    review.bundles.emplace_back().captured = {kCapture, kCapture};
    Finding symptom;
    symptom.last = {kCapture - kHour, kCapture - kHour};
    Finding cause;
    cause.kind = "cause";
    cause.last = {kCapture - cause_seen, kCapture - cause_seen};
    review.findings = {symptom, cause};
    Incident incident;
    incident.last = symptom.last;
    incident.roles = {{0, "symptom"}, {1, role}};
    return CourseOf(review, incident);
  };
  CHECK(course("root", 5 * kMinute) == Course::kCauseGoesOn);
  CHECK(course("link", 5 * kMinute) == Course::kCauseGoesOn);
  CHECK(course("considered", 5 * kMinute) == Course::kSilent);
  CHECK(course("root", 30 * kMinute) == Course::kSilent);
  CHECK(course("root", 2 * kHour) == Course::kSilent);
}

TEST_CASE("course: without the moment of capture nothing is told", "[report]") {
  Review review;
  review.bundles.emplace_back();
  Incident incident;
  incident.last = {kHour, kHour};
  CHECK(CourseOf(review, incident) == Course::kUntold);
}

}  // namespace
}  // namespace howdunit::report
