// Every moment in a record, for code that treats them alike.
#pragma once

#include <variant>

#include "core/record.h"

namespace howdunit {

template <typename Visit>
struct WhenVisitor {
  Visit& visit;

  void operator()(EventRecord& r) { visit(r.first), visit(r.last), visit(r.created); }
  void operator()(SignatureRecord& r) { visit(r.first), visit(r.last); }
  void operator()(PodRecord& r) {
    visit(r.created), visit(r.started), visit(r.deletion);
    for (ContainerState& c : r.containers) {
      visit(c.started), visit(c.finished), visit(c.last_finished);
    }
  }
  void operator()(NodeRecord& r) {
    visit(r.created), visit(r.lease_renewed);
    for (NodeCondition& c : r.conditions) visit(c.heartbeat), visit(c.transition);
  }
  void operator()(ObjectRecord& r) { visit(r.created), visit(r.deletion); }
  void operator()(TokenRecord& r) {
    visit(r.issued), visit(r.not_before), visit(r.expires), visit(r.warn_after);
  }
  void operator()(CertificateRecord& r) { visit(r.not_before), visit(r.not_after); }
  void operator()(PathRecord& r) { visit(r.modified); }
  void operator()(CoverageRecord& r) { visit(r.first), visit(r.last); }
  void operator()(ClockRecord& r) { visit(r.when); }
  void operator()(CniConfigRecord& /*r*/) {}
  void operator()(RuntimeConfigRecord& /*r*/) {}
  void operator()(ProblemRecord& /*r*/) {}
};

template <typename Visit>
void ForEachWhen(Record& record, Visit visit) {
  std::visit(WhenVisitor<Visit>{visit}, record);
}

}  // namespace howdunit
