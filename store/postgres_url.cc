#include "store/postgres_url.h"

#include <array>
#include <optional>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::array kSchemes = std::to_array<std::string_view>({"postgresql://", "postgres://"});

Error Wrong(const std::string& what) {
  return UsageError("the URL of the database: " + what +
                    "; expected postgresql://USER@HOST:PORT/DATABASE");
}

// Nothing if a % is not followed by two hex digits of a byte that is not 0.
std::optional<std::string> Decode(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    decoded += text.front();
    if (text.front() == '%') {
      const auto byte = text.size() < 3 ? std::nullopt : ParseHex(text.substr(1, 2));
      if (!byte || *byte == 0) return {};
      decoded.back() = static_cast<char>(*byte);
      text.remove_prefix(2);
    }
    text.remove_prefix(1);
  }
  return decoded;
}

// Of "host", "host:5432", "[::1]:5432", "one:5432,two".
bool HasGoodPorts(std::string_view hosts) {
  for (const std::string_view host : Split(hosts, ',')) {
    const std::size_t address = host.rfind(']');
    const std::string_view behind =
        address == std::string_view::npos ? host : host.substr(address + 1);
    const std::size_t colon = behind.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view port = behind.substr(colon + 1);
    if (!port.empty() && !AllDigits(port)) return false;
  }
  return true;
}

bool NamesPassword(std::string_view parameters) {
  for (const std::string_view parameter : Split(parameters, '&')) {
    const auto name = Decode(parameter.substr(0, parameter.find('=')));
    if (name && ContainsIgnoringCase(*name, "password")) return true;
  }
  return false;
}

}  // namespace

Result<PostgresUrl> ParsePostgresUrl(std::string_view url) {
  std::string_view rest = url;
  for (const std::string_view scheme : kSchemes) {
    if (rest.size() == url.size() && rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  if (rest.size() == url.size()) return Wrong("it does not begin with postgresql://");
  if (!Decode(rest)) return Wrong("a % that is no %25, or a %00");

  const std::size_t at = rest.find('@');
  if (at != std::string_view::npos &&
      (rest.find('@', at + 1) != std::string_view::npos || rest.find_first_of("/?#[") < at)) {
    return Wrong("in a user or password @ is written %40, / %2F, ? %3F, # %23 and [ %5B");
  }
  std::string_view behind = at == std::string_view::npos ? rest : rest.substr(at + 1);
  const std::string_view user = at == std::string_view::npos ? "" : rest.substr(0, at);
  const std::string_view place = TakeUntil(behind, "?");
  const std::string_view hosts = place.substr(0, place.find('/'));
  if (!HasGoodPorts(hosts)) return Wrong("a port that is no number");
  if (NamesPassword(behind)) {
    return Wrong("a password among its parameters is not taken (PGPASSWORD and ~/.pgpass are)");
  }
  PostgresUrl parsed{.whole = std::string(url), .shown = std::string(kSchemes.front())};
  if (at != std::string_view::npos)
    parsed.shown += std::string(user.substr(0, user.find(':'))) + "@";
  parsed.shown += place;
  return parsed;
}

}  // namespace howdunit
