// What the review was made from, so that it can be made again.

#include "report/sections/sections.h"

namespace howdunit::report {

void FillMethod(SectionContext& context) {
  const Review& review = context.review;
  std::vector<TemplateData> inputs;
  for (const BundleRow& bundle : review.bundles) {
    if (inputs.size() == context.limits.rows) break;
    const Prose captured =
        Words(FormatMoment(bundle.captured) + (bundle.captured.known() ? " UTC" : ""));
    Prose basis = Words(bundle.captured_basis);
    if (!bundle.captured_member.empty()) {
      basis = JoinProse({basis, Code(bundle.captured_member)}, ", ");
    }
    inputs.push_back(Row({{"input_name", Code(bundle.name)},
                          {"input_layout", Words(bundle.layout)},
                          {"input_sha256", Code(bundle.sha256)},
                          {"input_captured", captured},
                          {"input_basis", basis}}));
  }
  context.out.Set("inputs", std::move(inputs));
  context.out.Set("inputs_more", MoreRows(context, review.bundles.size(), context.limits.rows));

  std::vector<TemplateData> settings;
  for (const auto& [name, value] : review.settings) {
    settings.push_back(Row({{"setting_name", Words(name)}, {"setting_value", Code(value)}}));
  }
  context.out.SetFlag("has_settings", !settings.empty());
  context.out.Set("settings", std::move(settings));
  context.out.Set("tool_version", Words(context.version));
}

}  // namespace howdunit::report
