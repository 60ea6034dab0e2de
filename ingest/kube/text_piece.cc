#include "ingest/kube/text_piece.h"

#include <utility>

#include "core/text.h"

namespace howdunit {

void TextPiece::Add(std::string_view line, std::int64_t number) {
  if (first_line == 0) first_line = number;
  too_large = too_large || text.size() + line.size() >= kMost;
  if (!too_large) text.append(line).append("\n");
}

void TextPiece::AddLines(std::string_view lines, std::int64_t number) {
  if (!too_large && text.size() + lines.size() < kMost) {
    if (first_line == 0) first_line = number;
    text.append(lines);
    return;
  }
  for (; !lines.empty(); ++number) Add(TakeUntil(lines, "\n"), number);
}

ParsedPiece ParsePiece(const TextFormat& format, const TextPiece& piece,
                       const DocumentLimits& limits) {
  ParsedPiece parsed;
  if (piece.too_large) {
    parsed.error = TooLarge(format, piece.first_line).reason;
    parsed.too_large = true;
    return parsed;
  }
  auto documents = format.parse(piece.text, piece.first_line, limits, &parsed.documents);
  if (documents) {
    parsed.documents = *std::move(documents);
  } else {
    parsed.error = std::string(format.name) + ", " + documents.error().message;
  }
  return parsed;
}

ProblemRecord ProblemAt(std::int64_t line, std::string reason) {
  return {.source = {.line = line, .line_end = line, .text = {}, .note = {}},
          .reason = std::move(reason)};
}

ProblemRecord TooLarge(const TextFormat& format, std::int64_t line) {
  ProblemRecord problem = ProblemAt(
      line, "the " + std::string(format.name) + " text is larger than what is read at once");
  problem.lost = true;
  return problem;
}

ProblemRecord ProblemOf(const ParsedPiece& parsed, std::int64_t line) {
  ProblemRecord problem = ProblemAt(line, parsed.error);
  problem.lost = parsed.too_large;
  return problem;
}

}  // namespace howdunit
