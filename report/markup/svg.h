// Pictures as inline SVG, in the colours of the page around them (classes of
// templates/pir.html). Each has a title and a description, says with shapes what it
// says with colours, and shows nothing that the text beside it does not say.
#pragma once

#include <string>

#include "report/block.h"

namespace howdunit::report {

// Boxes in layers, the symptoms on top, an arrow from cause to effect: solid if the cause is
// confirmed, else dashed. "" without arrows.
std::string SvgCausalGraph(const CausalGraph& graph);

// A lane for each node; a mark at a moment, a bar for what lasted or repeated, hatched where it is
// uncertain. "" without events.
std::string SvgTimeline(const TimelineChart& chart);

}  // namespace howdunit::report
