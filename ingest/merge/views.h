// Which members show an object, which of them is the newest, and whether they agree.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/record.h"
#include "ingest/read_member.h"

namespace howdunit {

class Views {
 public:
  // `members` keep what is in Member::printed meanwhile.
  explicit Views(const std::vector<ReadMember>& members) : members_(members) {}

  // Whether `a` was certainly printed after `b`: further down in one member, or where the members
  // themselves tell when, not only the bundle.
  bool IsNewer(const Source& a, const Source& b) const;

  // Notes a view of object number `object` of its kind.
  void Note(const Redacted& kind, const Redacted& space, const Redacted& name, std::size_t object,
            const Source& source, const Redacted& state);

  // The views of objects that have more than one; `Note` is no longer called.
  std::vector<ObjectView> Finish();

 private:
  const std::vector<ReadMember>& members_;
  std::map<std::tuple<std::string, std::string, std::string, std::size_t>, std::vector<ObjectView>>
      views_;
};

}  // namespace howdunit
