// From a case file to the files that people and other programs read. The case
// file is all that is read: the same one gives the same bytes.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "report/human.h"
#include "store/database.h"

namespace howdunit {

struct ReportOptions {
  std::string zone;                    // IANA name for a second time column; may be empty
  std::vector<std::string> formats;    // of ReportFormats(); none is all
  std::vector<std::string> templates;  // further documents: files, or names of TemplateNames()
  std::string version;                 // of this program
  report::HumanTexts answers;          // what people wrote into an earlier draft
  bool front_matter = false;           // title and tags for MkDocs and Hugo before the Markdown
};

struct OutputFile {
  std::string name;  // "pir.md", "findings.json"
  std::string text;
};

// What `formats` may hold: "md", "html", "json".
std::vector<std::string> ReportFormats();

// The templates that come with the program: "pir.md", "ticket.md", …
std::vector<std::string> TemplateNames();

// In the order of ReportFormats(), each once; then the templates, named like them. Fails if the
// case file or a template cannot be read, or if the zone or a format is unknown.
Result<std::vector<OutputFile>> RenderReport(const Database& database,
                                             const ReportOptions& options);

}  // namespace howdunit
