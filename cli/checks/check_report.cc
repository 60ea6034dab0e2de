#include "cli/checks/check_report.h"

#include <algorithm>

#include "core/redacted.h"
#include "core/text.h"

namespace howdunit {
namespace {

// One line without a pipe, whatever a claim or a file's name holds.
std::string Harmless(std::string_view text) {
  std::string line = MakeVisible(Redact(RepairUtf8(text)).str());
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  std::replace(line.begin(), line.end(), '|', '/');
  return line;
}

}  // namespace

std::string_view CheckStateName(CheckState state) {
  switch (state) {
    case CheckState::kOk: return "OK";
    case CheckState::kWarning: return "WARNING";
    case CheckState::kCritical: return "CRITICAL";
    case CheckState::kUnknown: break;
  }
  return "UNKNOWN";
}

CheckState Worse(CheckState a, CheckState b) {
  const auto rank = [](CheckState state) {
    switch (state) {
      case CheckState::kOk: return 0;
      case CheckState::kWarning: return 1;
      case CheckState::kUnknown: return 2;
      case CheckState::kCritical: break;
    }
    return 3;
  };
  return rank(a) >= rank(b) ? a : b;
}

std::string FormatCheck(const CheckReport& report) {
  std::string text = report.service + " " + std::string(CheckStateName(report.state)) + " - ";
  text += Harmless(Join(report.says, "; "));
  if (!report.perfdata.empty()) text += " | " + Join(report.perfdata, " ");
  text += "\n";
  for (const std::string& line : report.lines) text += Harmless(line) + "\n";
  return text;
}

std::string_view CheckServiceOf(std::string_view command) {
  if (command == "check kubeconfig") return "CALICO_TOKEN";
  if (command == "check cni-dir") return "CNI_DIR";
  return command == "check" || command.starts_with("check ") ? "HOWDUNIT" : "";
}

}  // namespace howdunit
