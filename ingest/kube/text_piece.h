// Lines of a YAML or JSON text that are read together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "codec/node.h"
#include "core/record.h"
#include "core/result.h"
#include "ingest/limits.h"

namespace howdunit {

struct TextFormat {
  std::string_view name;  // what problems call it: "YAML"
  Result<std::vector<Document>> (*parse)(std::string_view text, std::int64_t first_line,
                                         const DocumentLimits& limits,
                                         std::vector<Document>* whole);
};

struct TextPiece {
  static constexpr auto kMost = static_cast<std::size_t>(Limits{}.document_bytes);

  std::string text;
  std::int64_t first_line = 0;
  bool too_large = false;  // for what is read at once: `text` is only its front

  void Add(std::string_view line, std::int64_t number);
  // Whole lines with their ends; the first is line `number`.
  void AddLines(std::string_view lines, std::int64_t number);
};

struct ParsedPiece {
  std::vector<Document> documents;  // where there is an error, the last one may not be whole
  std::string error;                // "" if all could be read
  bool too_large = false;           // that is the error
};

ParsedPiece ParsePiece(const TextFormat& format, const TextPiece& piece,
                       const DocumentLimits& limits);

ProblemRecord ProblemAt(std::int64_t line, std::string reason);

// What is said of a piece that is too large, and of one with an error.
ProblemRecord TooLarge(const TextFormat& format, std::int64_t line);
ProblemRecord ProblemOf(const ParsedPiece& parsed, std::int64_t line);

}  // namespace howdunit
