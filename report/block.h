// What stands on lines of its own: code, and pictures as data. Each markup draws
// what it can; what it cannot draw becomes nothing, because every picture only shows
// again what the text beside it says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/time.h"
#include "report/model/review.h"

namespace howdunit::report {

// Lines verbatim.
struct Fence {
  std::string text;
  std::string language;  // a word of this program: "sh", "text"
};

// What a person wrote, in the markup of the review that it was kept from.
struct Verbatim {
  std::string text;
};

// Findings and what leads to what.
struct CausalGraph {
  struct Node {
    std::string id;       // of the finding: "F3"
    std::string label;    // short: "expired-token on k8s01"
    std::string title;    // in full
    std::string verdict;  // "observed" for a symptom
    std::vector<std::size_t> evidence;
    bool operator==(const Node&) const = default;
  };
  struct Arrow {
    std::size_t cause = 0;  // indexes of nodes
    std::size_t effect = 0;
    bool certain = false;
    bool operator==(const Arrow&) const = default;
  };
  std::vector<Node> nodes;  // the symptom of the first chain first
  std::vector<Arrow> arrows;

  // Adds a node, or finds the one with the same label.
  std::size_t AddNode(Node node);
  // Adds an arrow, once.
  void AddArrow(Arrow arrow);
};

// When each finding of a chain held.
struct PhaseChart {
  struct Phase {
    std::string label;
    Micros from = 0;
    Micros until = 0;  // >= from
  };
  std::vector<Phase> phases;  // in order
};

// The timeline, one lane for each node or component.
struct TimelineChart {
  struct Event {
    std::size_t lane = 0;
    Moment from;
    Moment until;  // known if it lasted or repeated
    bool important = false;
    std::string text;
    std::vector<std::size_t> evidence;
  };
  std::vector<std::string> lanes;
  std::vector<Event> events;  // in order
};

using Block = std::variant<Fence, Verbatim, CausalGraph, PhaseChart, TimelineChart>;

}  // namespace howdunit::report
