// How often four bytes in a row stand in logs.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace howdunit {

// As tools/common-grams counted it in logs of kubelets, runtimes and containers. Approximate: what
// is rare may be taken for common.
class GramWeights {
 public:
  GramWeights();

  // Of a million places, in powers of two; 0 of what is rare. REQUIRES: gram.size() == 4.
  std::uint32_t Of(std::string_view gram) const;

 private:
  std::vector<std::uint8_t> exponents_;  // by hash; 0 where nothing is known
};

}  // namespace howdunit
