#include "report/exports/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace howdunit::report {
namespace {

struct BasisText {
  Basis basis;
  std::string_view text;
};

constexpr std::array kBasisTexts = {
    BasisText{Basis::kStated, "stated"},
    BasisText{Basis::kZoneInferred, "zone inferred"},
    BasisText{Basis::kYearInferred, "year inferred"},
    BasisText{Basis::kAge, "resolved from an age"},
    BasisText{Basis::kMtime, "modification time of a file"},
    BasisText{Basis::kClaim, "claimed by a token or certificate"},
};

std::string Describe(std::string_view which, const std::string& basis) {
  const auto* const found =
      std::find_if(kBasisTexts.begin(), kBasisTexts.end(),
                   [&](const BasisText& text) { return BasisName(text.basis) == basis; });
  // A case file of another version may know more of them.
  return fmt::format("{} ({})", which,
                     found == kBasisTexts.end() ? std::string_view(basis) : found->text);
}

}  // namespace

std::string FormatIso(const std::optional<Micros>& time) {
  if (!time) return "";
  const CivilTime t = ToCivil(*time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}+00:00", t.year, t.month, t.day,
                     t.hour, t.minute, t.second, t.fraction);
}

std::string DescribeStart(const TimelineRow& row) {
  return Describe(row.until.known() ? "First occurrence" : "Occurrence", row.basis);
}

std::string DescribeEnd(const TimelineRow& row) { return Describe("Last occurrence", row.basis); }

}  // namespace howdunit::report
