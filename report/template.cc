#include "report/template.h"

#include <mustache.hpp>
#include <mutex>

#include "report/markup/marks.h"

namespace howdunit::report {
namespace {

namespace mustache = kainjow::mustache;

class Converter {
 public:
  Converter(const Markup& markup, const EvidenceRegister& evidence)
      : markup_(markup), evidence_(evidence) {}

  void ConvertInto(mustache::data& object, const TemplateData& data) const {
    for (const auto& [name, value] : data.values()) {
      object[name] =
          std::visit([this](const auto& held) { return this->ConvertValue(held); }, value);
    }
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
    mustache::list converted(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) ConvertInto(converted[i], list[i]);
    return mustache::data(converted);
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

struct TemplateValues::Encoded {
  mustache::data values;
};

TemplateValues::TemplateValues(const Markup& markup, const EvidenceRegister& evidence)
    : markup_(markup), evidence_(evidence), encoded_(std::make_unique<Encoded>()) {
  encoded_->values["todo"] = std::string(1, kTodoMark);
}
TemplateValues::~TemplateValues() = default;

void TemplateValues::Set(const TemplateData& data) {
  Converter(markup_, evidence_).ConvertInto(encoded_->values, data);
}

struct Template::Parsed {
  mustache::mustache mustache;
  std::mutex filling = {};  // it remembers where it is
};

Template::Template(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Template::~Template() = default;
Template::Template(Template&& other) noexcept = default;
Template& Template::operator=(Template&& other) noexcept = default;

Result<Template> Template::Parse(std::string_view text) {
  std::unique_ptr<Parsed> parsed(new Parsed{mustache::mustache(std::string(text))});
  if (!parsed->mustache.is_valid()) return Error{parsed->mustache.error_message()};
  // Every value is encoded for its place already.
  parsed->mustache.set_custom_escape([](const std::string& value) { return value; });
  return Template(std::move(parsed));
}

std::string Template::Fill(const TemplateValues& values) {
  const std::lock_guard lock(parsed_->filling);
  std::string text;
  parsed_->mustache.render(values.encoded_->values, [&](const std::string& part) { text += part; });
  return text;
}

}  // namespace howdunit::report
