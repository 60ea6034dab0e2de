#include "core/triage_line.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace howdunit {
namespace {

// What could not be read may be as bad as anything: it comes before what can wait.
constexpr std::array kSeverities =
    std::to_array<std::string_view>({"critical", "warning", "unread", "info", "none"});
constexpr std::array kVerdicts =
    std::to_array<std::string_view>({"confirmed", "likely", "unknown", "risk", "possible", "none"});

template <std::size_t kCount>
std::size_t Rank(const std::array<std::string_view, kCount>& order, const std::string& name) {
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), name) - order.begin());
}

}  // namespace

bool IsMoreUrgent(const TriageLine& a, const TriageLine& b) {
  const auto key = [](const TriageLine& line) {
    return std::tuple<std::size_t, std::size_t, const Redacted&>(
        Rank(kSeverities, line.severity), Rank(kVerdicts, line.verdict), line.path);
  };
  return key(a) < key(b);
}

}  // namespace howdunit
