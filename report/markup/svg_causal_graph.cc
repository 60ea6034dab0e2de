#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "report/markup/html_text.h"
#include "report/markup/svg.h"

namespace howdunit::report {
namespace {

constexpr double kBoxWidth = 250;
constexpr double kLine = 17;
constexpr double kGapX = 28;
constexpr double kGapY = 54;
constexpr double kMargin = 10;
constexpr std::size_t kCharactersPerLine = 36;
constexpr std::size_t kMostLines = 4;

std::vector<std::string> Wrap(const std::string& text) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string_view word : SplitWords(text)) {
    if (!line.empty() && line.size() + 1 + word.size() > kCharactersPerLine) {
      lines.push_back(line);
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += Shorten(word, kCharactersPerLine);
  }
  lines.push_back(line);
  if (lines.size() > kMostLines) {
    lines.resize(kMostLines);
    lines.back() += " …";
  }
  return lines;
}

// How many causes each node is away from the symptoms; rounds end where a circle would go on.
std::vector<std::size_t> Layers(const CausalGraph& graph) {
  std::vector<std::size_t> layers(graph.nodes.size(), 0);
  for (std::size_t round = 0; round < graph.nodes.size(); ++round) {
    for (const CausalGraph::Arrow& arrow : graph.arrows) {
      const std::size_t below = std::min(layers[arrow.effect] + 1, graph.nodes.size() - 1);
      layers[arrow.cause] = std::max(layers[arrow.cause], below);
    }
  }
  return layers;
}

struct Box {
  double x, y, height;
  std::vector<std::string> lines;
};

std::string EvidenceLine(const CausalGraph::Node& node) {
  std::string text = node.verdict;
  for (const std::size_t number : node.evidence) text += " E" + std::to_string(number);
  return text;
}

std::string Draw(const CausalGraph::Node& node, const Box& box) {
  std::string text = fmt::format(
      "<a href=\"#{}\"><title>{}</title><rect class=\"box {}\" x=\"{:.1f}\" y=\"{:.1f}\""
      " width=\"{}\" height=\"{:.1f}\" rx=\"6\"/>",
      HtmlText(node.id), HtmlText(node.title), HtmlText(node.verdict), box.x, box.y, kBoxWidth,
      box.height);
  double y = box.y + kLine;
  for (const std::string& line : box.lines) {
    text += fmt::format("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", box.x + 10, y,
                        HtmlText(line));
    y += kLine;
  }
  return text + fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text></a>\n",
                            box.x + 10, y, HtmlText(EvidenceLine(node)));
}

std::string Draw(const CausalGraph::Arrow& arrow, const Box& cause, const Box& effect) {
  const double x1 = cause.x + kBoxWidth / 2;
  const double y1 = cause.y;
  const double x2 = effect.x + kBoxWidth / 2;
  const double y2 = effect.y + effect.height + 7;
  const double bend = std::max(20.0, (y1 - y2) / 2);
  return fmt::format(
      "<path class=\"arrow{}\" d=\"M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}\""
      " marker-end=\"url(#head)\"/>\n",
      arrow.certain ? "" : " dashed", x1, y1, x1, y1 - bend, x2, y2 + bend, x2, y2);
}

}  // namespace

std::string SvgCausalGraph(const CausalGraph& graph) {
  if (graph.arrows.empty()) return "";
  const std::vector<std::size_t> layers = Layers(graph);
  const std::size_t depth = *std::max_element(layers.begin(), layers.end()) + 1;
  std::vector<std::size_t> counts(depth, 0);
  std::vector<double> heights(depth, 0);
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    std::vector<std::string> lines = Wrap(MakeVisible(graph.nodes[i].title));
    const double height = kLine * static_cast<double>(lines.size() + 1) + 12;
    heights[layers[i]] = std::max(heights[layers[i]], height);
    boxes.push_back({static_cast<double>(counts[layers[i]]++), 0, height, std::move(lines)});
  }
  const double widest = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
  const double width = widest * (kBoxWidth + kGapX) - kGapX + 2 * kMargin;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const double own =
        static_cast<double>(counts[layers[i]]) * (kBoxWidth + kGapX) - kGapX + 2 * kMargin;
    boxes[i].x = (width - own) / 2 + kMargin + boxes[i].x * (kBoxWidth + kGapX);
    boxes[i].y = kMargin;
    for (std::size_t layer = 0; layer < layers[i]; ++layer) boxes[i].y += heights[layer] + kGapY;
  }
  double height = 2 * kMargin - kGapY;
  for (const double of_layer : heights) height += of_layer + kGapY;
  std::string drawn;
  for (const CausalGraph::Arrow& arrow : graph.arrows) {
    drawn += Draw(arrow, boxes[arrow.cause], boxes[arrow.effect]);
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) drawn += Draw(graph.nodes[i], boxes[i]);
  return fmt::format(
      "<svg class=\"graph\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\""
      " role=\"img\" aria-labelledby=\"graph-title graph-desc\">"
      "<title id=\"graph-title\">What led to what</title>"
      "<desc id=\"graph-desc\">An arrow leads from cause to effect; the chains below say the same "
      "in"
      " words.</desc>\n"
      "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
      " markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M0 0 L8 4 L0 8 z\"/></marker>"
      "</defs>\n{2}</svg>",
      width, height, drawn);
}

}  // namespace howdunit::report
