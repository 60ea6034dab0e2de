// What a template may name, with what it stands for in a small review.

#include <fmt/format.h>

#include "core/text.h"
#include "report/document.h"
#include "report/report.h"
#include "report/sample_review.h"
#include "report/sections/sections.h"

namespace howdunit {
namespace report {
namespace {

constexpr std::size_t kMostSample = 70;

class Listing {
 public:
  Listing(const Markup& markup, const EvidenceRegister& evidence)
      : markup_(markup), evidence_(evidence) {}

  void Add(const TemplateData& data, std::size_t depth) {
    for (const auto& [name, value] : data.values()) {
      std::visit([&, &tag = name](const auto& held) { AddValue(tag, held, depth); }, value);
    }
  }
  std::string Take() { return std::move(text_); }

 private:
  void Line(const std::string& name, std::string_view kind, std::size_t depth,
            std::string_view sample = "") {
    const std::string line = fmt::format("{:{}}{:<{}} {:<5} {}", "", 2 * depth, name,
                                         22 - 2 * std::min<std::size_t>(depth, 4), kind, sample);
    text_ += std::string(TrimRight(line)) + "\n";
  }
  void AddValue(const std::string& name, bool flag, std::size_t depth) {
    Line(name, "flag", depth, flag ? "true" : "false");
  }
  void AddValue(const std::string& name, const Prose& prose, std::size_t depth) {
    Line(name, "text", depth, Sample(markup_.Finish(markup_.Encode(prose, evidence_))));
  }
  void AddValue(const std::string& name, const Block& block, std::size_t depth) {
    Line(name, "block", depth, Sample(markup_.Finish(markup_.Encode(block))));
  }
  void AddValue(const std::string& name, const TemplateData::List& list, std::size_t depth) {
    Line(name, "list", depth);
    // Not every item has everything.
    TemplateData item;
    for (const TemplateData& one : list) item.Merge(one);
    Add(item, depth + 1);
  }
  static std::string Sample(std::string_view encoded) {
    return Shorten(ReplaceAll(TrimRight(encoded), "\n", "\\n"), kMostSample);
  }

  const Markup& markup_;
  const EvidenceRegister& evidence_;
  std::string text_;
};

}  // namespace
}  // namespace report

std::string ListTemplateVariables(const std::string& version) {
  const report::Review review = report::SampleReview();
  const auto markup = report::MakeMarkdown();
  report::EvidenceRegister evidence(review, 3);
  const report::TemplateData data = report::FillTemplateData(
      review, version, {.rows = 3, .events = 3, .excerpt = 100, .citations = 3, .incidents = 3},
      evidence);
  report::Listing listing(*markup, evidence);
  listing.Add(data, 0);
  return listing.Take();
}

}  // namespace howdunit
