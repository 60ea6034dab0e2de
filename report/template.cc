#include "report/template.h"

#include <mustache.hpp>

namespace howdunit::report {

namespace mustache = kainjow::mustache;

class TemplateRenderer {
 public:
  static mustache::data Convert(const TemplateData& data) {
    mustache::data object(mustache::data::type::object);
    for (const auto& [name, value] : data.values_) {
      object.set(name, std::visit([](const auto& held) { return ConvertValue(held); }, value));
    }
    return object;
  }

 private:
  static mustache::data ConvertValue(bool flag) { return mustache::data(flag); }
  static mustache::data ConvertValue(const std::string& text) {
    return text.empty() ? mustache::data(false) : mustache::data(text);
  }
  static mustache::data ConvertValue(const std::vector<TemplateData>& list) {
    mustache::data converted(mustache::data::type::list);
    for (const TemplateData& item : list) converted.push_back(Convert(item));
    return converted;
  }
};

Result<std::string> RenderTemplate(std::string_view text, const TemplateData& data) {
  mustache::mustache parsed{std::string(text)};
  if (!parsed.is_valid()) return Error{parsed.error_message()};
  // Every value is encoded for its place already (report/encode.h).
  parsed.set_custom_escape([](const std::string& value) { return value; });
  return parsed.render(TemplateRenderer::Convert(data));
}

}  // namespace howdunit::report
