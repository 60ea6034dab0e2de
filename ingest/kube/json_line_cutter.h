// A line of JSON that is longer than lines may be (`kubectl get --raw`, `jq -c`), cut into the
// lines that a printer would have made of it: those around a list, and one for each of its items.
//
//   {"apiVersion":"v1","items":[{…},{…}],"kind":"List"}
//
//   {"apiVersion":"v1",
//   "items": [
//   {…},
//   {…}
//   ],"kind":"List"}
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace howdunit {

class JsonLineCutter {
 public:
  using TakeLine = std::function<void(std::string_view line)>;

  // `depth`: of the brackets that are open in front of the line. `in_items`: the innermost is that
  // of a list's items.
  JsonLineCutter(int depth, bool in_items, TakeLine take);

  // The next part of the line. Lines are valid during the call that takes them.
  void Feed(std::string_view part);

  // The line ends: what is left of it, if it is not blank.
  void Finish();

 private:
  void Keep(std::string_view text);
  bool TakeListStart();
  void TakeKept();

  TakeLine take_;
  std::string kept_;  // not taken yet
  int depth_;
  int items_depth_;  // inside of the list; 0: there is none around
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace howdunit
