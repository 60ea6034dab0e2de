#include "cli/triage/triage_lines.h"

#include <array>
#include <string>

#include "cli/query/result_writer.h"
#include "core/text.h"
#include "core/time.h"

namespace howdunit {
namespace {

std::string Captured(const TriageLine& line) {
  return line.captured_latest ? FormatUtc(*line.captured_latest) : std::string();
}

std::string ShortTime(const TriageLine& line) {
  return line.captured_latest ? FormatUtc(*line.captured_latest).substr(0, 16)
                              : std::string("unknown");
}

// The clearest name that there is.
std::string ShortCluster(const TriageLine& line) {
  constexpr std::size_t kMost = 24;
  return Shorten(line.cluster.str(), kMost);
}

std::string SeverityAndVerdict(const TriageLine& line) {
  return line.verdict == "none" ? line.severity : line.severity + ", " + line.verdict;
}

std::string WhatFailed(const TriageLine& line) {
  constexpr std::size_t kMost = 90;
  std::string text = line.title.str();
  if (line.severity == "unread") text = line.problem.str();
  return Shorten(text, kMost);
}

std::string WhatNext(const TriageLine& line) {
  constexpr std::size_t kMost = 70;
  if (line.ask.empty()) return Shorten(line.next.str(), kMost);
  return Shorten((line.next.empty() ? "" : line.next.str() + "; ") + "ask for " + line.ask.str(),
                 kMost);
}

struct Column {
  std::string_view name;
  std::string (*text)(const TriageLine& line);
};

constexpr std::array kForPeople = std::to_array<Column>({
    {"severity", SeverityAndVerdict},
    {"bundle", [](const TriageLine& line) { return line.bundle.str(); }},
    {"cluster", ShortCluster},
    {"captured", ShortTime},
    {"what happened", WhatFailed},
    {"next", WhatNext},
});

constexpr std::array kForPrograms = std::to_array<Column>({
    {"path", [](const TriageLine& line) { return line.path.str(); }},
    {"bundle", [](const TriageLine& line) { return line.bundle.str(); }},
    {"cluster", [](const TriageLine& line) { return line.cluster.str(); }},
    {"captured", Captured},
    {"severity", [](const TriageLine& line) { return line.severity; }},
    {"verdict", [](const TriageLine& line) { return line.verdict; }},
    {"finding", [](const TriageLine& line) { return line.finding; }},
    {"rule", [](const TriageLine& line) { return line.rule; }},
    {"title", [](const TriageLine& line) { return line.title.str(); }},
    {"subject", [](const TriageLine& line) { return line.subject.str(); }},
    {"next", [](const TriageLine& line) { return line.next.str(); }},
    {"next_command", [](const TriageLine& line) { return line.next_command.str(); }},
    {"ask", [](const TriageLine& line) { return line.ask.str(); }},
    {"ask_command", [](const TriageLine& line) { return line.ask_command.str(); }},
    {"review", [](const TriageLine& line) { return line.review.str(); }},
    {"problem", [](const TriageLine& line) { return line.problem.str(); }},
});

template <std::size_t kCount>
void Write(const std::array<Column, kCount>& columns, const std::vector<TriageLine>& lines,
           ResultWriter& writer) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.emplace_back(column.name);
  writer.Begin(names);
  for (const TriageLine& line : lines) {
    std::vector<ResultCell> cells;
    for (const Column& column : columns) {
      cells.push_back({ResultCell::Kind::kText, column.text(line)});
    }
    writer.Add(cells);
  }
  writer.End();
}

}  // namespace

void WriteTriage(const std::vector<TriageLine>& lines, std::string_view format, std::ostream& out) {
  const auto writer = MakeResultWriter(format, out);
  if (format == "table" || format == "md") {
    Write(kForPeople, lines, *writer);
  } else {
    Write(kForPrograms, lines, *writer);
  }
}

}  // namespace howdunit
