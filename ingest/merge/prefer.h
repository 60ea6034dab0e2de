// Filling a record from another that is about the same thing.
#pragma once

#include <optional>
#include <vector>

#include "core/redacted.h"
#include "core/time.h"

namespace howdunit {

inline void Fill(Redacted& into, const Redacted& from) {
  if (into.empty()) into = from;
}

template <typename T>
void Fill(std::optional<T>& into, const std::optional<T>& from) {
  if (!into) into = from;
}

template <typename T>
void Fill(std::vector<T>& into, const std::vector<T>& from) {
  if (into.empty()) into = from;
}

// The narrower of two ranges for one moment.
inline void Fill(When& into, const When& from) {
  if (!from.instant.known()) return;
  const auto width = [](const Instant& i) { return i.latest - i.earliest; };
  if (!into.instant.known() || width(from.instant) < width(into.instant)) into = from;
}

}  // namespace howdunit
