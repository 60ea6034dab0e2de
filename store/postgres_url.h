// A URL that names a PostgreSQL database, read strictly: libpq would take a part of a password for
// a host, port or parameter where its characters are not written as in URLs, and print it.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace howdunit {

struct PostgresUrl {
  std::string whole;  // for libpq only: it may hold a password
  std::string shown;  // without password and parameters: "postgresql://me@db.example.org:5432/all"
};

// The error holds nothing of the URL.
Result<PostgresUrl> ParsePostgresUrl(std::string_view url);

}  // namespace howdunit
