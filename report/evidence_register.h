// E1, E2, …: the numbers that sentences cite, in the order of their first use.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "report/encode.h"
#include "report/model/review.h"

namespace howdunit::report {

class EvidenceRegister {
 public:
  // `review` must outlive the register. At most `most` sources are cited at a
  // time: a sentence is not better founded on forty.
  EvidenceRegister(const Review& review, std::size_t most) : review_(review), most_(most) {}

  // "[E1] [E2]"; empty without sources. Lines that are cited already keep their number.
  Markdown Cite(const SourceIds& sources);

  // In the order of their numbers; E1 is the first.
  const std::vector<const Source*>& entries() const { return entries_; }

 private:
  const Review& review_;
  std::size_t most_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> numbers_;  // of (member, line)
  std::vector<const Source*> entries_;
};

}  // namespace howdunit::report
