#include "ingest/kube/selector.h"

#include <algorithm>
#include <vector>

#include "core/text.h"

namespace howdunit {
namespace {

std::string ExpressionText(const Node& expression) {
  const Text key = expression["key"].text;
  const Text how = expression["operator"].text;
  if (how == "Exists") return key;
  if (how == "DoesNotExist") return "!" + key;
  std::vector<std::string> values;
  for (const Node& value : expression["values"].items) values.push_back(value.text);
  const std::string list = Join(values, ",");
  if (how == "In") return key + " in (" + list + ")";
  if (how == "NotIn") return key + " notin (" + list + ")";
  if (how == "Gt") return key + " > " + list;
  if (how == "Lt") return key + " < " + list;
  return key + " " + how + " (" + list + ")";
}

}  // namespace

std::string SelectorText(const Node& selector) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : selector["matchLabels"].members) {
    parts.push_back(key + "=" + value.text);
  }
  std::sort(parts.begin(), parts.end());
  for (const Node& expression : selector["matchExpressions"].items) {
    parts.push_back(ExpressionText(expression));
  }
  return Join(parts, ",");
}

std::string NodeSelectorText(const Node& node_selector) {
  std::vector<std::string> terms;
  for (const Node& term : node_selector["nodeSelectorTerms"].items) {
    std::vector<std::string> parts;
    for (const char* kind : {"matchExpressions", "matchFields"}) {
      for (const Node& expression : term[kind].items) parts.push_back(ExpressionText(expression));
    }
    terms.push_back(Join(parts, ","));
  }
  return Join(terms, " or ");
}

}  // namespace howdunit
