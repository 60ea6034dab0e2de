#include "core/similarity.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace howdunit {
namespace {

struct Weight {
  std::string_view kind;
  double weight;
};
constexpr std::array kWeights = std::to_array<Weight>({
    {"cause", 8},
    {"symptom", 3},
    {"stage", 3},
    {"suspect", 2},
    {"link", 2},
    {"decided", 1},
    {"sign", 1},
});

double WeightOf(const std::vector<Trait>& traits) {
  double sum = 0;
  for (const Trait& trait : traits) {
    const auto found = std::find_if(kWeights.begin(), kWeights.end(), [&](const Weight& weight) {
      return weight.kind == trait.kind;
    });
    if (found != kWeights.end()) sum += found->weight;
  }
  return sum;
}

bool IsCause(const Trait& trait) { return trait.kind == "cause"; }

bool HoldsCause(const std::vector<Trait>& traits) {
  return std::any_of(traits.begin(), traits.end(), IsCause);
}

// Whether `traits` hold a question that decided about the cause.
bool Decides(const std::vector<Trait>& traits, const std::string& cause) {
  return std::any_of(traits.begin(), traits.end(), [&](const Trait& trait) {
    return trait.kind == "decided" && trait.text.starts_with(cause + "/");
  });
}

// One cause may come about in ways that have questions of their own.
bool CameAboutOtherwise(const Likeness& likeness) {
  if (!HoldsCause(likeness.shared)) {
    return HoldsCause(likeness.only_a) && HoldsCause(likeness.only_b);
  }
  return std::any_of(likeness.shared.begin(), likeness.shared.end(), [&](const Trait& trait) {
    return IsCause(trait) && !Decides(likeness.shared, trait.text) &&
           Decides(likeness.only_a, trait.text) && Decides(likeness.only_b, trait.text);
  });
}

}  // namespace

Likeness Compare(const std::vector<Trait>& a, const std::vector<Trait>& b) {
  Likeness likeness;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(likeness.shared));
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(likeness.only_a));
  std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::back_inserter(likeness.only_b));
  const double shared = WeightOf(likeness.shared);
  const double all = shared + WeightOf(likeness.only_a) + WeightOf(likeness.only_b);
  if (all > 0) likeness.score = shared / all;
  if (CameAboutOtherwise(likeness)) likeness.score /= 2;
  return likeness;
}

}  // namespace howdunit
