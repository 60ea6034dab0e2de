#include "cli/checks/calico_account.h"

#include <algorithm>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::int64_t kAccountMinor = 26;  // v3.26.0 brought calico-cni-plugin

// Whether this version is older than v3.26; nothing if `text` is no version.
std::optional<bool> IsBeforeAccount(std::string_view text) {
  const auto parts = Split(text, '.');
  if (parts.size() < 2) return {};
  const auto major = ParseInt(parts[0]);
  const auto minor = ParseInt(parts[1]);
  if (!major || !minor || *major < 0 || *minor < 0) return {};
  return *major < 3 || (*major == 3 && *minor < kAccountMinor);
}

}  // namespace

std::string ToText(const ServiceAccount& account) { return account.space + "/" + account.name; }

bool ExpectedAccounts::Accepts(const ServiceAccount& account) const {
  return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

std::string ExpectedAccounts::Objection() const {
  if (named) {
    std::vector<std::string> names;
    for (const ServiceAccount& account : accounts) names.push_back(ToText(account));
    return "is not the expected account, " + Join(names, " or ");
  }
  const std::string known =
      version.empty()
          ? "is not calico-cni-plugin, the account since Calico v3.26 (older: --calico-version)"
          : "is not the account of Calico v" + version;
  return known +
         ": the token is older than the upgrade, or another program wrote it (which alone does not "
         "make it refused)";
}

Result<ExpectedAccounts> MakeExpectedAccounts(std::string_view version,
                                              const std::vector<std::string>& named) {
  ExpectedAccounts expected;
  bool before = false;
  if (!version.empty()) {
    std::string_view digits = version;
    if (digits.starts_with('v')) digits.remove_prefix(1);
    const auto old = IsBeforeAccount(digits);
    if (!old) {
      return Error{"--calico-version: \"" + std::string(version) +
                   "\" is not a version; expected one like 3.29"};
    }
    expected.version = digits;
    before = *old;
  }
  for (const std::string_view text : named) {
    const auto parts = Split(text, '/');
    if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
      return Error{"--expect-sa: \"" + std::string(text) +
                   "\" is not an account; expected NAMESPACE/NAME"};
    }
    expected.accounts.push_back({std::string(parts[0]), std::string(parts[1])});
  }
  expected.named = !named.empty();
  if (expected.named) return expected;
  for (const char* space : {"kube-system", "calico-system"}) {
    expected.accounts.push_back({space, "calico-cni-plugin"});
    if (before) expected.accounts.push_back({space, "calico-node"});
  }
  expected.accounts.push_back({"kube-system", "canal"});
  return expected;
}

}  // namespace howdunit
