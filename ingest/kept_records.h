// What was read of one member and stays in memory: each kind in a list of its own, in the order in
// which it was read, so that a small record takes no more room than it needs.
#pragma once

#include <cstddef>
#include <list>
#include <tuple>
#include <utility>

#include "core/record.h"

namespace howdunit {

template <typename Kind>
struct KeptRecord {
  Kind record;
  std::size_t section = 0;  // its place in ReadMember::sections
};

// Of all kinds but events and pods, for which there is RecordList.
class KeptRecords {
 public:
  template <typename Kind>
  void Add(Kind&& record, std::size_t section) {
    Of<Kind>().push_back({std::forward<Kind>(record), section});
  }

  // The list of one kind.
  template <typename Kind>
  std::list<KeptRecord<Kind>>& Of() {
    return std::get<std::list<KeptRecord<Kind>>>(lists_);
  }
  template <typename Kind>
  const std::list<KeptRecord<Kind>>& Of() const {
    return std::get<std::list<KeptRecord<Kind>>>(lists_);
  }

  // Calls `visit` with the list of each kind.
  template <typename Visit>
  void ForEachKind(Visit visit) {
    std::apply([&](auto&... list) { (visit(list), ...); }, lists_);
  }

  std::size_t size() const {
    return std::apply([](const auto&... list) { return (list.size() + ...); }, lists_);
  }

 private:
  template <typename... Kinds>
  using Lists = std::tuple<std::list<KeptRecord<Kinds>>...>;

  Lists<SignatureRecord, NodeRecord, ObjectRecord, TokenRecord, CertificateRecord, PathRecord,
        CniConfigRecord, RuntimeConfigRecord, CoverageRecord, ClockRecord, ProblemRecord>
      lists_;
};

}  // namespace howdunit
