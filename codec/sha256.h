// SHA-256, by OpenSSL.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace howdunit {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void Update(std::string_view bytes);

  // Lower-case hexadecimal, 64 characters. Call once.
  std::string Finish();

  static std::string Of(std::string_view bytes);

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace howdunit
