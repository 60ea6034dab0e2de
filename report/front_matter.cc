#include "report/front_matter.h"

#include <set>

#include <nlohmann/json.hpp>

#include "core/text.h"
#include "report/format.h"
#include "report/sections/section.h"

namespace howdunit::report {
namespace {

// A JSON string is a YAML string.
std::string Quote(std::string_view text) {
  return nlohmann::json(MakeVisible(text))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The rules of the chains and the nodes: what one would look for.
std::set<std::string> TagsOf(const Review& review) {
  std::set<std::string> tags;
  for (const Incident& incident : review.incidents) {
    for (const Chain& chain : incident.chains) {
      for (const std::size_t at : chain) {
        tags.insert(review.findings[at].rule);
        if (!review.findings[at].node.empty()) tags.insert(review.findings[at].node);
      }
    }
  }
  return tags;
}

}  // namespace

std::string FrontMatter(const Review& review) {
  const Finding* leading = LeadingFinding(review);
  std::string text = "---\ntitle: ";
  text += Quote(leading == nullptr ? "Review of evidence: " + WhyNothing(review) : leading->title) +
          "\n";
  const std::string day = DayOf(review);
  if (!day.empty()) text += "date: " + day + "\n";
  text += "tags:\n  - post-incident-review\n";
  for (const std::string& tag : TagsOf(review)) text += "  - " + Quote(tag) + "\n";
  return text + "---\n\n";
}

}  // namespace howdunit::report
