#include "ingest/settle.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <string>
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

  // Of the kinds that there are very many of; before the first Take().
  void Reserve(const std::vector<ReadMember>& members) {
    std::size_t events = 0;
    std::size_t hits = 0;
    for (const ReadMember& read : members) {
      for (const ReadRecord& one : read.records) {
        events += std::holds_alternative<EventRecord>(one.record) ? 1U : 0U;
        hits += std::holds_alternative<SignatureRecord>(one.record) ? 1U : 0U;
      }
    }
    contents_.events.reserve(events);
    contents_.hits.reserve(hits);
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

  // Of each object: its node, or its member.
  const std::vector<std::string>& object_places() const { return object_places_; }

  void operator()(EventRecord& r) { Mark(r.source), contents_.events.push_back(std::move(r)); }
  void operator()(SignatureRecord& r) {
    Mark(r.source), Mark(r.last_source);
    if (r.node.empty()) r.node = NodeHere();
    // The log of one container: its lines are about that pod unless they name another.
    if (r.space.empty() && r.pod == read_->member.pod) r.space = read_->member.space;
    contents_.hits.push_back(std::move(r));
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
    object_places_.push_back(node.empty() ? "/" + std::to_string(member_) : node.str());
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
  std::vector<std::string> object_places_;
};

// What tells which pod and node a uid or a sandbox belongs to.
struct PodPlace {
  Redacted space, pod, node;
};

class Whereabouts {
 public:
  Whereabouts(BundleContents& contents, const SignatureScanner& signatures) : contents_(contents) {
    for (const Signature& signature : signatures.signatures()) {
      keys_[signature.id] = signature.key;
    }
    for (const PodRecord& pod : contents_.pods) {
      const PodPlace place{.space = pod.space, .pod = pod.name, .node = pod.node};
      by_name_[{pod.space, pod.name}] = place;
      if (!pod.uid.empty()) by_uid_[pod.uid.str()] = place;
    }
    for (const SignatureRecord& hit : contents_.hits) LearnSandbox(hit);
  }

  void PlaceEvents() {
    for (EventRecord& event : contents_.events) {
      if (!event.host.empty()) continue;
      if (event.kind.str() == "Node") {
        event.host = event.name;
      } else if (event.kind.str() == "Pod" && event.component.str() != "default-scheduler") {
        const auto place = by_name_.find({event.space, event.name});
        if (place != by_name_.end()) event.host = place->second.node;
      }
    }
  }

  void PlaceHits() {
    for (SignatureRecord& hit : contents_.hits) {
      if (hit.pod.empty() || !hit.container.empty()) {
        if (const PodPlace* place = PodOf(hit); place != nullptr && hit.container.empty()) {
          hit.space = place->space;
          hit.pod = place->pod;
        }
      }
      const auto place = by_name_.find({hit.space, hit.pod});
      if (hit.node.empty() && place != by_name_.end()) hit.node = place->second.node;
    }
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

  // A hit that names its pod (by uid or name) and a sandbox ties the two together.
  void LearnSandbox(const SignatureRecord& hit) {
    const Redacted* sandbox = Capture(hit, "sandbox");
    if (sandbox == nullptr) return;
    const PodPlace* place = PodOfCaptures(hit);
    if (place != nullptr) by_sandbox_[sandbox->str()] = *place;
  }

  const PodPlace* PodOfCaptures(const SignatureRecord& hit) const {
    if (const Redacted* uid = Capture(hit, "pod_uid")) {
      const auto place = by_uid_.find(uid->str());
      if (place != by_uid_.end()) return &place->second;
    }
    const Redacted* pod = Capture(hit, "pod");
    const Redacted* space = Capture(hit, "namespace");
    if (pod == nullptr || space == nullptr) return nullptr;
    const auto place = by_name_.find({*space, *pod});
    return place == by_name_.end() ? nullptr : &place->second;
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

  BundleContents& contents_;
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

// Signatures in the messages of the events from `begin` up to `end`.
std::vector<SignatureRecord> ScanEvents(const SignatureScanner& signatures,
                                        const std::vector<EventRecord>& events, std::size_t begin,
                                        std::size_t end) {
  std::vector<SignatureRecord> hits;
  for (std::size_t i = begin; i < end; ++i) {
    const EventRecord& event = events[i];
    // The reason is part of what an event says.
    const std::string text = OneLine(event.reason.str() + ": " + event.message.str());
    for (SignatureRecord& hit : signatures.Match(text)) {
      hit.origin = "event";
      hit.event = static_cast<std::int64_t>(i);
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
  return hits;
}

void ScanAllEvents(const SignatureScanner& signatures, WorkerPool& pool, BundleContents& contents) {
  constexpr std::size_t kTogether = 1024;
  const std::vector<EventRecord>& events = contents.events;
  std::vector<std::future<std::vector<SignatureRecord>>> found;
  for (std::size_t begin = 0; begin < events.size(); begin += kTogether) {
    const std::size_t end = std::min(begin + kTogether, events.size());
    found.push_back(pool.Run(
        [&signatures, &events, begin, end] { return ScanEvents(signatures, events, begin, end); }));
  }
  for (auto& some : found) {
    std::vector<SignatureRecord> hits = some.get();
    std::move(hits.begin(), hits.end(), std::back_inserter(contents.hits));
  }
}

// Signatures in the messages of conditions.
void ScanConditions(const SignatureScanner& signatures, BundleContents& contents) {
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
        contents.hits.push_back(std::move(hit));
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
      contents.hits.push_back(std::move(hit));
    }
  }
}

void FillStages(const SignatureScanner& signatures, BundleContents& contents) {
  std::map<std::string, std::string> stages;
  for (const Signature& signature : signatures.signatures()) {
    stages[signature.id] = signature.stage;
  }
  for (SignatureRecord& hit : contents.hits) hit.stage = stages[hit.signature];
}

}  // namespace

void Settle(const std::string& name, std::vector<ReadMember> members, const ClockOptions& options,
            const SignatureScanner& signatures, WorkerPool& pool, BundleContents& contents) {
  const std::vector<BundleRoot> roots = FindRoots(name, members);
  contents.bundle.layout = TitleOf(roots);
  PlaceBelowRoots(roots, members);
  const std::set<std::string> nodes = CollectNodeNames(members);
  AttributeNodes(nodes, roots, members);
  contents.skews = SkewsOfEvents(members);
  contents.clocks = ResolveTimes(options, roots, contents.bundle, members);

  // From here on every record knows its moments.
  Distribution distribution(contents, nodes);
  distribution.Reserve(members);
  for (std::size_t i = 0; i < members.size(); ++i) {
    distribution.Take(members[i], static_cast<std::int64_t>(i));
    contents.bundle.bytes += members[i].member.bytes;
    contents.members.push_back(std::move(members[i].member));
  }
  contents.hits = MergeHits(std::move(contents.hits));
  contents.events = MergeEvents(std::move(contents.events));
  Views views(contents.members);
  contents.pods = MergePods(std::move(contents.pods), views);
  contents.nodes = MergeNodes(std::move(contents.nodes), views);
  contents.objects = MergeObjects(std::move(contents.objects), distribution.object_places(), views);
  contents.views = views.Finish();

  // From here on every thing is one record.
  Whereabouts(contents, signatures).PlaceEvents();
  ScanAllEvents(signatures, pool, contents);
  ScanConditions(signatures, contents);
  Whereabouts(contents, signatures).PlaceHits();
  FillStages(signatures, contents);
}

}  // namespace howdunit
