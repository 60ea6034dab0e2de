// A database of its own in the PostgreSQL that tests/postgres/run.sh starts.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <pqxx/pqxx>

namespace howdunit::testing {

class PostgresDatabase {
 public:
  PostgresDatabase() {
    const char* server = std::getenv("HOWDUNIT_TEST_POSTGRES");
    if (server == nullptr) FAIL("run by tests/postgres/run.sh");
    static int made = 0;
    name_ = "test" + std::to_string(++made);
    url_ = server + ("/" + name_);
    pqxx::connection first(server + std::string("/postgres"));
    pqxx::nontransaction(first).exec("CREATE DATABASE " + name_);
    link_ = std::make_unique<pqxx::connection>(url_);
  }

  const std::string& url() const { return url_; }
  // The same database as another user: "user" or "user:password".
  std::string UrlAs(const std::string& user) const {
    std::string other = url_;
    return other.replace(other.find("howdunit@"), 8, user);
  }
  const std::string& name() const { return name_; }

  void Run(const std::string& sql) { pqxx::nontransaction(*link_).exec(sql); }

  // Each row as its fields in quotes, or NULL.
  std::vector<std::string> Rows(const std::string& sql) {
    std::vector<std::string> rows;
    for (const pqxx::row& row : pqxx::nontransaction(*link_).exec(sql)) {
      std::string& text = rows.emplace_back();
      for (const pqxx::field& field : row) {
        text += field.is_null() ? "NULL|" : "'" + std::string(field.c_str()) + "'|";
      }
    }
    return rows;
  }

  std::string One(const std::string& sql) {
    return pqxx::nontransaction(*link_).exec(sql)[0][0].as<std::string>();
  }

  std::vector<std::string> Columns(const std::string& table) {
    const pqxx::result none =
        pqxx::nontransaction(*link_).exec("SELECT * FROM " + table + " LIMIT 0");
    std::vector<std::string> names;
    for (pqxx::row_size_type i = 0; i < none.columns(); ++i) {
      names.emplace_back(none.column_name(i));
    }
    return names;
  }

 private:
  std::string name_;
  std::string url_;
  std::unique_ptr<pqxx::connection> link_;
};

}  // namespace howdunit::testing
