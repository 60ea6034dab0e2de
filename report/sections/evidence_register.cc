// Every [E…] of the text above: where it stands and what it says.

#include "core/text.h"
#include "report/model/evidence.h"
#include "report/sections/sections.h"

namespace howdunit::report {
namespace {

// Several lines as one: their indentation says nothing here.
std::string Excerpt(std::string_view text, std::size_t most) {
  std::string excerpt;
  for (const std::string_view line : Split(Trim(text), '\n')) {
    if (!excerpt.empty()) excerpt += '\n';
    excerpt += Trim(line);
  }
  return Shorten(excerpt, most);
}

}  // namespace

void FillEvidenceRegister(SectionContext& context, const std::set<std::size_t>& cited) {
  std::vector<TemplateData> rows;
  for (const std::size_t number : cited) {
    const Source& source = context.evidence.At(number);
    const Prose excerpt = Code(Excerpt(source.text, context.limits.excerpt));
    rows.push_back(
        Row({{"entry_number", Number(static_cast<std::int64_t>(number))},
             {"entry_place", Code(PlaceOf(context.review, source))},
             {"entry_text", JoinProse({excerpt, Words(source.note)}, LineBreak() + "read as: ")},
             {"entry_cited", CitationsOf(number)}}));
  }
  context.out.SetFlag("has_entries", !rows.empty());
  context.out.Set("entries", std::move(rows));
}

}  // namespace howdunit::report
