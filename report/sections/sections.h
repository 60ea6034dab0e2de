// The parts of a review, one function per file in this folder; what each fills is said there.
#pragma once

#include <set>

#include "report/sections/section.h"

// A new part: a file here with its function, and a line in the order of the review.
#define HOWDUNIT_SECTIONS(X)                   \
  X("at-a-glance", FillAtAGlance)              \
  X("summary", FillSummary)                    \
  X("looked-at", FillLookedAt)                 \
  X("timeline", FillTimeline)                  \
  X("root-causes", FillRootCauses)             \
  X("impact", FillImpact)                      \
  X("explanations", FillExplanations)          \
  X("matrix", FillMatrix)                      \
  X("leading", FillLeading)                    \
  X("actions", FillActions)                    \
  X("verification", FillVerification)          \
  X("recovery", FillRecovery)                  \
  X("detection", FillDetection)                \
  X("gaps", FillGaps)                          \
  X("questions", FillQuestions)                \
  X("technical-details", FillTechnicalDetails) \
  X("unexplained", FillUnexplained)            \
  X("benign", FillBenign)                      \
  X("method", FillMethod)                      \
  X("todos", FillTodos)

namespace howdunit::report {

#define DECLARE(name, fill) void fill(SectionContext& context);
HOWDUNIT_SECTIONS(DECLARE)
#undef DECLARE

// Last: of what a document cites.
void FillEvidenceRegister(SectionContext& context, const std::set<std::size_t>& cited);

}  // namespace howdunit::report
