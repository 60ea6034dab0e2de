// Names of objects, as people type them in commands.
#pragma once

#include <algorithm>
#include <string_view>

#include "core/text.h"

namespace howdunit {

// Not "POD", "$POD", "<pod>" or "[pod]", which stand for a name. RBAC's objects may have a colon in
// theirs.
inline bool IsObjectName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == ':';
  });
}

}  // namespace howdunit
