#include "ingest/settle.h"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "core/worker_pool.h"
#include "ingest/attribution/node_names.h"
#include "ingest/bundle_roots.h"
#include "ingest/clock/twins.h"
#include "ingest/merge/merge.h"

namespace howdunit {
namespace {

// Sorts records into the vectors of BundleContents, with their member and place.
class Distribution {
 public:
  Distribution(BundleContents& contents, const std::set<std::string>& nodes)
      : contents_(contents), nodes_(nodes) {}

  // Before the first Take(). Pods are large, and there may be many views of them.
  void Reserve(const std::vector<ReadMember>& members) {
    std::size_t pods = 0;
    for (const ReadMember& read : members) {
      for (const ReadRecord& one : read.records) {
        pods += std::holds_alternative<PodRecord>(one.record) ? 1U : 0U;
      }
    }
    contents_.pods.reserve(pods);
  }

  // Takes the member's records away, one by one: they are never held twice.
  void Take(ReadMember& read, std::int64_t member) {
    member_ = member;
    read_ = &read;
    for (; !read.records.empty(); read.records.pop_front()) {
      ReadRecord& one = read.records.front();
      section_ = &read.sections[one.section];
      std::visit(*this, one.record);
    }
  }

  std::vector<SignatureRecord> hits;       // in texts
  std::vector<std::string> object_places;  // of each object: its node, or its member

  void operator()(EventRecord& /*r*/) {}  // in a list of their own
  void operator()(SignatureRecord& r) {
    Mark(r.source), Mark(r.last_source);
    if (r.node.empty()) r.node = NodeHere();
    // The log of one container: its lines are about that pod unless they name another.
    if (r.space.empty() && r.pod == read_->member.pod) r.space = read_->member.space;
    hits.push_back(std::move(r));
  }
  void operator()(PodRecord& r) {
    Mark(r.source), Mark(r.status_source);
    for (ContainerState& container : r.containers) Mark(container.source);
    for (AffinityTerm& term : r.affinity) Mark(term.source);
    contents_.pods.push_back(std::move(r));
  }
  void operator()(NodeRecord& r) {
    Mark(r.source), Mark(r.lease_source);
    for (NodeCondition& condition : r.conditions) Mark(condition.source);
    contents_.nodes.push_back(std::move(r));
  }
  void operator()(ObjectRecord& r) {
    Mark(r.source);
    for (ObjectField& field : r.fields) Mark(field.source);
    // Where no node is known, members are apart.
    const Redacted node = NodeHere();
    object_places.push_back(node.empty() ? "/" + std::to_string(member_) : node.str());
    contents_.objects.push_back(std::move(r));
  }
  void operator()(TokenRecord& r) { Put(r, contents_.tokens); }
  void operator()(CertificateRecord& r) { Put(r, contents_.certificates); }
  void operator()(PathRecord& r) { Put(r, contents_.paths); }
  void operator()(CniConfigRecord& r) {
    Mark(r.kubeconfig_source);
    Put(r, contents_.cni_configs);
  }
  void operator()(RuntimeConfigRecord& r) { Put(r, contents_.runtime_configs); }
  void operator()(CoverageRecord& r) { Mark(r.source), contents_.coverage.push_back(std::move(r)); }
  void operator()(ClockRecord& /*r*/) {}
  void operator()(ProblemRecord& r) { Mark(r.source), contents_.problems.push_back(std::move(r)); }

 private:
  void Mark(Source& source) const { source.member = member_; }

  // The node of the section: its prompt's host, or the member's.
  Redacted NodeHere() const {
    if (nodes_.contains(section_->prompt_host)) return Redact(section_->prompt_host);
    return read_->member.node;
  }

  template <typename Kind>
  void Put(Kind& record, std::vector<Kind>& into) const {
    Mark(record.source);
    record.place.node = NodeHere();
    record.place.host_path =
        section_->host_path.empty() ? read_->member.host_path : Redact(section_->host_path);
    into.push_back(std::move(record));
  }

  BundleContents& contents_;
  const std::set<std::string>& nodes_;
  std::int64_t member_ = 0;
  ReadMember* read_ = nullptr;
  const ReadSection* section_ = nullptr;
};

// What tells which pod and node a uid or a sandbox belongs to.
struct PodPlace {
  Redacted space, pod, node;
};

class Whereabouts {
 public:
  Whereabouts(const std::vector<PodRecord>& pods, const SignatureScanner& signatures) {
    for (const Signature& signature : signatures.signatures()) {
      keys_[signature.id] = signature.key;
    }
    for (const PodRecord& pod : pods) {
      const PodPlace place{.space = pod.space, .pod = pod.name, .node = pod.node};
      by_name_[{pod.space, pod.name}] = place;
      if (!pod.uid.empty()) by_uid_[pod.uid.str()] = place;
    }
  }

  // A hit that names its pod (by uid or name) and a sandbox ties the two together.
  void LearnSandbox(const SignatureRecord& hit) {
    const Redacted* sandbox = Capture(hit, "sandbox");
    if (sandbox == nullptr) return;
    const PodPlace* place = PodOfCaptures(hit);
    if (place != nullptr) by_sandbox_[sandbox->str()] = *place;
  }

  // Whether it has a node now that it had not.
  bool Place(EventRecord& event) const {
    if (!event.host.empty()) return false;
    if (event.kind.str() == "Node") {
      event.host = event.name;
    } else if (event.kind.str() == "Pod" && event.component.str() != "default-scheduler") {
      if (const PodPlace* place = PodNamed(event.space, event.name)) event.host = place->node;
    }
    return !event.host.empty();
  }

  // Whether its sandbox may tell what it is about.
  static bool NeedsSandboxes(const SignatureRecord& hit) {
    return hit.pod.empty() || !hit.container.empty();
  }

