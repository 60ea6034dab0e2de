#include "cli/explain_ingest.h"

namespace howdunit {
namespace {

std::string Known(const std::string& what, const std::string& value, const std::string& basis) {
  if (value.empty()) return {};
  return "  " + what + " " + value + (basis.empty() ? "" : " (by " + basis + ")") + "\n";
}

void AppendMarks(const Database& database, std::int64_t member, std::string& text) {
  Statement marks = database.Prepare(
      "SELECT format, line, text FROM reading_mark WHERE member = ?1 ORDER BY format = '', id");
  marks.Bind(1, member);
  while (marks.Step()) {
    const std::string format = marks.Text(0);
    text += format.empty() ? "  not understood: line " : "  " + format + " from line ";
    text += std::to_string(marks.Int(1));
    if (const std::string line = marks.Text(2); !line.empty()) text += ": " + line;
    text += "\n";
  }
}

}  // namespace

std::string ExplainIngest(const Database& database) {
  std::string text;
  Statement members = database.Prepare(
      "SELECT member.id, bundle.name, bundle.layout, path, status, lines, lines_unclaimed, records,"
      " member.problem, repairs, member.node, node_basis, host_path, host_path_basis, command,"
      " printed_basis FROM member JOIN bundle ON bundle.id = member.bundle ORDER BY member.id");
  std::string bundle;
  while (members.Step()) {
    if (members.Text(1) != bundle) {
      bundle = members.Text(1);
      text += "# " + bundle + ": " + members.Text(2) + "\n\n";
    }
    text += members.Text(3) + ": " + members.Text(4) + ", " + std::to_string(members.Int(5)) +
            " lines, " + std::to_string(members.Int(7)) + " records";
    if (members.Int(6) > 0) text += ", " + std::to_string(members.Int(6)) + " lines not understood";
    text += "\n";
    text += Known("problem:", members.Text(8), "");
    text += Known("repaired:", members.Text(9), "");
    text += Known("node", members.Text(10), members.Text(11));
    text += Known("stood at", members.Text(12), members.Text(13));
    text += Known("printed by", members.Text(14), "");
    text += Known("ages count from", members.Text(15), "");
    AppendMarks(database, members.Int(0), text);
  }
  return text;
}

}  // namespace howdunit
