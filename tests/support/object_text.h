// Random objects as kubectl prints them, and what becomes of such text when it is
// copied, cut and edited.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace howdunit::testing {

class ObjectText {
 public:
  explicit ObjectText(std::uint32_t seed) : random_(seed) {}

  std::string Yaml();
  std::string Json();
  // `text` with a few bytes flipped, pieces put in, lines cut, moved in or out.
  std::string Damaged(std::string text);

 private:
  std::size_t Below(std::size_t end) { return random_() % end; }
  bool Often() { return Below(4) != 0; }
  std::string_view Word();
  std::string Sentence();
  std::string YamlScalar(std::size_t column);
  void YamlValue(std::size_t column, int depth, std::string& out);
  void YamlMap(std::size_t column, bool inline_first, int depth, std::string& out);
  void YamlList(std::size_t column, bool inline_first, int depth, std::string& out);
  std::string JsonScalar();
  void JsonValue(std::size_t column, int depth, std::string& out);

  std::mt19937 random_;
};

}  // namespace howdunit::testing