  // REQUIRES: all sandboxes are learnt, or it needs none.
  void Place(SignatureRecord& hit) const {
    if (NeedsSandboxes(hit)) {
      if (const PodPlace* place = PodOf(hit); place != nullptr && hit.container.empty()) {
        hit.space = place->space;
        hit.pod = place->pod;
      }
    }
    if (!hit.node.empty()) return;
    if (const PodPlace* place = PodNamed(hit.space, hit.pod)) hit.node = place->node;
  }

 private:
  static const Redacted* Capture(const SignatureRecord& hit, std::string_view name) {
    for (const auto& [key, value] : hit.captures) {
      if (key == name && !value.empty()) return &value;
    }
    return nullptr;
  }

  bool IsKey(const SignatureRecord& hit, std::string_view capture) const {
    const auto key = keys_.find(hit.signature);
    return key != keys_.end() &&
           std::find(key->second.begin(), key->second.end(), capture) != key->second.end();
  }

  const PodPlace* PodNamed(const Redacted& space, const Redacted& name) const {
    const auto place = by_name_.find({space, name});
    return place == by_name_.end() ? nullptr : &place->second;
  }

  const PodPlace* PodOfCaptures(const SignatureRecord& hit) const {
    if (const Redacted* uid = Capture(hit, "pod_uid")) {
      const auto place = by_uid_.find(uid->str());
      if (place != by_uid_.end()) return &place->second;
    }
    const Redacted* pod = Capture(hit, "pod");
    const Redacted* space = Capture(hit, "namespace");
    if (pod == nullptr || space == nullptr) return nullptr;
    return PodNamed(*space, *pod);
  }

  const PodPlace* PodOf(const SignatureRecord& hit) const {
    if (const PodPlace* place = PodOfCaptures(hit)) return place;
    // Lines that were counted together may be about different sandboxes.
    if (hit.count > 1 && !IsKey(hit, "sandbox")) return nullptr;
    const Redacted* sandbox = Capture(hit, "sandbox");
    if (sandbox == nullptr) return nullptr;
    const auto place = by_sandbox_.find(sandbox->str());
    return place == by_sandbox_.end() ? nullptr : &place->second;
  }

  std::map<std::pair<Redacted, Redacted>, PodPlace> by_name_;
  std::map<std::string, PodPlace> by_uid_;
  std::map<std::string, PodPlace> by_sandbox_;
  std::map<std::string, std::vector<std::string>> keys_;  // of each signature
};

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

// Signatures in the messages of conditions.
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
        hits.push_back(std::move(hit));
      }
    }
  }
  for (const PodRecord& pod : contents.pods) {
    if (pod.unschedulable.empty()) continue;
    for (SignatureRecord& hit : signatures.Match("FailedScheduling: " + pod.unschedulable.str())) {
      hit.origin = "status";
      hit.source = pod.status_source.line == 0 ? pod.source : pod.status_source;
      hit.space = pod.space;
      hit.pod = pod.name;
      hits.push_back(std::move(hit));
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

// Fills contents.hits: in order, what signatures found in texts, in events and in conditions.
void FindHits(std::vector<SignatureRecord> in_texts, const SignatureScanner& signatures,
              WorkerPool& pool, const std::shared_ptr<SpillFile>& file, BundleContents& contents) {
  const Stages stages = StagesOf(signatures);
  Whereabouts whereabouts(contents.pods, signatures);
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
}

// All events, with their moments, each once.
RecordList<EventRecord> TakeEvents(const BundleClock& clock, const std::shared_ptr<SpillFile>& file,
                                   std::vector<ReadMember>& members) {
  std::size_t most = 0;
  bool cut = false;
  for (const ReadMember& read : members) {
    most += read.events.size();
    cut = cut || read.event_facts.cut;
  }
  RecordList<EventRecord> events(file);
  EventMerger merger(events, most, cut);
  for (std::size_t i = 0; i < members.size(); ++i) {
    members[i].events.TakeAll([&](EventRecord&& event) {
      event.source.member = static_cast<std::int64_t>(i);
      clock.Resolve(event, i);
      merger.Add(std::move(event));
    });
  }
  return events;
}

}  // namespace

void Settle(const std::string& name, std::vector<ReadMember> members, const ClockOptions& options,
            const SignatureScanner& signatures, WorkerPool& pool,
            const std::shared_ptr<SpillFile>& file, BundleContents& contents) {
  const std::vector<BundleRoot> roots = FindRoots(name, members);
  contents.bundle.layout = TitleOf(roots);
  PlaceBelowRoots(roots, members);
  const std::set<std::string> nodes = CollectNodeNames(members);
  AttributeNodes(nodes, roots, members);
  contents.skews = SkewsOfEvents(members);
  const BundleClock clock(options, roots, contents.bundle, members);
  contents.clocks = clock.Clocks();

  // From here on every record knows its moments.
  contents.hits = RecordList<SignatureRecord>(file);
  contents.events = TakeEvents(clock, file, members);
  Distribution distribution(contents, nodes);
  distribution.Reserve(members);
  for (std::size_t i = 0; i < members.size(); ++i) {
    distribution.Take(members[i], static_cast<std::int64_t>(i));
    contents.bundle.bytes += members[i].member.bytes;
    contents.members.push_back(std::move(members[i].member));
  }
  Views views(contents.members);
  contents.pods = MergePods(std::move(contents.pods), views);
  contents.nodes = MergeNodes(std::move(contents.nodes), views);
  contents.objects = MergeObjects(std::move(contents.objects), distribution.object_places, views);
  contents.views = views.Finish();

  // From here on every thing is one record.
  FindHits(MergeHits(std::move(distribution.hits)), signatures, pool, file, contents);
}

}  // namespace howdunit
