// Mustache, behind data that a markup encodes: no template can reach text that was not encoded
// for its place, not even with {{{…}}}.
#pragma once

#include <map>
#include <memory>
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

// TemplateData as a markup writes it: what a template is filled in with.
class TemplateValues {
 public:
  // Both must outlive it.
  TemplateValues(const Markup& markup, const EvidenceRegister& evidence);
  ~TemplateValues();
  TemplateValues(const TemplateValues&) = delete;
  TemplateValues& operator=(const TemplateValues&) = delete;

  // Encodes all of `data`; what has a value already gets the new one.
  void Set(const TemplateData& data);

 private:
  friend class Template;
  struct Encoded;
  const Markup& markup_;
  const EvidenceRegister& evidence_;
  std::unique_ptr<Encoded> encoded_;
};

// Parsed once, to be filled in for one document after the other.
class Template {
 public:
  // Fails if `text` is no Mustache template; the message tells what is wrong with it.
  static Result<Template> Parse(std::string_view text);
  ~Template();
  Template(Template&& other) noexcept;
  Template& operator=(Template&& other) noexcept;

  // Thread-safe.
  std::string Fill(const TemplateValues& values);

 private:
  struct Parsed;
  explicit Template(std::unique_ptr<Parsed> parsed);
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace howdunit::report
