// Where moments stand on a line of a given length, so that an incident of minutes stays
// readable beside a token that is a day old: long spans in which nothing happens are
// cut to a short break.
#pragma once

#include <string>
#include <vector>

#include "core/time.h"

namespace howdunit::report {

class TimeAxis {
 public:
  struct Span {
    Micros from, until;
  };
  // What something lasted through is not cut. REQUIRES: moments is not empty, and holds the ends
  // of `lasting`.
  TimeAxis(std::vector<Micros> moments, const std::vector<Span>& lasting, double left,
           double right);

  // For any moment between the first and the last.
  double At(Micros time) const;

  struct Tick {
    double x;
    std::string label;  // "02:01:13"; with the date where it is another
  };
  std::vector<Tick> Ticks() const;

  struct Break {
    double from, until;
    Micros length;
  };
  std::vector<Break> Breaks() const;

 private:
  struct Stretch {
    Micros from, until;
    double left, right;
    bool cut;
  };
  std::vector<Stretch> stretches_;  // in order, one beginning where the other ends
};

}  // namespace howdunit::report
