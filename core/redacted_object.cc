#include <algorithm>

#include "core/redacted.h"
#include "core/secret_names.h"

namespace howdunit {
namespace {

// JSON text of a string.
void AppendQuoted(std::string_view text, std::string& json) {
  constexpr std::string_view kHex = "0123456789abcdef";
  json += '"';
  while (!text.empty()) {
    const auto special = std::find_if(text.begin(), text.end(), [](char c) {
      return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
    json.append(text.begin(), special);
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
    if (text.empty()) break;
    const auto c = static_cast<unsigned char>(text.front());
    if (c < 0x20) {
      json += "\\u00";
      json += kHex[c >> 4U];
      json += kHex[c & 0xFU];
    } else {
      json += '\\';
      json += text.front();
    }
    text.remove_prefix(1);
  }
  json += '"';
}

}  // namespace

Redacted RedactObject(std::span<const std::pair<std::string, Redacted>> members) {
  std::string json = "{";
  bool secret = false;
  for (const auto& [name, text] : members) {
    if (json.size() > 1) json += ',';
    AppendQuoted(name, json);
    json += ':';
    AppendQuoted(text.str(), json);
    secret = secret || NamesSecret(name);
  }
  json += '}';
  return secret ? Redact(json) : Redacted(std::move(json));
}

}  // namespace howdunit
