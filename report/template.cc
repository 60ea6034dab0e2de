#include "report/template.h"

#include <mustache.hpp>

#include "report/markup/marks.h"

namespace howdunit::report {
namespace {

namespace mustache = kainjow::mustache;

class Converter {
 public:
  Converter(const Markup& markup, const EvidenceRegister& evidence)
      : markup_(markup), evidence_(evidence) {}

  mustache::data Convert(const TemplateData& data) const {
    mustache::data object(mustache::data::type::object);
    for (const auto& [name, value] : data.values()) {
      object.set(name,
                 std::visit([this](const auto& held) { return this->ConvertValue(held); }, value));
    }
    return object;
  }

 private:
  static mustache::data ConvertText(const std::string& text) {
    return text.empty() ? mustache::data(false) : mustache::data(text);
  }
  static mustache::data ConvertValue(bool flag) { return mustache::data(flag); }
  mustache::data ConvertValue(const Prose& prose) const {
    return ConvertText(markup_.Encode(prose, evidence_));
  }
  mustache::data ConvertValue(const Block& block) const {
    return ConvertText(markup_.Encode(block));
  }
  mustache::data ConvertValue(const TemplateData::List& list) const {
    mustache::data converted(mustache::data::type::list);
    for (const TemplateData& item : list) converted.push_back(Convert(item));
    return converted;
  }

  const Markup& markup_;
  const EvidenceRegister& evidence_;
};

}  // namespace

void TemplateData::Merge(const TemplateData& other) {
  for (const auto& [name, value] : other.values_) {
    const auto [own, added] = values_.emplace(name, value);
    auto* list = std::get_if<List>(&own->second);
    const auto* more = std::get_if<List>(&value);
    if (!added && list != nullptr && more != nullptr) {
      list->insert(list->end(), more->begin(), more->end());
    }
  }
}

Result<std::string> RenderTemplate(std::string_view text, const TemplateData& data,
                                   const Markup& markup, const EvidenceRegister& evidence) {
  mustache::mustache parsed{std::string(text)};
  if (!parsed.is_valid()) return Error{parsed.error_message()};
  // Every value is encoded for its place already.
  parsed.set_custom_escape([](const std::string& value) { return value; });
  mustache::data values = Converter(markup, evidence).Convert(data);
  values.set("todo", std::string(1, kTodoMark));
  return parsed.render(values);
}

}  // namespace howdunit::report
