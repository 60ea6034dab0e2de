#include "report/markup/mermaid.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/time.h"

namespace howdunit::report {
namespace {

constexpr std::size_t kLabelSize = 40;
constexpr std::size_t kMostNodes = 9;
constexpr std::size_t kMostFlowchart = 700;
constexpr std::size_t kMostBars = 12;
constexpr std::size_t kMostGantt = 1200;

std::string Fenced(const std::string& diagram) { return "```mermaid\n" + diagram + "```"; }

std::string GanttTime(Micros time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour,
                     t.minute, t.second);
}

// Days where the chart is longer than one.
std::string_view AxisFormat(Micros length) {
  return length > 2 * kDay ? "%m-%d" : (length > kDay ? "%m-%d %H:%M" : "%H:%M:%S");
}

}  // namespace

std::string MermaidLabel(std::string_view text) {
  std::string label;
  for (const char c : text) {
    if (label.size() == kLabelSize) break;
    const bool safe = IsAlnum(c) || std::string_view(" ._/()+-").find(c) != std::string_view::npos;
    label += safe ? c : '_';
  }
  return label;
}

std::string MermaidFlowchart(const CausalGraph& graph) {
  if (graph.arrows.empty() || graph.nodes.size() > kMostNodes) return "";
  std::string text = "flowchart TD\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    text += fmt::format("  n{}[\"{}\"]\n", i + 1, MermaidLabel(graph.nodes[i].label));
  }
  for (const CausalGraph::Arrow& arrow : graph.arrows) {
    text += fmt::format("  n{} {} n{}\n", arrow.cause + 1, arrow.certain ? "-->" : "-.->",
                        arrow.effect + 1);
  }
  return text.size() > kMostFlowchart ? "" : Fenced(text);
}

std::string MermaidGantt(const PhaseChart& chart) {
  if (chart.phases.size() < 2) return "";
  Micros from = chart.phases.front().from;
  Micros until = chart.phases.front().until;
  for (const PhaseChart::Phase& phase : chart.phases) {
    from = std::min(from, phase.from);
    until = std::max(until, phase.until);
  }
  std::string text =
      fmt::format("gantt\n  dateFormat YYYY-MM-DDTHH:mm:ss\n  axisFormat {}\n  section UTC\n",
                  AxisFormat(until - from));
  std::size_t bars = 0;
  for (const PhaseChart::Phase& phase : chart.phases) {
    // A moment, or a beginning of which the end is not known, is no bar.
    const std::string bar = phase.until - phase.from < kSecond
                                ? fmt::format("  {} :milestone, {}, 0s\n",
                                              MermaidLabel(phase.label), GanttTime(phase.from))
                                : fmt::format("  {} :{}, {}\n", MermaidLabel(phase.label),
                                              GanttTime(phase.from), GanttTime(phase.until));
    if (bars == kMostBars || text.size() + bar.size() > kMostGantt) break;
    text += bar;
    ++bars;
  }
  return Fenced(text);
}

}  // namespace howdunit::report
