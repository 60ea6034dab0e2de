#include "cli/evidence_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "cli/exit_code.h"
#include "codec/sha256.h"
#include "core/redacted.h"
#include "core/text.h"
#include "ingest/bundle/bundle_reader.h"
#include "ingest/bundles_in.h"
#include "ingest/ingest.h"
#include "ingest/reader.h"
#include "report/report.h"

namespace howdunit {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostLines = 10'000;

// "E12" or "12".
Result<std::size_t> ParseNumber(std::string_view text) {
  const std::string_view digits = text.starts_with('E') ? text.substr(1) : text;
  const auto number = ParseInt(digits);
  if (!number || *number < 1) {
    return UsageError("\"" + std::string(text) + "\" is no citation; expected one like E12");
  }
  return static_cast<std::size_t>(*number);
}

// What is at the place, under the name that the review calls it by.
Result<std::string> FindBundle(const std::vector<std::string>& given, const std::string& name) {
  std::vector<std::string> candidates;
  std::error_code error;
  if (given.empty()) {
    for (const auto& entry : fs::directory_iterator(".", error)) {
      candidates.push_back(entry.path().string());
    }
    std::sort(candidates.begin(), candidates.end());
  }
  for (const std::string& path : given) {
    if (!fs::exists(path, error)) return Error{"cannot open " + path + ": no such file"};
    const std::vector<std::string> found = BundlesIn(path);
    candidates.insert(candidates.end(), found.begin(), found.end());
  }
  for (const std::string& path : candidates) {
    if (BundleName(path) == name) return path;
  }
  // Renamed: what it holds tells whether it is the same.
  if (candidates.size() == 1 && !given.empty()) return candidates.front();
  return Error{"the citation is of the bundle " + name +
               (given.empty() ? ", which is not in this folder; give its path"
                              : ", which is not among those given")};
}

// Takes the lines from `first` to `last` off a member, by the reader that the review's line numbers
// come from; its bytes go through `hash`.
std::vector<std::string> ReadLines(MemberBytes& bytes, std::int64_t first, std::int64_t last,
                                   Sha256& hash) {
  Reader in(
      [&](char* buffer, std::size_t size) {
        const std::size_t got = bytes.Read(buffer, size);
        hash.Update({buffer, got});
        return got;
      },
      Limits{});
  std::vector<std::string> lines;
  const auto keep = [&](std::int64_t number, std::string_view text) {
    if (number < first || number > last) return;
    lines.resize(static_cast<std::size_t>(number - first + 1));
    lines.back() = text;
  };
  while (in.NextSection()) {
    if (!in.command().empty()) keep(in.lines(), "$ " + in.command());
    if (!in.file_header().empty()) keep(in.lines(), "==> " + in.file_header() + " <==");
    while (const auto line = in.Next()) keep(line->number, line->text);
  }
  return lines;
}

void Print(const EvidencePlace& place, std::size_t number, std::int64_t first,
           const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  // As one text: a key goes over many lines.
  const std::string redacted = MakeVisible(Redact(RepairUtf8(text)).str());
  fmt::print("E{}: {}: {}:{}{}\n", number, MakeVisible(place.bundle), MakeVisible(place.member),
             place.line, place.line_end > place.line ? fmt::format("-{}", place.line_end) : "");
  std::int64_t at = first;
  for (const std::string_view line : Split(TrimRight(redacted), '\n')) {
    const bool cited = at >= place.line && at <= place.line_end;
    fmt::print("{} {:>7}  {}\n", cited ? '>' : ' ', at, line);
    ++at;
  }
  if (redacted != MakeVisible(RepairUtf8(text))) {
    fmt::print("Not shown as they are: secrets and control characters.\n");
  }
}

}  // namespace

Result<int> RunEvidenceCommand(const Options& options) {
  TRY_ASSIGN(const std::size_t number, ParseNumber(options.citation));
  TRY_ASSIGN(const Database database, Database::OpenReadOnly(options.database));
  TRY_ASSIGN(const EvidencePlace place, FindEvidence(database, number));
  TRY_ASSIGN(const std::string path, FindBundle(options.bundles, place.bundle));
  // Of a document nothing is printed that the case file has not got: there secrets were dropped by
  // their place in it, which a few of its lines do not show.
  const std::int64_t context = place.in_document ? 0 : options.context;
  const std::int64_t first = std::max<std::int64_t>(1, place.line - context);
  const std::int64_t last = std::min(place.line_end, place.line + kMostLines) + context;
  std::optional<std::string> sha256;
  std::vector<std::string> lines;
  TRY_ASSIGN(const BundleScan scan,
             VisitBundle(path, Limits{}, [&](const MemberEntry& entry, MemberBytes& bytes) {
               if (entry.path != place.member || sha256) return;
               Sha256 hash;
               lines = ReadLines(bytes, first, last, hash);
               sha256 = bytes.problem.empty() ? hash.Finish() : "";
             }));
  const std::string where = path + ": " + place.member;
  if (!sha256) return Error{"the bundle has changed: " + where + " is no longer there"};
  // Large files of an archive are known by the archive's hash.
  const bool by_bundle = place.sha256.empty() && !scan.sha256.empty();
  const std::string& is = by_bundle ? scan.sha256 : *sha256;
  const std::string& was = by_bundle ? place.bundle_sha256 : place.sha256;
  if (is != was) {
    return Error{"the bundle has changed: " + where + " is not the file that the review cites (" +
                 "SHA-256 " + is.substr(0, 12) + "… instead of " + was.substr(0, 12) + "…)"};
  }
  if (place.in_document) lines = {place.text};
  Print(place, number, first, lines);
  if (place.in_document && options.context > 0) {
    fmt::print("Of a document only what is cited is shown: secrets may stand beside it.\n");
  }
  return kDone;
}

}  // namespace howdunit
