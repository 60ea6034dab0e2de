#include "cli/profile_table.h"

#include <fmt/format.h>

namespace howdunit {
namespace {

constexpr double kMegabyte = 1e6;

double Share(double seconds, double of) { return of > 0 ? 100 * seconds / of : 0; }

}  // namespace

std::string FormatProfile(const Profile& profile) {
  std::string text = fmt::format("where the time went ({:.3f} s)\n", profile.seconds);
  for (const StageProfile& row : profile.stages) {
    text +=
        fmt::format("  {:<9}{:>9.3f} s{:>5.0f} %", kStageNames[static_cast<std::size_t>(row.stage)],
                    row.seconds, Share(row.seconds, profile.seconds));
    if (row.bytes > 0 && row.seconds > 0) {
      const double megabytes = static_cast<double>(row.bytes) / kMegabyte;
      text += fmt::format("{:>10.1f} MB{:>10.1f} MB/s", megabytes, megabytes / row.seconds);
    }
    text += "\n";
    for (const PartProfile& part : profile.parts) {
      if (part.stage == row.stage)
        text += fmt::format("    {:<32}{:>9.3f} s\n", part.name, part.seconds);
    }
  }
  return text;
}

}  // namespace howdunit
