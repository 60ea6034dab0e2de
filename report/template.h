// Mustache, behind data that can hold only encoded text.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "report/encode.h"

namespace howdunit::report {

// What the tags of a template stand for. A list repeats its section; a flag
// switches one on or off; an empty text counts as off.
class TemplateData {
 public:
  void Set(const std::string& name, const Markdown& value) { values_[name] = value.str(); }
  void Set(const std::string& name, const Block& value) { values_[name] = value.str(); }
  void SetFlag(const std::string& name, bool value) { values_[name] = value; }
  void Set(const std::string& name, std::vector<TemplateData> list) {
    values_[name] = std::move(list);
  }
  // Tags written by the template itself, as they are: for the count of TODOs.
  void SetMark(const std::string& name, char mark) { values_[name] = std::string(1, mark); }

 private:
  friend class TemplateRenderer;
  std::map<std::string, std::variant<bool, std::string, std::vector<TemplateData>>> values_;
};

// Fails if `text` is no Mustache template; the message tells what is wrong with it.
Result<std::string> RenderTemplate(std::string_view text, const TemplateData& data);

}  // namespace howdunit::report
