// The parts of the report. Each file in this folder fills the tags that
// templates/pir.md uses for one part of it; sections.cc lists them in the order of
// the document, because evidence is numbered as it is cited.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/evidence_register.h"
#include "report/format.h"
#include "report/human.h"
#include "report/model/leading_finding.h"
#include "report/model/review.h"
#include "report/model/verdict.h"
#include "report/prose.h"
#include "report/template.h"
#include "report/zone.h"

namespace howdunit::report {

// How much of everything is shown. What is left out is counted, and in findings.json.
struct Limits {
  std::size_t rows;       // of a table
  std::size_t events;     // of the timeline
  std::size_t excerpt;    // bytes of a line in the evidence register
  std::size_t citations;  // of a sentence
  std::size_t incidents;  // those after them are counted
  std::size_t alike;      // chains that take the same steps: those after them name the steps only
};

struct SectionContext {
  const Review& review;
  const Limits& limits;
  const Zone* zone;       // of the second time column; null if none is wanted
  std::string version;    // of this program
  std::string elsewhere;  // where more is: "in pir.html"
  HumanTexts answers;     // to the TODOs
  EvidenceRegister& evidence;
  TemplateData& out;
};

struct Section {
  std::string_view name;
  void (*fill)(SectionContext& context);
};

// In the order of the document.
const std::vector<Section>& AllSections();

// --- for sections

// `sentence` with its full stop and citations: "Six pods hang. [E1] [E2]".
Prose CiteSentence(SectionContext& context, const Sentence& sentence);

// `text` as a sentence, encoded, with a full stop at its end.
Prose AsSentence(std::string_view text);

// "confirmed", strong.
Prose VerdictWord(const std::string& verdict);

// Lines of shell as code in a table cell.
Prose CommandLines(std::string_view command);

// The incidents that the document tells: the first ones.
std::span<const Incident> ToldIncidents(const SectionContext& context);

// "3 more in pir.html."; empty if nothing is left out.
Prose MoreRows(const SectionContext& context, std::size_t all, std::size_t shown);

// One list item of a template, with the names in pairs.
TemplateData Row(const std::vector<std::pair<std::string, Prose>>& cells);

// When the first incident began, or when the first bundle was captured: "2026-05-23"; may be "".
std::string DayOf(const Review& review);

// The last finding of a chain, as an index.
std::size_t LastOf(const Chain& chain);

}  // namespace howdunit::report
