#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "report/format.h"
#include "report/markup/html_text.h"
#include "report/markup/svg.h"
#include "report/markup/time_axis.h"

namespace howdunit::report {
namespace {

constexpr double kWidth = 1200;
constexpr double kLeft = 150;  // of the names of lanes
constexpr double kRight = 1180;
constexpr double kTop = 44;
constexpr double kRow = 22;
constexpr double kLanePadding = 8;
constexpr double kCharacter = 6.9;  // width at 12px, a little more than it needs
constexpr double kVisible = 3;      // a range narrower than this is a moment
constexpr std::size_t kMostLabel = 60;

// An event with its place.
struct Drawn {
  const TimelineChart::Event* event;
  double from, from_latest;    // its beginning
  double until, until_latest;  // its end
  std::string label;
  bool label_left;   // of the mark
  bool label_above;  // of a bar that leaves no place beside it
  double label_x;
  std::size_t row = 0;  // in its lane

  double least() const { return std::min(from, label_left ? label_x - LabelWidth() : from); }
  double most() const {
    return std::max(std::max(until_latest, from_latest) + 8,
                    label_left ? label_x : label_x + LabelWidth());
  }
  double LabelWidth() const { return kCharacter * static_cast<double>(Characters()); }
  std::size_t Characters() const {
    return static_cast<std::size_t>(
        std::count_if(label.begin(), label.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
  }
};

std::vector<Micros> MomentsOf(const TimelineChart& chart) {
  std::vector<Micros> moments;
  for (const TimelineChart::Event& event : chart.events) {
    for (const Moment& moment : {event.from, event.until}) {
      if (!moment.known()) continue;
      moments.push_back(*moment.earliest);
      moments.push_back(*moment.latest);
    }
  }
  return moments;
}

std::vector<TimeAxis::Span> LastingOf(const TimelineChart& chart) {
  std::vector<TimeAxis::Span> lasting;
  for (const TimelineChart::Event& event : chart.events) {
    if (!event.from.known() || !event.until.known()) continue;
    if (*event.from.latest < *event.until.earliest) {
      lasting.push_back({*event.from.latest, *event.until.earliest});
    }
  }
  return lasting;
}

std::string Numbers(const std::vector<std::size_t>& evidence) {
  std::string text;
  for (const std::size_t number : evidence) {
    if (text.size() > 12) return text + " …";
    text += (text.empty() ? "E" : " E") + std::to_string(number);
  }
  return text;
}

Drawn Place(const TimelineChart::Event& event, const TimeAxis& axis) {
  Drawn drawn{.event = &event,
              .from = axis.At(*event.from.earliest),
              .from_latest = axis.At(*event.from.latest),
              .until = 0,
              .until_latest = 0,
              .label = "",
              .label_left = false,
              .label_above = false,
              .label_x = 0};
  drawn.until = event.until.known() ? axis.At(*event.until.earliest) : drawn.from_latest;
  drawn.until_latest = event.until.known() ? axis.At(*event.until.latest) : drawn.from_latest;
  const std::string numbers = Numbers(event.evidence);
  drawn.label =
      MakeVisible(Shorten(event.text, kMostLabel)) + (numbers.empty() ? "" : " · " + numbers);
  drawn.label_x = drawn.until_latest + 10;
  if (drawn.label_x + drawn.LabelWidth() > kRight) {
    drawn.label_left = true;
    drawn.label_x = drawn.from - 10;
  }
  if (drawn.label_left && drawn.label_x - drawn.LabelWidth() < kLeft) {
    drawn.label_left = false;
    drawn.label_above = true;
    drawn.label_x = std::max(kLeft + 4, std::min(drawn.from, kRight - drawn.LabelWidth()));
  }
  return drawn;
}

// Gives each event of a lane the first row in which it touches no other; returns how many there
// are.
std::size_t Stack(std::vector<Drawn*>& lane) {
  std::vector<std::vector<std::pair<double, double>>> rows;
  const auto is_free = [&](std::size_t row, const Drawn& drawn) {
    return row >= rows.size() ||
           std::all_of(rows[row].begin(), rows[row].end(), [&](const auto& taken) {
             return drawn.most() + 6 < taken.first || drawn.least() > taken.second + 6;
           });
  };
  for (Drawn* drawn : lane) {
    while (!is_free(drawn->row, *drawn) ||
           (drawn->label_above && !is_free(drawn->row + 1, *drawn))) {
      ++drawn->row;
    }
    // The label has a row of its own above the bar.
    if (drawn->label_above) ++drawn->row;
    rows.resize(std::max(rows.size(), drawn->row + 1));
    for (std::size_t row = drawn->row - (drawn->label_above ? 1 : 0); row <= drawn->row; ++row) {
      rows[row].emplace_back(drawn->least(), drawn->most());
    }
  }
  return std::max<std::size_t>(1, rows.size());
}

std::string Bar(std::string_view css, double from, double until, double y) {
  if (until - from < kVisible) return "";
  return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"8\"/>",
                     css, from, y - 4, until - from);
}

// A full disc for what matters most, a ring for the rest.
std::string Mark(const Drawn& drawn, double y) {
  const double x = (drawn.from + drawn.from_latest) / 2;
  return fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\"/>",
                     drawn.event->important ? "mark" : "mark ring", x, y);
}

std::string Draw(const Drawn& drawn, double y) {
  const TimelineChart::Event& event = *drawn.event;
  std::string text =
      fmt::format("<title>{} UTC: {}</title>", HtmlText(FormatSpan(event.from, event.until)),
                  HtmlText(event.text));
  text += Bar("bar", drawn.from_latest, drawn.until, y);
  text += Bar("hatched", drawn.from, drawn.from_latest, y);
  text += Bar("hatched", drawn.until, drawn.until_latest, y);
  text += Mark(drawn, y);
  text += fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\"{}>{}</text>",
                      event.important ? "label strong" : "label", drawn.label_x,
                      y + 4 - (drawn.label_above ? kRow * 0.75 : 0),
                      drawn.label_left ? " text-anchor=\"end\"" : "", HtmlText(drawn.label));
  if (event.evidence.empty()) return "<g>" + text + "</g>\n";
  return fmt::format("<a href=\"#E{}\">{}</a>\n", event.evidence.front(), text);
}

std::string DrawAxis(const TimeAxis& axis, double bottom) {
  std::string text;
  for (const TimeAxis::Tick& tick : axis.Ticks()) {
    text += fmt::format(
        "<line class=\"grid\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>"
        "<text class=\"tick\" x=\"{3:.1f}\" y=\"{4:.1f}\">{5}</text>\n",
        tick.x, kTop - 12, bottom,
        std::min(tick.x, kWidth - kCharacter * static_cast<double>(tick.label.size())), kTop - 18,
        tick.label);
  }
  double below = bottom + 14;
  for (const TimeAxis::Break& gap : axis.Breaks()) {
    text += fmt::format(
        "<rect class=\"break\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\">"
        "<title>{} not drawn to scale</title></rect>"
        "<text class=\"tick middle\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
        gap.from, kTop - 12, gap.until - gap.from, bottom - kTop + 12, FormatLength(gap.length),
        (gap.from + gap.until) / 2, below, FormatLength(gap.length));
    // In turn on two lines: breaks may stand side by side.
    below = below > bottom + 14 ? bottom + 14 : bottom + 28;
  }
  return text;
}

}  // namespace

