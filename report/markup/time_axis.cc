#include "report/markup/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace howdunit::report {
namespace {

constexpr double kBreakWidth = 40;
constexpr std::size_t kMostBreaks = 6;
constexpr double kTickDistance = 130;

constexpr std::array kSteps = {1 * kSecond, 5 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,
                               2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
                               1 * kHour,   2 * kHour,   6 * kHour,    12 * kHour,   kDay,
                               7 * kDay,    30 * kDay,   365 * kDay};

// Indexes of the gaps between moments that are longer than half of what is left without them.
std::set<std::size_t> GapsToCut(const std::vector<Micros>& moments,
                                const std::vector<TimeAxis::Span>& lasting) {
  std::vector<std::size_t> gaps;
  for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
    const bool quiet = std::none_of(lasting.begin(), lasting.end(), [&](const auto& span) {
      return span.from <= moments[i] && moments[i + 1] <= span.until;
    });
    if (quiet) gaps.push_back(i);
  }
  const auto length = [&](std::size_t gap) { return moments[gap + 1] - moments[gap]; };
  std::stable_sort(gaps.begin(), gaps.end(),
                   [&](std::size_t a, std::size_t b) { return length(a) > length(b); });
  Micros left = moments.back() - moments.front();
  std::set<std::size_t> cut;
  for (const std::size_t gap : gaps) {
    const Micros rest = left - length(gap);
    if (cut.size() == kMostBreaks || rest <= 0 || 2 * length(gap) <= rest) break;
    cut.insert(gap);
    left = rest;
  }
  return cut;
}

std::string Clock(Micros time, bool with_seconds) {
  const CivilTime t = ToCivil(time);
  return with_seconds ? fmt::format("{:02}:{:02}:{:02}", t.hour, t.minute, t.second)
                      : fmt::format("{:02}:{:02}", t.hour, t.minute);
}

std::string Day(Micros time) {
  const CivilTime t = ToCivil(time);
  return fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day);
}

}  // namespace

TimeAxis::TimeAxis(std::vector<Micros> moments, const std::vector<Span>& lasting, double left,
                   double right) {
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  if (moments.size() == 1) moments.push_back(moments.front() + kSecond);
  const std::set<std::size_t> cut = GapsToCut(moments, lasting);
  Micros shown = 0;
  for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
    if (!cut.contains(i)) shown += moments[i + 1] - moments[i];
  }
  const double width = right - left - kBreakWidth * static_cast<double>(cut.size());
  double x = left;
  for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
    const bool is_cut = cut.contains(i);
    const Micros length = moments[i + 1] - moments[i];
    const double step =
        is_cut ? kBreakWidth : width * static_cast<double>(length) / static_cast<double>(shown);
    if (!stretches_.empty() && !is_cut && !stretches_.back().cut) {
      stretches_.back().until = moments[i + 1];
      stretches_.back().right = x + step;
    } else {
      stretches_.push_back({moments[i], moments[i + 1], x, x + step, is_cut});
    }
    x += step;
  }
}

double TimeAxis::At(Micros time) const {
  for (const Stretch& stretch : stretches_) {
    if (time > stretch.until) continue;
    const double part = static_cast<double>(std::max(time, stretch.from) - stretch.from) /
                        static_cast<double>(stretch.until - stretch.from);
    return stretch.left + part * (stretch.right - stretch.left);
  }
  return stretches_.back().right;
}

std::vector<TimeAxis::Tick> TimeAxis::Ticks() const {
  std::vector<Tick> ticks;
  std::string day;
  const auto add = [&](Micros time, bool with_seconds) {
    const double x = At(time);
    if (!ticks.empty() && x - ticks.back().x < kTickDistance * 0.7) return;
    std::string label = Clock(time, with_seconds);
    if (const std::string of = Day(time); of != day) {
      label.insert(0, of + " ");
      day = of;
    }
    ticks.push_back({x, std::move(label)});
  };
  for (const Stretch& stretch : stretches_) {
    if (stretch.cut) continue;
    const double wanted = std::max(1.0, (stretch.right - stretch.left) / kTickDistance);
    const auto length = static_cast<double>(stretch.until - stretch.from);
    const auto* step = std::find_if(kSteps.begin(), kSteps.end(), [&](Micros of) {
      return static_cast<double>(of) >= length / wanted;
    });
    const Micros every = step == kSteps.end() ? kSteps.back() : *step;
    add(stretch.from, true);
    for (Micros at = (stretch.from / every + 1) * every; at < stretch.until; at += every) {
      add(at, every < kMinute);
    }
  }
  return ticks;
}

std::vector<TimeAxis::Break> TimeAxis::Breaks() const {
  std::vector<Break> breaks;
  for (const Stretch& stretch : stretches_) {
    if (stretch.cut) breaks.push_back({stretch.left, stretch.right, stretch.until - stretch.from});
  }
  return breaks;
}

}  // namespace howdunit::report
