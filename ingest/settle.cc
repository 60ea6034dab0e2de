#include "ingest/settle.h"

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ingest/attribution/context_namespace.h"
#include "ingest/attribution/logged_event.h"
#include "ingest/attribution/node_aliases.h"
#include "ingest/attribution/node_names.h"
#include "ingest/attribution/whereabouts.h"
#include "ingest/bundle_roots.h"
#include "ingest/clock/twins.h"
#include "ingest/kube/kinds.h"
#include "ingest/kube/object_fields.h"
#include "ingest/merge/merge.h"
#include "ingest/signatures/find_hits.h"

namespace howdunit {
namespace {

template <typename Kind>
std::size_t CountOf(const std::vector<ReadMember>& members) {
  std::size_t count = 0;
  for (const ReadMember& read : members) count += read.records.Of<Kind>().size();
  return count;
}

// Sorts records into the vectors of BundleContents, with their member and place.
class Distribution {
 public:
  Distribution(BundleContents& contents, const std::set<std::string>& nodes,
               const std::vector<ReadMember>& members)
      : contents_(contents), nodes_(nodes) {
    hits.reserve(CountOf<SignatureRecord>(members));
    contents.coverage.reserve(CountOf<CoverageRecord>(members));
  }

  // Takes the member's records away, one by one: they are never held twice.
  void Take(ReadMember& read, std::int64_t member) {
    member_ = member;
    read_ = &read;
    read.records.ForEachKind([&](auto& list) {
      for (; !list.empty(); list.pop_front()) {
        section_ = &read.sections[list.front().section];
        Put(list.front().record);
      }
    });
  }

  std::vector<SignatureRecord> hits;       // in texts
  std::vector<std::string> object_places;  // of each object: its node, or its member

 private:
  void Put(SignatureRecord& r) {
    Mark(r.source), Mark(r.last_source);
    if (r.node.empty() && !MayBeElsewhere(r)) r.node = NodeHere();
    // The log of one container: its lines are about that pod unless they name another.
    if (r.pod.empty()) r.pod = read_->member.pod;
    if (r.space.empty() && r.pod == read_->member.pod) r.space = read_->member.space;
    hits.push_back(std::move(r));
  }
  void Put(NodeRecord& r) {
    Mark(r.source), Mark(r.lease_source);
    for (NodeCondition& condition : r.conditions) Mark(condition.source);
    contents_.nodes.push_back(std::move(r));
  }
  void Put(ObjectRecord& r) {
    Mark(r.source);
    if (r.created.stamp.kind == Stamp::Kind::kAge && r.created.instant.known()) {
      std::erase_if(r.fields,
                    [](const ObjectField& field) { return field.path.str() == kAgeField; });
    }
    for (ObjectField& field : r.fields) Mark(field.source);
    const Redacted node = NodeHere();
    if (StandsOnNode(r.kind.str())) r.node = node;
    // Where no node is known, members are apart.
    object_places.push_back(node.empty() ? "/" + std::to_string(member_) : node.str());
    contents_.objects.push_back(std::move(r));
  }
  void Put(TokenRecord& r) { PutPlaced(r, contents_.tokens); }
  void Put(CertificateRecord& r) { PutPlaced(r, contents_.certificates); }
  void Put(PathRecord& r) { PutPlaced(r, contents_.paths); }
  void Put(CniConfigRecord& r) {
    Mark(r.kubeconfig_source);
    PutPlaced(r, contents_.cni_configs);
  }
  void Put(RuntimeConfigRecord& r) { PutPlaced(r, contents_.runtime_configs); }
  void Put(CoverageRecord& r) {
    Mark(r.source);
    if (r.name.empty() && r.topic.starts_with("log/")) {
      r.name = read_->member.pod;
      r.space = read_->member.space;
    }
    contents_.coverage.push_back(std::move(r));
  }
  void Put(ClockRecord& /*r*/) {}
  void Put(ProblemRecord& r) { Mark(r.source), contents_.problems.push_back(std::move(r)); }

  void Mark(Source& source) const { source.member = member_; }

  // What people wrote, and the logs of other pods, beside lines that name their node. And what a
  // controller's log says of a pod, which may run elsewhere.
  bool MayBeElsewhere(const SignatureRecord& hit) const {
    const auto event = LoggedEventIn(hit.source.text.str());
    if (event && event->kind == "Pod" && !SpeaksOfItsNode(hit.unit.str())) return true;
    if (!read_->node_of_some_lines || nodes_.contains(section_->prompt_host)) return false;
    return hit.origin == "text" || (!hit.pod.empty() && hit.pod != read_->member.pod);
  }

  // The node of the section: its prompt's host, or the member's.
  Redacted NodeHere() const {
    if (nodes_.contains(section_->prompt_host)) return Redact(section_->prompt_host);
    return read_->member.node;
  }

