#include "store/schema_files.h"

#include <algorithm>

#include "core/check.h"
#include "core/embedded.h"

namespace howdunit {

const std::vector<EmbeddedFile>& SchemaFiles();  // store/*.sql

std::string_view SchemaFile(std::string_view name) {
  const auto& files = SchemaFiles();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const EmbeddedFile& file) { return file.name == name; });
  HOWDUNIT_CHECK(found != files.end());
  return found->text;
}

}  // namespace howdunit
