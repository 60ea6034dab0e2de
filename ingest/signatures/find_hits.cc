#include "ingest/signatures/find_hits.h"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "core/text.h"

namespace howdunit {
namespace {

// Messages may hold line breaks; patterns are written for one line.
std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

using Stages = std::map<std::string, std::string>;  // by signature

// Signatures in the message of the event at place `at`.
void ScanEvent(const SignatureScanner& signatures, const EventRecord& event, std::size_t at,
               std::vector<SignatureRecord>& hits) {
  // The reason is part of what an event says.
  const std::string text = OneLine(event.reason.str() + ": " + event.message.str());
  for (SignatureRecord& hit : signatures.Match(text)) {
    hit.origin = "event";
    hit.event = static_cast<std::int64_t>(at);
    hit.source = event.source;
    hit.node = event.host;
    if (event.kind.str() == "Pod") {
      hit.space = event.space;
      hit.pod = event.name;
    }
    hit.unit = event.component;
    hit.count = event.count;
    hit.first = event.first;
    hit.last = event.last;
    // A single event states one moment only.
    if (!hit.first.instant.known()) hit.first = hit.count == 1 ? event.last : hit.first;
    hits.push_back(std::move(hit));
  }
}

// Of a stretch of the events: those that have been placed, and what signatures found in them.
struct ScannedEvents {
  std::vector<std::pair<std::size_t, EventRecord>> placed;
  std::vector<SignatureRecord> hits;  // placed, unless they need sandboxes
};

ScannedEvents ScanEvents(const SignatureScanner& signatures, const Whereabouts& whereabouts,
                         const Stages& stages, const RecordList<EventRecord>& events,
                         std::size_t begin, std::size_t end) {
  ScannedEvents scanned;
  auto from = events.From(begin);
  for (std::size_t at = begin; at < end; ++at, ++from) {
    EventRecord event = *from;
    const std::size_t before = scanned.hits.size();
    const bool placed = whereabouts.Place(event);
    ScanEvent(signatures, event, at, scanned.hits);
    for (SignatureRecord& hit : std::span(scanned.hits).subspan(before)) {
      hit.stage = stages.at(hit.signature);
      if (!Whereabouts::NeedsSandboxes(hit)) whereabouts.Place(hit);
    }
    if (placed) scanned.placed.emplace_back(at, std::move(event));
  }
  return scanned;
}

// Places all events, and gives what signatures find in them.
RecordList<SignatureRecord> ScanAllEvents(const SignatureScanner& signatures,
                                          Whereabouts& whereabouts, const Stages& stages,
                                          WorkerPool& pool, RecordList<EventRecord>& events,
                                          RecordList<SignatureRecord> found) {
  constexpr std::size_t kTogether = 256;
  constexpr std::size_t kMostOut = 8;
  std::deque<std::future<ScannedEvents>> out;
  std::vector<std::size_t> unplaced;
  const auto take = [&] {
    ScannedEvents scanned = out.front().get();
    out.pop_front();
    events.Replace(std::move(scanned.placed));
    for (SignatureRecord& hit : scanned.hits) {
      whereabouts.LearnSandbox(hit);
      if (Whereabouts::NeedsSandboxes(hit)) unplaced.push_back(found.size());
      found.push_back(std::move(hit));
    }
  };
  for (std::size_t begin = 0; begin < events.size(); begin += kTogether) {
    if (out.size() >= kMostOut) take();
    const std::size_t end = std::min(begin + kTogether, events.size());
    // What is learnt meanwhile is of sandboxes, which nobody asks for before all are.
    out.push_back(pool.Run([&, begin, end] {
      return ScanEvents(signatures, whereabouts, stages, events, begin, end);
    }));
  }
  while (!out.empty()) take();
  for (const std::size_t at : unplaced) {
    SignatureRecord hit = found[at];
    whereabouts.Place(hit);
    found.Replace(at, std::move(hit));
  }
  return found;
}

// Which pods' own words of why they failed are news: no event of theirs says so. A pod that failed
// is listed for weeks: where it is not stated when it did, its node must not be known to be well.
class FailuresToTell {
 public:
  explicit FailuresToTell(const BundleContents& contents) {
    // Events are many, failed pods are few.
    for (const PodRecord& pod : contents.pods) {
      if (!pod.failure.empty()) told_.insert({{pod.space, pod.name}, {}});
    }
    if (told_.empty()) return;
    for (const EventRecord& event : contents.events) {
      if (event.kind.str() != "Pod") continue;
      const auto failed = told_.find({event.space, event.name});
      if (failed != told_.end()) failed->second.insert(event.reason.str());
    }
    for (const NodeRecord& node : contents.nodes) {
      bool asked = false;
      bool pressed = false;
      for (const NodeCondition& condition : node.conditions) {
        if (!condition.type.str().ends_with("Pressure")) continue;
        asked = true;
        pressed = pressed || condition.status.str() != "False";
      }
      if (asked && !pressed) well_.insert(node.name);
    }
  }

