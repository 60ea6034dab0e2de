#include "report/templates.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/embedded.h"
#include "core/text.h"
#include "report/report.h"

namespace howdunit {

const std::vector<EmbeddedFile>& TemplateFiles();  // templates/*

namespace report {
namespace {

namespace fs = std::filesystem;

Result<DocumentTemplate*> Keep(std::map<std::string, DocumentTemplate>& kept,
                               const std::string& key, const std::string& name, std::string text) {
  auto parsed = Template::Parse(text);
  if (!parsed) return Error{name + ": " + parsed.error().message};
  const auto at = kept.insert_or_assign(
      key, DocumentTemplate{.name = name, .text = std::move(text), .parsed = *std::move(parsed)});
  return &at.first->second;
}

}  // namespace

Result<DocumentTemplate*> Templates::BuiltIn(const std::string& name) {
  if (const auto known = built_in_.find(name); known != built_in_.end()) return &known->second;
  TRY_ASSIGN(std::string text, TemplateText(name));
  return Keep(built_in_, name, "templates/" + name, std::move(text));
}

Result<DocumentTemplate*> Templates::Find(const std::string& name) {
  if (const auto known = found_.find(name); known != found_.end()) return &known->second;
  std::ifstream in(name, std::ios::binary);
  if (in) return Keep(found_, name, name, {std::istreambuf_iterator<char>(in), {}});
  auto built_in = BuiltIn(name);
  if (built_in) return built_in;
  return Error{"cannot open the template " + name + ", and " + built_in.error().message};
}

}  // namespace report

std::vector<std::string> TemplateNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : TemplateFiles()) {
    names.push_back(report::fs::path(file.name).filename().string());
  }
  return names;
}

Result<std::string> TemplateText(const std::string& name) {
  for (const EmbeddedFile& file : TemplateFiles()) {
    if (report::fs::path(file.name).filename() == name) return std::string(file.text);
  }
  return Error{"none of that name is built in; there are " + Join(TemplateNames(), ", ")};
}

}  // namespace howdunit
