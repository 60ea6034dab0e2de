// Diagrams in Mermaid, within what GitHub and GitLab draw. GitLab refuses more than 2,000
// characters on a page: one flowchart and one gantt stay below it together.
//
// Labels have no escape that every version reads, so they hold only letters, digits and
// " ._/()+-"; anything else becomes "_". No text of a log is ever put into one.
#pragma once

#include <string>

#include "report/block.h"

namespace howdunit::report {

// At most 40 characters.
std::string MermaidLabel(std::string_view text);

// "" without arrows, with more than 9 nodes or 700 characters.
std::string MermaidFlowchart(const CausalGraph& graph);

// At most 12 bars and 1,200 characters; "" with less than two phases.
std::string MermaidGantt(const PhaseChart& chart);

}  // namespace howdunit::report
