// One function per file in this folder; what each fills is said there.
#pragma once

#include <set>

#include "report/sections/section.h"

namespace howdunit::report {

void FillAtAGlance(SectionContext& context);
void FillSummary(SectionContext& context);
void FillLookedAt(SectionContext& context);
void FillTimeline(SectionContext& context);
void FillRootCauses(SectionContext& context);
void FillImpact(SectionContext& context);
void FillExplanations(SectionContext& context);
void FillMatrix(SectionContext& context);
void FillLeading(SectionContext& context);
void FillActions(SectionContext& context);
void FillVerification(SectionContext& context);
void FillRecovery(SectionContext& context);
void FillDetection(SectionContext& context);
void FillGaps(SectionContext& context);
void FillQuestions(SectionContext& context);
void FillTechnicalDetails(SectionContext& context);
void FillUnexplained(SectionContext& context);
void FillBenign(SectionContext& context);
void FillMethod(SectionContext& context);
void FillTodos(SectionContext& context);

// Last: of what a document cites.
void FillEvidenceRegister(SectionContext& context, const std::set<std::size_t>& cited);

}  // namespace howdunit::report
