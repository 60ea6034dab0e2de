// Result<T> is either a value or an Error. It offers the part of C++23's
// std::expected that this program uses, under the same names, because GCC 12
// has no <expected> in C++20 mode.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace howdunit {

// Why an operation failed, phrased to stand after "howdunit: error: ":
// lower case, names the file, no full stop. "cannot open /a/b: No such file".
struct Error {
  std::string message;
  bool usage = false;  // an argument cannot be used: the same command will fail again
};

inline Error UsageError(std::string message) { return {std::move(message), true}; }

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }

  // REQUIRES: *this holds a value.
  T& operator*() & { return *std::get_if<0>(&state_); }
  const T& operator*() const& { return *std::get_if<0>(&state_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }

  // REQUIRES: *this holds an error.
  Error& error() { return *std::get_if<1>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  explicit operator bool() const { return !error_.has_value(); }

  // REQUIRES: *this holds an error.
  Error& error() { return *error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace howdunit

// Return from the enclosing function if `expression` failed.
#define TRY(expression)                                    \
  do {                                                     \
    auto try_result = (expression);                        \
    if (!try_result) return std::move(try_result.error()); \
  } while (false)

// As TRY, and otherwise initialise `declaration` with the value:
//   TRY_ASSIGN(const std::string text, ReadFile(path));
#define TRY_ASSIGN(declaration, expression) \
  TRY_ASSIGN_IMPL(TRY_CONCAT(try_result_, __LINE__), declaration, expression)
#define TRY_ASSIGN_IMPL(result, declaration, expression) \
  auto result = (expression);                            \
  if (!result) return std::move(result.error());         \
  declaration = *std::move(result)
#define TRY_CONCAT(a, b) TRY_CONCAT_IMPL(a, b)
#define TRY_CONCAT_IMPL(a, b) a##b