std::string SvgTimeline(const TimelineChart& chart) {
  const std::vector<Micros> moments = MomentsOf(chart);
  if (moments.empty()) return "";
  const TimeAxis axis(moments, LastingOf(chart), kLeft + 10, kRight - 10);
  std::vector<Drawn> all;
  for (const TimelineChart::Event& event : chart.events) {
    if (event.from.known()) all.push_back(Place(event, axis));
  }
  std::string lanes;
  double y = kTop;
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) {
    std::vector<Drawn*> lane;
    for (Drawn& drawn : all) {
      if (drawn.event->lane == i) lane.push_back(&drawn);
    }
    const double height = kRow * static_cast<double>(Stack(lane)) + kLanePadding;
    lanes += fmt::format(
        "<rect class=\"lane{}\" x=\"0\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\"/>"
        "<text class=\"lane-name\" x=\"8\" y=\"{:.1f}\">{}</text>\n",
        i % 2 == 0 ? "" : " odd", y, kWidth, height, y + kRow / 2 + kLanePadding / 2 + 4,
        HtmlText(Shorten(chart.lanes[i], 20)));
    y += height;
  }
  const double bottom = y;
  std::string events;
  y = kTop;
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) {
    std::size_t rows = 1;
    for (const Drawn& drawn : all) {
      if (drawn.event->lane != i) continue;
      rows = std::max(rows, drawn.row + 1);
      events += Draw(drawn, y + kLanePadding / 2 + kRow * (static_cast<double>(drawn.row) + 0.5));
    }
    y += kRow * static_cast<double>(rows) + kLanePadding;
  }
  return fmt::format(
      "<svg class=\"timeline\" viewBox=\"0 0 {} {:.0f}\" role=\"img\""
      " aria-labelledby=\"timeline-title timeline-desc\">"
      "<title id=\"timeline-title\">Timeline, one lane for each node</title>"
      "<desc id=\"timeline-desc\">{} of the most telling events in UTC; the table below says the"
      " same in words.</desc>\n"
      "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
      " patternTransform=\"rotate(45)\"><rect class=\"hatch-line\" width=\"2\" height=\"5\"/>"
      "</pattern></defs>\n{}{}{}</svg>",
      kWidth, bottom + 34, all.size(), lanes, DrawAxis(axis, bottom), events);
}

}  // namespace howdunit::report
