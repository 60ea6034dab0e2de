// Finds and loads howdunit-postgres.so, the part of the program that speaks to PostgreSQL.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "store/postgres_connection.h"

namespace howdunit {

// Where it may lie, the first first: beside the program, and in lib/howdunit beside the program's
// folder.
std::vector<std::string> PostgresModuleFolders();

// Valid until the program ends.
Result<PostgresFactory> LoadPostgresModule(const std::vector<std::string>& folders);

}  // namespace howdunit
