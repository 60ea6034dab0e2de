#include "cli/files/kept_texts.h"

#include <fstream>
#include <iterator>

namespace howdunit {

Result<report::HumanTexts> ReadKept(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return UsageError("--keep: cannot open " + path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto kept = report::ReadHumanTexts(text);
  if (!kept) return UsageError("--keep: " + path + ": " + kept.error().message);
  return kept;
}

Result<void> CheckNobodyWrote(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return {};
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto written = report::ReadHumanTexts(text);
  // Marks that are broken are somebody's work, too.
  if (written && written->empty()) return {};
  const std::string what = written ? written->begin()->first : written.error().message;
  return Error{path + " holds what people wrote (" + what + "); take it over with --keep " + path +
               ", or choose another folder with -o"};
}

}  // namespace howdunit
