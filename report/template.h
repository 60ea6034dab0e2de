// Mustache, behind data that a markup encodes: no template can reach text that was not encoded
// for its place, not even with {{{…}}}.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "report/block.h"
#include "report/evidence_register.h"
#include "report/markup/markup.h"
#include "report/prose.h"

namespace howdunit::report {

// What the tags of a template stand for. A list repeats its section; a flag
// switches one on or off; an empty text counts as off.
class TemplateData {
 public:
  using List = std::vector<TemplateData>;
  using Value = std::variant<bool, Prose, Block, List>;

  void Set(const std::string& name, Prose value) { values_[name] = std::move(value); }
  void Set(const std::string& name, Block value) { values_[name] = std::move(value); }
  void Set(const std::string& name, List list) { values_[name] = std::move(list); }
  void SetFlag(const std::string& name, bool value) { values_[name] = value; }

  // Takes over what has no value here; lists are joined.
  void Merge(const TemplateData& other);

  const std::map<std::string, Value>& values() const { return values_; }

 private:
  std::map<std::string, Value> values_;
};

// Fails if `text` is no Mustache template; the message tells what is wrong with it.
Result<std::string> RenderTemplate(std::string_view text, const TemplateData& data,
                                   const Markup& markup, const EvidenceRegister& evidence);

}  // namespace howdunit::report
