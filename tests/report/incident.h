// A small incident in a case file, as the rule engine leaves it: two chains, every
// verdict, and evidence that tries to break out of the report.
#pragma once

#include <string>

#include "report/report.h"
#include "store/database.h"

namespace howdunit::testing {

// A case file in memory with the incident.
Database OpenIncident();
// As above, with bundles and members and nothing that was found.
Database OpenHealthy();

// The output called `name`. REQUIRES: rendering succeeds.
std::string Render(const Database& database, const std::string& name, const std::string& zone = "");

}  // namespace howdunit::testing
