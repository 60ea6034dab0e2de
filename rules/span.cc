#include "rules/span.h"

namespace howdunit {

void Widen(Span& span, const Span& other) {
  const auto earlier = [](std::optional<Micros>& a, const std::optional<Micros>& b) {
    if (b && (!a || *b < *a)) a = b;
  };
  const auto later = [](std::optional<Micros>& a, const std::optional<Micros>& b) {
    if (b && (!a || *b > *a)) a = b;
  };
  earlier(span.first_earliest, other.first_earliest);
  earlier(span.first_latest, other.first_latest);
  later(span.last_earliest, other.last_earliest);
  later(span.last_latest, other.last_latest);
}

}  // namespace howdunit
