#include "ingest/clock/event_facts.h"

namespace howdunit {

void RaiseToStated(std::optional<Micros>& newest, const When& when) {
  if (when.stamp.kind != Stamp::Kind::kUtc || when.stamp.basis != Basis::kStated) return;
  if (!newest || when.stamp.value > *newest) newest = when.stamp.value;
}

void RaiseToStated(std::optional<Micros>& newest, const PodRecord& pod) {
  RaiseToStated(newest, pod.created);
  RaiseToStated(newest, pod.started);
  for (const ContainerState& container : pod.containers) {
    RaiseToStated(newest, container.started);
    RaiseToStated(newest, container.finished);
  }
}

void EventFacts::Learn(const EventRecord& event) {
  RaiseToStated(newest, event.last);
  RaiseToStated(newest, event.first);
  LearnSkew(event);
  cut = cut || event.message_cut;
}

void EventFacts::LearnSkew(const EventRecord& event) {
  if (event.component.str() != "kubelet" || event.host.empty()) return;
  const Stamp& sent = event.first.stamp;
  const Stamp& written = event.created.stamp;
  if (sent.kind != Stamp::Kind::kUtc || written.kind != Stamp::Kind::kUtc) return;
  // Whole seconds are cut off: each may be up to one later than it says.
  constexpr Micros kQuick = 2 * kSecond;
  const Micros ahead = sent.value - written.value;
  const auto [known, fresh] = skews.try_emplace(event.host.str());
  NodeSkew& skew = known->second;
  ++skew.events;
  if (!fresh && ahead - kSecond <= skew.least) return;
  skew.node = event.host;
  skew.least = ahead - kSecond;
  skew.most = ahead + kSecond + kQuick;
  skew.source = event.source;
}

}  // namespace howdunit
