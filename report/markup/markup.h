// The languages that a review can be written in.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "report/block.h"
#include "report/evidence_register.h"
#include "report/prose.h"

namespace howdunit::report {

class Markup {
 public:
  Markup() = default;
  virtual ~Markup() = default;
  Markup(const Markup&) = delete;
  Markup& operator=(const Markup&) = delete;

  // Prose in one place of a template: `evidence` is folded below it where the markup can.
  virtual std::string Encode(const Prose& prose, const EvidenceRegister& evidence) const = 0;
  // "" if the markup has no way to show it, or none that readers would see.
  virtual std::string Encode(const Block& block) const = 0;
  // Whether its documents may be so long that a shorter one refers to them.
  virtual bool holds_more() const = 0;
  // What is left to do with the whole text when a template is filled in.
  virtual std::string Finish(std::string text) const = 0;
};

// GitHub's Markdown, in tables and paragraphs; pictures as Mermaid.
std::unique_ptr<Markup> MakeMarkdown();
// HTML 5 without scripts; pictures as SVG.
std::unique_ptr<Markup> MakeHtml();

}  // namespace howdunit::report
