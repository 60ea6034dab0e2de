#include "ingest/text/address.h"

namespace howdunit {

bool IsAddress(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos &&
         text.find_first_of(".:") != std::string_view::npos;
}

}  // namespace howdunit
