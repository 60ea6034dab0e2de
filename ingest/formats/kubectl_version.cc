// `kubectl version`, as text, YAML or JSON.
//
//   Client Version: v1.27.16
//   Server Version: v1.26.4
//
//   serverVersion:
//     gitVersion: v1.26.4

#include <algorithm>
#include <array>

#include "core/text.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"

namespace howdunit {
namespace {

// "Client Version", "clientVersion": whose version the line, or what is below it, tells.
std::string_view SideOf(std::string_view line) {
  line = TrimLeft(line);
  if (line.starts_with('"')) line.remove_prefix(1);
  if (line.starts_with("Client Version:") || line.starts_with("clientVersion")) return "client";
  if (line.starts_with("Server Version:") || line.starts_with("serverVersion")) return "server";
  return {};
}

// "v1.26.4" where the line holds one.
std::string_view VersionIn(std::string_view line) {
  std::size_t at = line.find("gitVersion");
  if (at == std::string_view::npos) at = line.find("GitVersion");
  if (at == std::string_view::npos) at = line.find(" Version:");
  if (at == std::string_view::npos) return {};
  at = line.find('v', line.find(':', at) + 1);
  if (at == std::string_view::npos || at + 1 >= line.size() || !IsDigit(line[at + 1])) return {};
  const std::string_view version = line.substr(at);
  return version.substr(0, version.find_first_of("\", "));
}

constexpr std::array kStarts = std::to_array<std::string_view>(
    {"  ", "}", "clientVersion:", "serverVersion:", "kustomizeVersion:", "Kustomize Version:",
     "Client Version:", "Server Version:"});

bool Belongs(std::string_view line) {
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return line.starts_with(start); });
}

bool Claims(const Head& head) {
  std::string_view text = head.text;
  std::string_view line = TrimRight(TakeUntil(text, "\n"));
  if (line == "{") line = TrimRight(TakeUntil(text, "\n"));
  return !SideOf(line).empty();
}

void Read(const ReadContext& context) {
  std::string side;
  bool first = true;
  while (const auto line = context.in.Peek()) {
    if (!first && !Belongs(line->text)) return;
    first = false;
    if (const std::string_view now = SideOf(line->text); !now.empty()) side = now;
    const std::string_view version = VersionIn(line->text);
    if (!side.empty() && !version.empty()) {
      ObjectRecord object;
      object.source = LineSource(line->text, line->number);
      object.kind = "Version";
      object.name = Redact(side);
      object.fields.push_back(
          {.path = "gitVersion", .value = Redact(version), .source = object.source});
      context.out.Add(std::move(object));
      side.clear();
    }
    context.in.Next();
  }
}

}  // namespace

extern const Format kKubectlVersion = {
    .name = "kubectl-version",
    .title = "kubectl version",
    .sample = "Client Version: v1.27.16\nKustomize Version: v5.0.1\nServer Version: v1.26.4\n",
    .claims = Claims,
    .read = Read,
};

}  // namespace howdunit