  bool Contain(const PodRecord& pod) const {
    const std::string& failure = pod.failure.str();
    const std::string reason = failure.substr(0, failure.find(": "));
    if (failure.empty() || told_.at({pod.space, pod.name}).contains(reason)) return false;
    return pod.failed.instant.known() || !well_.contains(pod.node);
  }

 private:
  std::map<std::pair<Redacted, Redacted>, std::set<std::string>> told_;  // reasons, by failed pod
  std::set<Redacted> well_;                                              // nodes
};

// Signatures in the messages of conditions, and in what pods say of their own failure.
std::vector<SignatureRecord> ScanConditions(const SignatureScanner& signatures,
                                            const BundleContents& contents) {
  std::vector<SignatureRecord> hits;
  for (const NodeRecord& node : contents.nodes) {
    for (const NodeCondition& condition : node.conditions) {
      if (condition.message.empty()) continue;
      const std::string text = OneLine(condition.reason.str() + ": " + condition.message.str());
      for (SignatureRecord& hit : signatures.Match(text)) {
        hit.origin = "status";
        hit.source = condition.source;
        hit.node = node.name;
        hit.first = condition.transition;
        hit.last = condition.heartbeat;
        // Who no longer reports was heard of before it was found out.
        if (hit.last.instant.known() && hit.first.instant.known() &&
            hit.last.instant.latest < hit.first.instant.earliest) {
          hit.last = hit.first;
        }
        hits.push_back(std::move(hit));
      }
    }
  }
  const auto add = [&](const PodRecord& pod, const std::string& text, const When& when) {
    for (SignatureRecord& hit : signatures.Match(text)) {
      hit.origin = "status";
      hit.source = pod.status_source.line == 0 ? pod.source : pod.status_source;
      hit.space = pod.space;
      hit.pod = pod.name;
      hit.first = hit.last = when;
      hits.push_back(std::move(hit));
    }
  };
  const FailuresToTell failures(contents);
  for (const PodRecord& pod : contents.pods) {
    if (!pod.unschedulable.empty()) add(pod, "FailedScheduling: " + pod.unschedulable.str(), {});
    if (failures.Contain(pod)) add(pod, OneLine(pod.failure.str()), pod.failed);
  }
  return hits;
}

// The same of objects that are neither nodes nor pods: "status.conditions[Degraded].message".
std::vector<SignatureRecord> ScanObjects(const SignatureScanner& signatures,
                                         const std::vector<ObjectRecord>& objects) {
  constexpr std::string_view kMessage = ".message";
  std::vector<SignatureRecord> hits;
  for (const ObjectRecord& object : objects) {
    for (const ObjectField& field : object.fields) {
      const std::string_view path = field.path.str();
      if (!path.starts_with("status.conditions[") || !path.ends_with(kMessage)) continue;
      const std::string condition(path.substr(0, path.size() - kMessage.size()));
      const auto reason = std::find_if(
          object.fields.begin(), object.fields.end(),
          [&](const ObjectField& other) { return other.path.str() == condition + ".reason"; });
      const std::string front = reason == object.fields.end() ? "" : reason->value.str() + ": ";
      for (SignatureRecord& hit : signatures.Match(OneLine(front + field.value.str()))) {
        hit.origin = "status";
        hit.source = field.source;
        if (hit.space.empty()) hit.space = object.space;
        hits.push_back(std::move(hit));
      }
    }
  }
  return hits;
}

Stages StagesOf(const SignatureScanner& signatures) {
  Stages stages;
  for (const Signature& signature : signatures.signatures()) {
    stages[signature.id] = signature.stage;
  }
  return stages;
}

}  // namespace

void FindHits(std::vector<SignatureRecord> in_texts, const SignatureScanner& signatures,
              Whereabouts& whereabouts, WorkerPool& pool, const std::shared_ptr<SpillFile>& file,
              BundleContents& contents) {
  const Stages stages = StagesOf(signatures);
  contents.hits = RecordList<SignatureRecord>(file);
  for (const SignatureRecord& hit : in_texts) whereabouts.LearnSandbox(hit);
  auto in_events = ScanAllEvents(signatures, whereabouts, stages, pool, contents.events,
                                 RecordList<SignatureRecord>(file));
  std::vector<SignatureRecord> in_conditions = ScanConditions(signatures, contents);
  for (const SignatureRecord& hit : in_conditions) whereabouts.LearnSandbox(hit);

  const auto add = [&](std::vector<SignatureRecord> hits) {
    for (SignatureRecord& hit : hits) {
      hit.stage = stages.at(hit.signature);
      whereabouts.Place(hit);
      contents.hits.push_back(std::move(hit));
    }
  };
  add(std::move(in_texts));
  contents.hits.Append(std::move(in_events));
  add(std::move(in_conditions));
  add(ScanObjects(signatures, contents.objects));
}

}  // namespace howdunit
