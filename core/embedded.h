// A file that was compiled into the program (cmake/HowdunitEmbed.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace howdunit {

struct EmbeddedFile {
  std::string_view name;  // path below the folder that embeds it: "catalog/node-lost.yaml"
  std::string_view text;
};

}  // namespace howdunit
