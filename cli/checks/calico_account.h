// Whose token the CNI plugin is expected to hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace howdunit {

struct ServiceAccount {
  std::string space, name;
  bool operator==(const ServiceAccount&) const = default;
};
std::string ToText(const ServiceAccount& account);  // "kube-system/calico-cni-plugin"

struct ExpectedAccounts {
  std::vector<ServiceAccount> accounts;
  std::string version;  // of Calico, as given, without "v"; may be empty
  bool named = false;   // by --expect-sa

  bool Accepts(const ServiceAccount& account) const;
  // Why an account that is not accepted is wrong, to stand behind its name.
  std::string Objection() const;
};

// From --calico-version ("3.29", "v3.25.1"; may be empty) and --expect-sa ("namespace/name"; these
// replace what the version says). Calico asks for tokens of calico-cni-plugin since v3.26 and of
// calico-node before; the canal manifest hands over its own account, canal.
Result<ExpectedAccounts> MakeExpectedAccounts(std::string_view version,
                                              const std::vector<std::string>& named);

}  // namespace howdunit
