// From a case file to the files that people and other programs read. The case
// file is all that is read: the same one gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

struct ReportOptions {
  std::string zone;                  // IANA name for a second time column; may be empty
  std::vector<std::string> formats;  // of ReportFormats(); none is all
  std::string version;               // of this program
  std::string template_file;         // Mustache, instead of templates/pir.md; may be empty
};

struct OutputFile {
  std::string name;  // "pir.md", "findings.json"
  std::string text;
};

// What `formats` may hold: "md", "json".
std::vector<std::string> ReportFormats();

// In the order of ReportFormats(), each once. Fails if the case file or the
// template cannot be read, or if the zone or a format is unknown.
Result<std::vector<OutputFile>> RenderReport(const Database& database,
                                             const ReportOptions& options);

}  // namespace howdunit
