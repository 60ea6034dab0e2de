// What several questions of a rule begin from: its key `with`.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdunit {

class CommonSelects {
 public:
  // Each is a name and its SELECT, which may name others.
  explicit CommonSelects(std::vector<std::pair<std::string, std::string>> selects)
      : selects_(std::move(selects)) {}

  // The question, with all of them in front of it as common table expressions if it names one.
  std::string Before(std::string_view question) const;

  // The first that neither a question nor another one names; "" if there is none.
  std::string UnusedIn(const std::vector<std::string>& questions) const;

 private:
  std::vector<std::pair<std::string, std::string>> selects_;
};

}  // namespace howdunit