  template <typename Kind>
  void PutPlaced(Kind& record, std::vector<Kind>& into) const {
    Mark(record.source);
    record.place.node = NodeHere();
    // What the text names is nearer than what its command does.
    if (record.place.host_path.empty()) {
      record.place.host_path =
          section_->host_path.empty() ? read_->member.host_path : Redact(section_->host_path);
    }
    into.push_back(std::move(record));
  }

  BundleContents& contents_;
  const std::set<std::string>& nodes_;
  std::int64_t member_ = 0;
  ReadMember* read_ = nullptr;
  const ReadSection* section_ = nullptr;
};

// All events, with their moments, each once; and what they say of where pods are.
RecordList<EventRecord> TakeEvents(const BundleClock& clock, const NodeAliases& aliases,
                                   const std::shared_ptr<SpillFile>& file,
                                   std::vector<ReadMember>& members, Assignments& assignments,
                                   CountedSandboxes& sandboxes) {
  std::size_t most = 0;
  bool cut = false;
  for (const ReadMember& read : members) {
    most += read.events.size();
    cut = cut || read.event_facts.cut;
  }
  RecordList<EventRecord> events(file);
  EventMerger merger(events, most, cut, [&](const EventRecord& event) { sandboxes.Learn(event); });
  for (std::size_t i = 0; i < members.size(); ++i) {
    members[i].events.TakeAll([&](EventRecord&& event) {
      event.source.member = static_cast<std::int64_t>(i);
      event.host = aliases.NameOf(event.host);
      if (event.kind.str() == "Node") event.name = aliases.NameOf(event.name);
      clock.Resolve(event, i);
      assignments.Learn(event);
      merger.Add(std::move(event));
    });
  }
  merger.Finish();
  return events;
}

// All pods, with their moments, each once.
std::vector<PodRecord> TakePods(const BundleClock& clock, std::vector<ReadMember>& members,
                                Views& views) {
  for (ReadMember& read : members) FillContextNamespace(read);
  const PodSpaces spaces(members);
  PodMerger merger(views);
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto mark = [&](Source& source) { source.member = static_cast<std::int64_t>(i); };
    members[i].pods.TakeAll([&](PodRecord&& pod) {
      mark(pod.source), mark(pod.status_source);
      for (ContainerState& container : pod.containers) mark(container.source);
      for (AffinityTerm& term : pod.affinity) mark(term.source);
      clock.Resolve(pod, i);
      spaces.Fill(pod);
      merger.Add(std::move(pod));
    });
  }
  return merger.Take();
}

}  // namespace

void Settle(const std::string& name, std::vector<ReadMember> members, const ClockOptions& options,
            const SignatureScanner& signatures, WorkerPool& pool,
            const std::shared_ptr<SpillFile>& file, BundleContents& contents) {
  const std::vector<BundleRoot> roots = FindRoots(name, members);
  contents.bundle.layout = TitleOf(roots);
  PlaceBelowRoots(roots, members);
  const NodeAliases aliases(members);
  aliases.Apply(members);
  const std::set<std::string> nodes = CollectNodeNames(members);
  AttributeNodes(nodes, roots, members);
  contents.skews = SkewsOfEvents(members);
  const BundleClock clock(options, roots, contents.bundle, members);
  contents.clocks = clock.Clocks();

  // From here on every record knows its moments.
  Assignments assignments;
  CountedSandboxes sandboxes;
  contents.events = TakeEvents(clock, aliases, file, members, assignments, sandboxes);
  Views views(members);
  contents.pods = TakePods(clock, members, views);
  Distribution distribution(contents, nodes, members);
  for (std::size_t i = 0; i < members.size(); ++i) {
    distribution.Take(members[i], static_cast<std::int64_t>(i));
  }
  contents.nodes = MergeNodes(std::move(contents.nodes), views);
  contents.objects = MergeObjects(std::move(contents.objects), distribution.object_places, views);
  contents.views = views.Finish();
  for (ReadMember& read : members) {
    contents.bundle.bytes += read.member.bytes;
    contents.members.push_back(std::move(read.member));
  }

  // From here on every thing is one record.
  Whereabouts whereabouts(contents.pods, assignments, sandboxes, signatures);
  FindHits(MergeHits(std::move(distribution.hits)), signatures, whereabouts, pool, file, contents);
  std::erase_if(contents.coverage, [&](const CoverageRecord& coverage) {
    const auto at = static_cast<std::size_t>(coverage.source.member);
    return coverage.space_by_path && contents.members[at].space.empty();
  });
  for (CoverageRecord& coverage : contents.coverage) {
    const auto at = static_cast<std::size_t>(coverage.source.member);
    const Member& member = contents.members[at];
    if (coverage.space_by_path) coverage.space = member.space;
    whereabouts.Place(coverage, member);
    // The log of another pod, beside lines that name their node, may be of any.
    const bool elsewhere = members[at].node_of_some_lines && coverage.topic.starts_with("log/") &&
                           !coverage.name.empty() && coverage.name != member.pod;
    if (coverage.node.empty() && !elsewhere) coverage.node = member.node;
  }
}

}  // namespace howdunit
