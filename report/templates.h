// The templates that documents are made by: those of this program, and what users bring.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "report/template.h"

namespace howdunit::report {

struct DocumentTemplate {
  std::string name;  // as messages call it
  std::string text;
  Template parsed;
};

// Parses each when it is first asked for; that then lives as long as this. Used by one thread.
class Templates {
 public:
  // One that comes with the program.
  Result<DocumentTemplate*> BuiltIn(const std::string& name);
  // A file, or else one that comes with the program.
  Result<DocumentTemplate*> Find(const std::string& name);

 private:
  std::map<std::string, DocumentTemplate> built_in_;
  std::map<std::string, DocumentTemplate> found_;
};

}  // namespace howdunit::report
