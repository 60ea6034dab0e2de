// What a monitoring check says: one line and an exit code of the plugin convention (Nagios,
// Icinga), then lines for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdunit {

// The values are the exit codes.
enum class CheckState : int { kOk = 0, kWarning = 1, kCritical = 2, kUnknown = 3 };
std::string_view CheckStateName(CheckState state);  // "OK", "WARNING", …

// The one that a reader must hear of first: critical, unknown, warning, ok.
CheckState Worse(CheckState a, CheckState b);

struct CheckReport {
  std::string service;  // "CALICO_TOKEN"
  CheckState state = CheckState::kUnknown;
  std::vector<std::string> says;      // parts of the first line
  std::vector<std::string> perfdata;  // "age=20s;;;0;"
  std::vector<std::string> lines;     // below the first
};

// As it is printed, with its newlines. Texts may hold anything: a pipe, a newline or a control
// character in one of them cannot be taken for the protocol's own.
std::string FormatCheck(const CheckReport& report);

// The service that a command checks ("check kubeconfig": "CALICO_TOKEN"); "" if it is no check.
std::string_view CheckServiceOf(std::string_view command);

}  // namespace howdunit
