// E1, E2, …: the numbers that sentences cite, in the order of their first use.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "report/model/review.h"
#include "report/prose.h"

namespace howdunit::report {

class EvidenceRegister {
 public:
  // `review` must outlive the register. At most `most` sources are cited at a
  // time: a sentence is not better founded on forty.
  EvidenceRegister(const Review& review, std::size_t most) : review_(review), most_(most) {}

  // As above, and lines that have a number in `numbered` keep it: all outputs of a
  // review call the same line the same.
  EvidenceRegister(const EvidenceRegister& numbered, std::size_t most)
      : review_(numbered.review_),
        most_(most),
        numbers_(numbered.numbers_),
        sources_(numbered.sources_) {}

  // "[E1] [E2]"; empty without sources. Lines that are cited already keep their number.
  Prose Cite(const SourceIds& sources);
  // The numbers of those of `sources` that were cited, ascending.
  std::vector<std::size_t> CitedOf(const SourceIds& sources) const;

  // The numbers that were cited, ascending.
  const std::set<std::size_t>& cited() const { return cited_; }
  // How many lines have a number.
  std::size_t size() const { return sources_.size(); }
  // REQUIRES: 1 <= number <= size().
  const Source& At(std::size_t number) const { return *sources_[number - 1]; }

 private:
  using Place = std::pair<std::int64_t, std::int64_t>;  // member and line
  static Place PlaceOf(const Source& source) { return {source.member_id, source.line}; }

  const Review& review_;
  std::size_t most_;
  std::map<Place, std::size_t> numbers_;
  std::vector<const Source*> sources_;
  std::set<std::size_t> cited_;
};

}  // namespace howdunit::report
