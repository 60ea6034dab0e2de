// Calls `visit` with every moment in a record, for code that treats them alike.
#pragma once

#include "core/record.h"

namespace howdunit {

template <typename Visit>
void ForEachWhen(EventRecord& r, Visit visit) {
  visit(r.first), visit(r.last), visit(r.created);
}
template <typename Visit>
void ForEachWhen(SignatureRecord& r, Visit visit) {
  visit(r.first), visit(r.last);
}
template <typename Visit>
void ForEachWhen(PodRecord& r, Visit visit) {
  visit(r.created), visit(r.started), visit(r.deletion), visit(r.failed);
  for (ContainerState& c : r.containers) {
    visit(c.started), visit(c.finished), visit(c.last_finished);
  }
}
template <typename Visit>
void ForEachWhen(NodeRecord& r, Visit visit) {
  visit(r.created), visit(r.lease_renewed);
  for (NodeCondition& c : r.conditions) visit(c.heartbeat), visit(c.transition);
}
template <typename Visit>
void ForEachWhen(ObjectRecord& r, Visit visit) {
  visit(r.created), visit(r.deletion);
}
template <typename Visit>
void ForEachWhen(TokenRecord& r, Visit visit) {
  visit(r.issued), visit(r.not_before), visit(r.expires), visit(r.warn_after);
}
template <typename Visit>
void ForEachWhen(CertificateRecord& r, Visit visit) {
  visit(r.not_before), visit(r.not_after);
}
template <typename Visit>
void ForEachWhen(PathRecord& r, Visit visit) {
  visit(r.modified);
}
template <typename Visit>
void ForEachWhen(CoverageRecord& r, Visit visit) {
  visit(r.first), visit(r.last);
}
template <typename Visit>
void ForEachWhen(ClockRecord& r, Visit visit) {
  visit(r.when);
}
// These hold none.
template <typename Visit>
void ForEachWhen(CniConfigRecord& /*r*/, Visit /*visit*/) {}
template <typename Visit>
void ForEachWhen(RuntimeConfigRecord& /*r*/, Visit /*visit*/) {}
template <typename Visit>
void ForEachWhen(ProblemRecord& /*r*/, Visit /*visit*/) {}

}  // namespace howdunit
