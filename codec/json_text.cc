#include "codec/json_text.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace howdunit {

using Json = nlohmann::json;

std::string JsonString(std::string_view text) {
  return Json(text).dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string JsonReal(double number) {
  if (std::isinf(number)) return number < 0 ? "-9e999" : "9e999";
  return Json(number).dump();
}

}  // namespace howdunit
