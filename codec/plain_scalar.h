// What a plain scalar of YAML is, by the JSON schema of YAML 1.2.
//
// Private to codec/.
#pragma once

#include <string_view>

#include "codec/node.h"

namespace howdunit {

struct PlainScalar {
  Node::Kind kind = Node::Kind::kNull;  // or kBool, kNumber, kString
  std::string_view text;                // as Node has it: a view of `text`, or a literal
};

PlainScalar ReadPlain(std::string_view text);

}  // namespace howdunit
