#include "report/sections/sections.h"

namespace howdunit::report {

const std::vector<Section>& AllSections() {
#define ROW_OF(name, fill) {name, fill},
  static const std::vector<Section> kSections = {HOWDUNIT_SECTIONS(ROW_OF)};
#undef ROW_OF
  return kSections;
}

}  // namespace howdunit::report
