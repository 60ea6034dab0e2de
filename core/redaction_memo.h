// Short texts without a secret that were redacted, each where its hash says: the last one stays.
#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "core/redacted.h"

namespace howdunit {

// Of one thread.
class RedactionMemo {
 public:
  // Null if the text is not known to be as it was read.
  const Redacted* Find(std::string_view text) {
    if (text.size() > kMostBytes) return nullptr;
    last_ = &texts_[std::hash<std::string_view>()(text) % kTexts];
    return last_->str() == text ? last_ : nullptr;
  }

  // REQUIRES: Find() of the text came last, and found nothing.
  void Keep(std::string_view text, const Redacted& redacted) {
    if (text.size() <= kMostBytes && redacted.str() == text) *last_ = redacted;
  }

 private:
  static constexpr std::size_t kMostBytes = 64;
  static constexpr std::size_t kTexts = 2048;
  std::array<Redacted, kTexts> texts_;
  Redacted* last_ = nullptr;
};

}  // namespace howdunit
