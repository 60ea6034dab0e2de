// Ages as Kubernetes prints them: whatever the true age was, the range that is read from the text
// holds it, and no smaller range would do.

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "core/time.h"

namespace howdunit {
namespace {

// apimachinery, pkg/util/duration: HumanDuration().
std::string Print(Micros age) {
  const auto text = [](std::int64_t value, const char* unit) {
    return std::to_string(value) + unit;
  };
  const std::int64_t seconds = age / kSecond;
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return text(seconds, "s");
  const std::int64_t minutes = seconds / 60;
  if (minutes < 10) {
    return seconds % 60 == 0 ? text(minutes, "m") : text(minutes, "m") + text(seconds % 60, "s");
  }
  if (minutes < 180) return text(minutes, "m");
  const std::int64_t hours = minutes / 60;
  if (hours < 8) {
    return minutes % 60 == 0 ? text(hours, "h") : text(hours, "h") + text(minutes % 60, "m");
  }
  if (hours < 48) return text(hours, "h");
  const std::int64_t days = hours / 24;
  if (hours < 192) {
    return hours % 24 == 0 ? text(days, "d") : text(days, "d") + text(hours % 24, "h");
  }
  if (days < 730) return text(days, "d");
  const std::int64_t years = days / 365;
  if (days < 8 * 365) {
    return days % 365 == 0 ? text(years, "y") : text(years, "y") + text(days % 365, "d");
  }
  return text(years, "y");
}

// Ages from two seconds in the future to twelve years, each order of magnitude as often.
rc::Gen<Micros> AnyAge() {
  return rc::gen::oneOf(rc::gen::inRange<Micros>(-2 * kSecond + 1, 3 * kMinute),
                        rc::gen::inRange<Micros>(kMinute, 4 * kHour),
                        rc::gen::inRange<Micros>(kHour, 3 * kDay),
                        rc::gen::inRange<Micros>(kDay, 20 * kDay),
                        rc::gen::inRange<Micros>(10 * kDay, 12 * 365 * kDay));
}

TEST_CASE("age: the range read from a printed age holds the true one", "[core]") {
  CHECK(rc::check("it holds it", [] {
    const Micros age = *AnyAge();
    const auto read = ParseAge(Print(age));
    RC_ASSERT(read);
    RC_ASSERT(read->value <= age);
    RC_ASSERT(age < read->value + read->width);
  }));
}

TEST_CASE("age: the range is as small as the rules allow", "[core]") {
  CHECK(rc::check("its ends print the same, what lies beyond does not", [] {
    const Micros age = *AnyAge();
    const std::string text = Print(age);
    const auto read = ParseAge(text);
    RC_ASSERT(read);
    // The zero reaches up to, and not including, two seconds ahead.
    const Micros first = text == "0s" ? read->value + 1 : read->value;
    const Micros last = read->value + read->width - 1;
    RC_ASSERT(Print(first) == text);
    RC_ASSERT(Print(last) == text);
    RC_ASSERT(Print(first - 1) != text);
    RC_ASSERT(Print(last + 1) != text);
  }));
}

}  // namespace
}  // namespace howdunit
