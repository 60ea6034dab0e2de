#include "rules/link_causes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "rules/standing.h"

namespace howdunit {
namespace {

struct Column {
  std::string_view name;
  Redacted Subject::*value;
};

constexpr std::array kColumns = std::to_array<Column>({
    {"node", &Subject::node},
    {"namespace", &Subject::space},
    {"pod", &Subject::pod},
    {"workload", &Subject::workload},
    {"component", &Subject::component},
});

bool IsAmong(const std::vector<std::string>& on, std::string_view column) {
  return std::find(on.begin(), on.end(), column) != on.end();
}

// Whether two that name none may be about the same. A node or a namespace that nobody names may be
// the only one that is shown; of pods, and of what makes them, there are many: only with their node
// are they told apart, as the pods of a DaemonSet are.
bool AgreesUnnamed(const std::vector<std::string>& on, std::string_view column) {
  return column == "node" || column == "namespace" || IsAmong(on, "node");
}

bool SubjectsAgree(const Subject& cause, const Subject& effect,
                   const std::vector<std::string>& on) {
  for (const Column& column : kColumns) {
    const Redacted& a = cause.*column.value;
    const Redacted& b = effect.*column.value;
    if (on.empty()) {
      if (!a.empty() && !b.empty() && a != b) return false;
    } else if (IsAmong(on, column.name)) {
      if (a != b || (a.empty() && !AgreesUnnamed(on, column.name))) return false;
    }
  }
  return true;
}

// A cause must not start after its effect; ranges that overlap do not say so.
bool StartsAfter(const Finding& cause, const Finding& effect) {
  return cause.span.first_earliest && effect.span.first_latest &&
         *cause.span.first_earliest > *effect.span.first_latest;
}

// Whether the cause, which may have begun before it was first observed, is not seen until long
// after its effect was seen last: in a log that begins days later it may be another story.
bool IsLongAfter(const Finding& cause, const Finding& effect) {
  constexpr Micros kLong = kDay;
  const auto last = effect.span.last_latest ? effect.span.last_latest : effect.span.first_latest;
  return cause.span.first_earliest && last && *cause.span.first_earliest > *last + kLong;
}

// Whether the cause had ended, for longer than it can work on, when the effect began.
bool EndedBefore(const Finding& cause, const Finding& effect, std::int64_t within) {
  return within > 0 && cause.span.last_latest && effect.span.first_earliest &&
         *cause.span.last_latest + within * kMinute < *effect.span.first_earliest;
}

// Whether the rule of a cause names the effect, and nothing forbids it.
bool Names(const Evaluated& cause, const Finding& effect,
           const std::function<bool(const Finding&)>& begins_open) {
  const Finding& finding = cause.finding;
  return std::any_of(cause.rule->explains.begin(), cause.rule->explains.end(),
                     [&](const Explains& explains) {
                       return effect.rule == explains.rule &&
                              SubjectsAgree(finding.subject, effect.subject, explains.on) &&
                              (!StartsAfter(finding, effect) ||
                               (!IsLongAfter(finding, effect) && begins_open(finding))) &&
                              !EndedBefore(finding, effect, explains.within);
                     });
}

}  // namespace

void LinkCauses(std::vector<Evaluated>& findings,
                const std::function<bool(const Finding&)>& begins_open) {
  for (Evaluated& cause : findings) {
    Finding& finding = cause.finding;
    if (cause.rule->explains.empty() || finding.verdict == Verdict::kRuledOut) continue;
    for (std::size_t effect = 0; effect < findings.size(); ++effect) {
      const Finding& other = findings[effect].finding;
      if (!Holds(other) || !Names(cause, other, begins_open)) continue;
      if (HoldTogether(finding, other)) {
        finding.explains.push_back(effect);
      } else if (IsOpenBeside(finding, other)) {
        finding.would_explain.push_back(effect);
      }
    }
  }
}

}  // namespace howdunit
