// What must be known of a member's events before they are looked at one by one: mostly, what they
// say about clocks. Learnt as they are read: there may be millions.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/node_clock.h"
#include "core/record.h"

namespace howdunit {

// Raises `newest` to a moment that is stated in UTC.
void RaiseToStated(std::optional<Micros>& newest, const When& when);
// To those of what had happened to a pod when the text about it was printed.
void RaiseToStated(std::optional<Micros>& newest, const PodRecord& pod);

struct EventFacts {
  std::optional<Micros> newest;           // of the moments that they state
  std::map<std::string, NodeSkew> skews;  // by node; sources have no member yet

  bool cut = false;  // some messages are

  void Learn(const EventRecord& event);

 private:
  void LearnSkew(const EventRecord& event);
};

}  // namespace howdunit
