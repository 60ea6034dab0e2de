#include "rules/schema.h"

#include <exception>
#include <functional>
#include <map>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "core/embedded.h"
#include "core/text.h"

namespace howdunit {

const std::vector<EmbeddedFile>& RuleFiles();  // rules/catalog, rules/signatures, *.schema.json

namespace {

nlohmann::json ToJson(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull: return nullptr;
    case Node::Kind::kBool: return node.text == "true";
    case Node::Kind::kNumber: {
      if (const auto whole = ParseInt(node.text)) return *whole;
      return nlohmann::json::parse(node.text, nullptr, false);
    }
    case Node::Kind::kString: return node.text;
    case Node::Kind::kList: {
      nlohmann::json list = nlohmann::json::array();
      for (const Node& item : node.items) list.push_back(ToJson(item));
      return list;
    }
    case Node::Kind::kMap: break;
  }
  nlohmann::json map = nlohmann::json::object();
  for (const auto& [key, value] : node.members) map[key] = ToJson(value);
  return map;
}

// The line of what the validator's path names: {"<root>", "[checks]", "[0]", …}.
std::int64_t LineOf(const Node& document, const std::vector<std::string>& path) {
  const Node* node = &document;
  std::int64_t line = document.line;
  for (std::string_view part : path) {
    if (!part.starts_with('[')) continue;
    part = part.substr(1, part.size() - 2);
    const auto index = ParseInt(part);
    if (node->is_list() && index && *index < static_cast<std::int64_t>(node->items.size())) {
      node = &node->items[static_cast<std::size_t>(*index)];
      line = node->line;
    } else if (node->is_map() && node->LineOf(part) > 0) {
      line = node->LineOf(part);
      node = &(*node)[part];
    }
  }
  return line;
}

using Schemas = std::map<std::string_view, valijson::Schema, std::less<>>;

// All schemas of the program, by name. Throws what valijson throws.
Schemas ParseSchemas() {
  Schemas schemas;
  valijson::SchemaParser parser;
  for (const EmbeddedFile& embedded : RuleFiles()) {
    if (!embedded.name.ends_with(".schema.json")) continue;
    const nlohmann::json json = nlohmann::json::parse(embedded.text);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json), schemas[embedded.name]);
  }
  return schemas;
}

}  // namespace

Result<void> CheckSchema(const std::string& file, const Node& document,
                         std::string_view schema_name) {
  // valijson reports by exception; none leaves this function.
  try {
    static const Schemas kSchemas = ParseSchemas();
    const valijson::Schema& schema = kSchemas.at(schema_name);
    const nlohmann::json target = ToJson(document);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(target), &results)) {
      return {};
    }
    // The deepest error says most.
    valijson::ValidationResults::Error error;
    valijson::ValidationResults::Error deepest;
    while (results.popError(error)) {
      if (error.context.size() >= deepest.context.size()) deepest = error;
    }
    std::string place;
    for (const std::string& part : deepest.context) {
      if (part != "<root>") place += part;
    }
    return Error{file + ":" + std::to_string(LineOf(document, deepest.context)) + ": " +
                 (place.empty() ? "" : place + ": ") + deepest.description};
  } catch (const std::exception& failure) {
    return Error{file + ": schema " + std::string(schema_name) + ": " + failure.what()};
  }
}

}  // namespace howdunit
