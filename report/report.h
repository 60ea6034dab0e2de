// From a case file to the files that people and other programs read. The case
// file is all that is read: the same one gives the same bytes.
#pragma once

#include <memory>
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
  bool only_templates = false;         // nothing but these
  std::string version;                 // of this program
  report::HumanTexts answers;          // what people wrote into an earlier draft
  bool front_matter = false;           // title and tags for MkDocs and Hugo before the Markdown
  std::size_t threads = 0;             // that make documents; 0: the caller's
};

struct OutputFile {
  std::string name;  // "pir.md", "findings.json"
  std::string text;
};

// What `formats` may hold: "md", "html", "json", "csv", …
std::vector<std::string> ReportFormats();

// The templates that come with the program: "pir.md", "ticket.md", …
std::vector<std::string> TemplateNames();

// The text of one of them. Fails, with the names that there are, if there is none.
Result<std::string> TemplateText(const std::string& name);

// Every name that a template can hold, one a line: its kind (text, block, flag, list with what is
// in it) and what it stands for in a small review.
std::string ListTemplateVariables(const std::string& version);

// The lines that a citation stands for.
struct EvidencePlace {
  std::string bundle;         // its name
  std::string bundle_sha256;  // of the archive; of a folder: of its members' paths and hashes
  std::string member;         // the path inside
  std::string sha256;         // of the member; '' if only the bundle's is known
  std::int64_t line = 0;
  std::int64_t line_end = 0;
  std::string text;          // what the case file quotes of the lines
  bool in_document = false;  // YAML or JSON: some of the member was dropped, by its place in it
};

// E<number> of every document that is made from this case file. Fails if there is none.
Result<EvidencePlace> FindEvidence(const Database& database, std::size_t number);

// Of E1, E2, …: the cell of the Markdown register that tells where it stands.
Result<std::vector<std::string>> EvidenceCells(const Database& database);

// Whether the formats, the zone and the templates are there and can be used.
Result<void> CheckReportOptions(const ReportOptions& options);

// In the order of ReportFormats(), each once; then the templates, named like them. Fails if the
// case file or a template cannot be read, or if the zone or a format is unknown.
Result<std::vector<OutputFile>> RenderReport(const Database& database,
                                             const ReportOptions& options);

namespace report {
class Templates;
}  // namespace report

// The same for a case file that is filled with one bundle after the other: templates are read and
// parsed once. Used by one thread at a time.
class Reporter {
 public:
  // Both must outlive it.
  Reporter(const Database& database, const ReportOptions& options);
  ~Reporter();
  Reporter(const Reporter&) = delete;
  Reporter& operator=(const Reporter&) = delete;

  Result<std::vector<OutputFile>> Render();

 private:
  Result<void> ParseTemplates();  // those of the options

  const Database& database_;
  const ReportOptions& options_;
  std::unique_ptr<report::Templates> templates_;
};

}  // namespace howdunit
