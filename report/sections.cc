#include "report/sections/sections.h"

namespace howdunit::report {

// A new part of the report: a file in sections/, its function in sections.h, a line here.
const std::vector<Section>& AllSections() {
  static const std::vector<Section> kSections = {
      {"at-a-glance", FillAtAGlance},
      {"summary", FillSummary},
      {"looked-at", FillLookedAt},
      {"timeline", FillTimeline},
      {"root-causes", FillRootCauses},
      {"impact", FillImpact},
      {"explanations", FillExplanations},
      {"matrix", FillMatrix},
      {"leading", FillLeading},
      {"actions", FillActions},
      {"verification", FillVerification},
      {"recovery", FillRecovery},
      {"detection", FillDetection},
      {"gaps", FillGaps},
      {"questions", FillQuestions},
      {"technical-details", FillTechnicalDetails},
      {"unexplained", FillUnexplained},
      {"benign", FillBenign},
      {"method", FillMethod},
      {"todos", FillTodos},
  };
  return kSections;
}

}  // namespace howdunit::report
