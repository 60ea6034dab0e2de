#include "ingest/merge/views.h"

#include <algorithm>
#include <iterator>

#include "ingest/clock/print_moment.h"

namespace howdunit {

bool Views::IsNewer(const Source& a, const Source& b) const {
  // A session is copied from its beginning to its end; so is what `--watch` prints.
  if (a.member >= 0 && a.member == b.member) return a.line > b.line;
  const auto printed = [&](const Source& source) -> Instant {
    if (source.member < 0) return {};
    const Member& member = members_[static_cast<std::size_t>(source.member)].member;
    return member.printed_basis == kPrintedAtCapture ? Instant{} : member.printed;
  };
  const Instant first = printed(a);
  const Instant second = printed(b);
  return first.known() && second.known() && first.earliest > second.latest;
}

void Views::Note(const Redacted& kind, const Redacted& space, const Redacted& name,
                 std::size_t object, const Source& source, const Redacted& state) {
  views_[{kind.str(), space.str(), name.str(), object}].push_back(
      {.kind = kind,
       .space = space,
       .name = name,
       .object = static_cast<std::int64_t>(object),
       .state = state,
       .newest = false,
       .source = source});
}

std::vector<ObjectView> Views::Finish() {
  std::vector<ObjectView> all;
  for (auto& [key, views] : views_) {
    if (views.size() < 2) continue;
    const auto newest = std::max_element(
        views.begin(), views.end(),
        [&](const ObjectView& a, const ObjectView& b) { return IsNewer(b.source, a.source); });
    newest->newest = true;
    std::move(views.begin(), views.end(), std::back_inserter(all));
  }
  views_.clear();
  return all;
}

}  // namespace howdunit
