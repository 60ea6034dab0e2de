#include "store/postgres_connection.h"

#include <exception>

#include <pqxx/pqxx>

namespace howdunit {
namespace {

using Failure = PostgresAnswer::Failure;

// libpqxx 6 streams tuples only, and finds separated_list for a row whose length is known when it
// runs.
struct Fields {
  const std::vector<const char*>& values;
};

template <typename Escape>
std::string separated_list(  // NOLINT(readability-identifier-naming): libpqxx's name
    const std::string& separator, const Fields& fields, const Escape& escape) {
  std::string line;
  for (const char* const& field : fields.values) {
    if (&field != fields.values.data()) line += separator;
    line += escape(&field);
  }
  return line;
}

// The only place that exceptions of libpqxx reach.
template <typename Work>
PostgresAnswer Guard(const Work& work) {
  PostgresAnswer answer;
  try {
    work(answer);
  } catch (const pqxx::in_doubt_error& error) {
    answer = {.failure = Failure::kInDoubt, .message = error.what()};
  } catch (const pqxx::broken_connection& error) {
    answer = {.failure = Failure::kLost, .message = error.what()};
  } catch (const std::exception& error) {
    answer = {.failure = Failure::kRefused, .message = error.what()};
  }
  return answer;
}

class Connection final : public PostgresConnection {
 public:
  explicit Connection(const std::string& url) : link_(url) { link_.set_client_encoding("UTF8"); }

  PostgresAnswer Begin() override {
    return Guard([&](PostgresAnswer& /*answer*/) { work_.emplace(link_); });
  }

  PostgresAnswer Ask(const std::string& sql, const std::vector<std::string>& parameters) override {
    return Guard([&](PostgresAnswer& answer) {
      const pqxx::result result =
          parameters.empty()
              ? work_->exec(sql)
              : work_->exec_params(sql, pqxx::prepare::make_dynamic_params(parameters));
      for (const pqxx::row& row : result) {
        std::vector<std::optional<std::string>>& fields = answer.rows.emplace_back();
        for (const pqxx::field& field : row) {
          fields.push_back(field.is_null() ? std::nullopt : std::optional(field.as<std::string>()));
        }
      }
    });
  }

  PostgresAnswer StartCopy(const std::string& table,
                           const std::vector<std::string>& columns) override {
    return Guard([&](PostgresAnswer& /*answer*/) { copy_.emplace(*work_, table, columns); });
  }

  PostgresAnswer CopyRow(const std::vector<const char*>& fields) override {
    return Guard([&](PostgresAnswer& /*answer*/) { *copy_ << Fields{fields}; });
  }

  PostgresAnswer EndCopy() override {
    return Guard([&](PostgresAnswer& /*answer*/) {
      copy_->complete();
      copy_.reset();
    });
  }

  PostgresAnswer Commit() override {
    return Guard([&](PostgresAnswer& /*answer*/) { work_->commit(); });
  }

  void End() override {
    copy_.reset();
    work_.reset();
  }

 private:
  pqxx::connection link_;
  std::optional<pqxx::work> work_;
  std::optional<pqxx::stream_to> copy_;  // of work_
};

}  // namespace

extern "C" PostgresConnection* HowdunitConnectPostgres1(const std::string& url,
                                                        PostgresAnswer& failed) {
  PostgresConnection* connection = nullptr;
  failed = Guard([&](PostgresAnswer& /*answer*/) { connection = new Connection(url); });
  return connection;
}

}  // namespace howdunit
