// Citations, looked up.

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.h"
#include "report/document.h"
#include "report/model/evidence.h"
#include "report/report.h"

namespace howdunit {
namespace {

// Whether a member holds texts in one of these formats, whose readers drop secrets by their place.
bool HoldsDocuments(std::string_view formats) {
  constexpr std::array kDocuments = std::to_array<std::string_view>(
      {"kube-yaml", "kube-json", "kubeconfig", "audit-log", "calicoctl"});
  const std::vector<std::string_view> found = Split(formats, ',');
  return std::any_of(found.begin(), found.end(), [&](std::string_view format) {
    return std::find(kDocuments.begin(), kDocuments.end(), format) != kDocuments.end();
  });
}

}  // namespace

Result<EvidencePlace> FindEvidence(const Database& database, std::size_t number) {
  TRY_ASSIGN(const report::Review review, report::LoadReview(database));
  const report::EvidenceRegister evidence = report::NumberEvidence(review);
  if (number < 1 || number > evidence.size()) {
    return Error{"there is no E" + std::to_string(number) + "; the review's last is E" +
                 std::to_string(evidence.size())};
  }
  const report::Source& source = evidence.At(number);
  EvidencePlace place{.member = source.member,
                      .line = source.line,
                      .line_end = source.line_end,
                      .text = source.text};
  for (const report::BundleRow& bundle : review.bundles) {
    if (bundle.id != source.bundle) continue;
    place.bundle = bundle.name;
    place.bundle_sha256 = bundle.sha256;
  }
  for (const report::MemberRow& member : review.members) {
    if (member.bundle == source.bundle && member.path == source.member) {
      place.sha256 = member.sha256;
      place.in_document = HoldsDocuments(member.format);
    }
  }
  return place;
}

Result<std::vector<std::string>> EvidenceCells(const Database& database) {
  TRY_ASSIGN(const report::Review review, report::LoadReview(database));
  const report::EvidenceRegister evidence = report::NumberEvidence(review);
  const auto markdown = report::MakeMarkdown();
  std::vector<std::string> cells;
  for (std::size_t number = 1; number <= evidence.size(); ++number) {
    const std::string place = report::PlaceOf(review, evidence.At(number));
    cells.push_back(markdown->Encode(report::Code(place), evidence));
  }
  return cells;
}

}  // namespace howdunit
