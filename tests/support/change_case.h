// A case file that somebody changed.
#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "store/database.h"

namespace howdunit::testing {

inline void ChangeCase(const std::string& path, const std::string& sql) {
  const auto database = Database::Open(path);
  REQUIRE(database);
  REQUIRE(database->Execute(sql));
}

}  // namespace howdunit::testing
