#include "store/bundle_writer.h"

#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "store/bundle_identity.h"
#include "store/cni_failures.h"
#include "store/deferred_indexes.h"
#include "store/insert.h"
#include "store/source_rows.h"

namespace howdunit {
namespace {

// Tables that may hold a row for each line that means something.
constexpr std::array<std::string_view, 3> kLargeTables = {"event", "hit", "source"};
constexpr std::size_t kManyRows = 2000;

Redacted Pairs(const std::vector<std::pair<Redacted, Redacted>>& pairs) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : pairs) parts.push_back(key.str() + "=" + value.str());
  return Redact(Join(parts, ","));
}

// "${SNAP_DATA}/args/cni-network" as a path; the runtime's default if it is not set.
Redacted ConfDirPath(const RuntimeConfigRecord& config) {
  std::string path = config.conf_dir.str().empty() ? "/etc/cni/net.d" : config.conf_dir.str();
  path = ReplaceAll(path, "${SNAP_DATA}", "/var/snap/microk8s/current");
  path = ReplaceAll(path, "$SNAP_DATA", "/var/snap/microk8s/current");
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return Redact(path);
}

class BundleWriter {
 public:
  BundleWriter(const Database& database, const BundleContents& contents)
      : database_(database), contents_(contents) {}
  Result<void> Write() {
    WriteBundleRow();
    WriteMembers();
    WriteClocks();
    WriteCoverage();
    WriteEvents();
    WriteHits();
    WriteCniFailures();
    WritePods();
    WriteNodes();
    WriteObjects();
    WritePaths();
    WriteTokens();
    WriteCertificates();
    WriteConfigs();
    WriteProblems();
    WriteSkews();
    WriteViews();
    WriteIdentity();
    if (error_.empty()) error_ = sources_.error();
    if (!error_.empty()) return Error{"case file: " + error_};
    return {};
  }

 private:
  std::int64_t Keep(Insert& insert) {
    const std::int64_t id = insert.Done();
    if (error_.empty()) error_ = insert.error();
    return id;
  }

  void WriteBundleRow() {
    const Bundle& bundle = contents_.bundle;
    Insert insert(database_, "bundle",
                  "name, sha256, layout, bytes, captured_earliest, captured_latest, "
                  "captured_basis, captured_member, problem, cluster, cluster_basis, kubernetes, "
                  "calico");
    insert.Put(bundle.name).Put(bundle.sha256).PutWord(bundle.layout).Put(bundle.bytes);
    insert.PutInstant(bundle.captured).PutWord(bundle.captured_basis);
    insert.PutWord(bundle.captured_member).PutWord(bundle.problem);
    bundle_ = Keep(insert.PutWord("").PutWord("").PutWord("").PutWord(""));  // see WriteIdentity
  }

  // What tells the cluster, from the rows that were written.
  void WriteIdentity() {
    const auto done = WriteBundleIdentity(database_, bundle_);
    if (!done && error_.empty()) error_ = done.error().message;
  }

  void WriteMembers() {
    Insert insert(database_, "member",
                  "bundle, path, sha256, bytes, lines, lines_unclaimed, format, status, records, "
                  "problem, lost, repairs, node, node_basis, namespace, pod, container, host_path, "
                  "host_path_basis, command, printed_earliest, printed_latest, printed_basis");
    Insert marks(database_, "reading_mark", "member, format, line, text");
    for (const Member& member : contents_.members) {
      insert.Put(bundle_).Put(member.path).Put(member.sha256).Put(member.bytes);
      insert.Put(member.lines).Put(member.lines_unclaimed).PutWord(Join(member.formats, ","));
      insert.PutWord(MemberStatusName(member.status)).Put(member.records).Put(member.problem);
      insert.PutFlag(member.lost);
      insert.PutWord(Join(member.repairs, ", ")).Put(member.node).PutWord(member.node_basis);
      insert.Put(member.space).Put(member.pod).Put(member.container).Put(member.host_path);
      insert.PutWord(member.host_path_basis).Put(member.command).PutInstant(member.printed);
      const std::int64_t id = Keep(insert.PutWord(member.printed_basis));
      if (&member == &contents_.members.front()) sources_.SetFirstMember(id);
      for (const ReadingMark& mark : member.marks) {
        marks.Put(id).PutWord(mark.format).Put(mark.line);
        Keep(marks.Put(mark.text));
      }
    }
  }

  void WriteClocks() {
    Insert insert(database_, "clock", "bundle, node, offset_seconds, zone, basis, member, line");
    for (const NodeClock& clock : contents_.clocks) {
      insert.Put(bundle_).Put(clock.node).Put(clock.offset / kSecond).PutWord(clock.zone);
      Keep(insert.PutWord(clock.basis).PutWord(clock.member).Put(clock.line));
    }
  }

  void WriteSkews() {
    Insert insert(database_, "skew", "bundle, node, least, most, events, source");
    for (const NodeSkew& skew : contents_.skews) {
      insert.Put(bundle_).Put(skew.node).Put(skew.least).Put(skew.most).Put(skew.events);
      Keep(insert.Put(sources_.IdOf(skew.source)));
    }
  }

  void WriteCoverage() {
    Insert insert(database_, "coverage",
                  "bundle, topic, node, namespace, name, items, earliest, latest, source");
    for (const CoverageRecord& coverage : contents_.coverage) {
      insert.Put(bundle_).PutWord(coverage.topic).Put(coverage.node).Put(coverage.space);
      insert.Put(coverage.name).Put(coverage.items);
      insert.Put(coverage.first.instant.known() ? std::optional(coverage.first.instant.earliest)
                                                : std::nullopt);
      insert.Put(coverage.last.instant.known() ? std::optional(coverage.last.instant.latest)
                                               : std::nullopt);
      Keep(insert.Put(sources_.IdOf(coverage.source)));
    }
  }

  void WriteEvents() {
    Insert insert(database_, "event",
                  "bundle, namespace, kind, name, uid, type, reason, message, component, node, "
                  "count, first_earliest, first_latest, last_earliest, last_latest, basis, source, "
                  "last_source");
    Insert more(database_, "event_source", "event, source");
    events_.reserve(contents_.events.size());
    for (const EventRecord& event : contents_.events) {
      insert.Put(bundle_).Put(event.space).Put(event.kind).Put(event.name).Put(event.uid);
      insert.Put(event.type).Put(event.reason).Put(event.message).Put(event.component);
      insert.Put(event.host).Put(event.count).PutInstant(event.first.instant);
      insert.PutInstant(event.last.instant).PutWord(BasisName(event.last.instant.basis));
      const std::int64_t source = sources_.IdOfPassing(event.source);
      const std::int64_t last_source =
          event.last_source.line == 0 ? source : sources_.IdOfPassing(event.last_source);
      const std::int64_t id = Keep(insert.Put(source).Put(last_source));
      events_.push_back({.id = static_cast<std::uint32_t>(id),
                         .source = static_cast<std::uint32_t>(source),
                         .last_source = static_cast<std::uint32_t>(last_source)});
      for (const Source& further : event.more_sources) {
        Keep(more.Put(id).Put(sources_.IdOfPassing(further)));
      }
    }
  }

  void WriteHits() {
    Insert insert(database_, "hit",
                  "bundle, signature, stage, origin, event, node, namespace, pod, container, unit, "
                  "captures, count, first_earliest, first_latest, last_earliest, last_latest, "
                  "basis, source, last_source");
    for (const SignatureRecord& hit : contents_.hits) {
      insert.Put(bundle_).PutWord(hit.signature).PutWord(hit.stage).PutWord(hit.origin);
      const EventRow* event =
          hit.event < 0 ? nullptr : &events_[static_cast<std::size_t>(hit.event)];
      insert.Put(event == nullptr ? std::nullopt : std::optional<std::int64_t>(event->id));
      insert.Put(hit.node).Put(hit.space).Put(hit.pod).Put(hit.container).Put(hit.unit);
      insert.Put(RedactObject(hit.captures)).Put(hit.count).PutInstant(hit.first.instant);
      insert.PutInstant(hit.last.instant).PutWord(BasisName(hit.first.instant.basis));
      const std::int64_t source =
          event == nullptr ? sources_.IdOfPassing(hit.source) : event->source;
      std::int64_t last_source = event == nullptr ? source : event->last_source;
      if (event == nullptr && hit.last_source.line != 0) {
        last_source = sources_.IdOfPassing(hit.last_source);
      }
      Keep(insert.Put(source).Put(last_source));
      if (!hit.stage.empty()) cni_failures_.Add(hit, source, last_source);
    }
  }

  void WriteViews() {
    Insert insert(database_, "object_view",
                  "bundle, kind, namespace, name, object, state, newest, source");
    for (const ObjectView& view : contents_.views) {
      insert.Put(bundle_).Put(view.kind).Put(view.space).Put(view.name).Put(view.object);
      Keep(insert.Put(view.state).PutFlag(view.newest).Put(sources_.IdOf(view.source)));
    }
  }

  void WriteCniFailures() {
    Insert insert(database_, "cni_failure",
                  "bundle, node, namespace, pod, signature, stage, op, plugin, count, "
                  "first_earliest, first_latest, last_earliest, last_latest, basis, source, "
                  "log_source, last_source");
    for (const CniFailure& failure : cni_failures_.Sorted()) {
      insert.Put(bundle_).Put(failure.node).Put(failure.space).Put(failure.pod);
      insert.PutWord(failure.signature).PutWord(failure.stage).PutWord(failure.op);
      insert.PutWord(failure.plugin).Put(failure.count);
      insert.Put(failure.first_earliest).Put(failure.first_latest);
      insert.Put(failure.last_earliest).Put(failure.last_latest).PutWord(failure.basis);
      Keep(insert.Put(failure.source).Put(failure.log_source).Put(failure.last_source));
    }
  }

  void WritePods() {
    Insert insert(
        database_, "pod",
        "bundle, namespace, name, uid, node, node_stated, phase, status, ready, total, restarts, "
        "created_earliest, created_latest, started_earliest, started_latest, deletion_earliest, "
        "deletion_latest, deletion_basis, grace_seconds, finalizers, controller_kind, controller, "
        "service_account, ip, node_selector, node_affinity, unschedulable, source, status_source");
    for (const PodRecord& pod : contents_.pods) {
      insert.Put(bundle_).Put(pod.space).Put(pod.name).Put(pod.uid).Put(pod.node);
      insert.PutFlag(pod.node_stated).Put(pod.phase).Put(pod.status).Put(pod.ready);
      insert.Put(pod.total).Put(pod.restarts).PutInstant(pod.created.instant);
      insert.PutInstant(pod.started.instant).PutInstant(pod.deletion.instant);
      insert.PutWord(BasisName(pod.deletion.instant.basis)).Put(pod.grace_seconds);
      PutOptionalText(insert, pod.finalizers ? &*pod.finalizers : nullptr);
      insert.Put(pod.controller_kind).Put(pod.controller).Put(pod.service_account).Put(pod.ip);
      insert.Put(Pairs(pod.node_selector)).Put(pod.node_affinity).Put(pod.unschedulable);
      insert.Put(sources_.IdOf(pod.source));
      const Source& status = pod.status_source.line == 0 ? pod.source : pod.status_source;
      const std::int64_t id = Keep(insert.Put(sources_.IdOf(status)));
      WriteLabels("Pod", pod.space, pod.name, pod.labels);
      for (const ContainerState& container : pod.containers) WriteContainer(id, container);
      for (const AffinityTerm& term : pod.affinity) WriteAffinity(id, term);
    }
  }

  static void PutOptionalText(Insert& insert, const Redacted* text) {
    if (text != nullptr) {
      insert.Put(*text);
    } else {
      insert.Put(std::optional<std::int64_t>());
    }
  }

  void WriteLabels(std::string_view kind, const Redacted& space, const Redacted& name,
                   const std::vector<std::pair<Redacted, Redacted>>& labels) {
    for (const auto& [key, value] : labels) {
      label_.Put(bundle_).PutWord(kind).Put(space).Put(name).Put(key);
      Keep(label_.Put(value));
    }
  }

  void WriteContainer(std::int64_t pod, const ContainerState& state) {
    container_.Put(pod).Put(state.name).PutFlag(state.init).PutFlag(state.ready);
    container_.Put(state.restarts).Put(state.image).Put(state.state).Put(state.reason);
    container_.Put(state.exit_code).PutInstant(state.started.instant);
    container_.PutInstant(state.finished.instant).Put(state.last_state).Put(state.last_reason);
    Keep(container_.Put(state.last_exit_code).Put(sources_.IdOf(state.source)));
  }

  void WriteAffinity(std::int64_t pod, const AffinityTerm& term) {
    affinity_.Put(pod).PutFlag(term.anti).PutFlag(term.required).Put(term.topology_key);
    Keep(affinity_.Put(term.selector).Put(sources_.IdOf(term.source)));
  }

  void WriteNodes() {
    Insert insert(database_, "node",
                  "bundle, name, status, roles, unschedulable, taints, kubelet_version, "
                  "runtime_version, os_image, internal_ip, created_earliest, created_latest, "
                  "lease_earliest, lease_latest, lease_source, source");
    Insert condition(database_, "node_condition",
                     "bundle, node, type, status, reason, message, heartbeat_earliest, "
                     "heartbeat_latest, transition_earliest, transition_latest, source");
    for (const NodeRecord& node : contents_.nodes) {
      insert.Put(bundle_).Put(node.name).Put(node.status).Put(node.roles);
      insert.PutFlag(node.unschedulable);
      std::vector<std::string> taints;
      for (const Redacted& taint : node.taints) taints.push_back(taint.str());
      const Redacted joined = Redact(Join(taints, ","));
      PutOptionalText(insert, node.taints_stated ? &joined : nullptr);
      insert.Put(node.kubelet_version).Put(node.runtime_version).Put(node.os_image);
      insert.Put(node.internal_ip).PutInstant(node.created.instant);
      insert.PutInstant(node.lease_renewed.instant);
      insert.Put(node.lease_source.line == 0 ? std::nullopt
                                             : std::optional(sources_.IdOf(node.lease_source)));
      Keep(insert.Put(sources_.IdOf(node.source)));
      WriteLabels("Node", "", node.name, node.labels);
      for (const NodeCondition& state : node.conditions) {
        condition.Put(bundle_).Put(node.name).Put(state.type).Put(state.status).Put(state.reason);
        condition.Put(state.message).PutInstant(state.heartbeat.instant);
        Keep(condition.PutInstant(state.transition.instant).Put(sources_.IdOf(state.source)));
      }
    }
  }

  void WriteObjects() {
    Insert insert(database_, "object",
                  "bundle, api, kind, namespace, name, uid, node, created_earliest, "
                  "created_latest, deletion_earliest, deletion_latest, source");
    Insert field(database_, "object_field", "object, path, value, source");
    for (const ObjectRecord& object : contents_.objects) {
      insert.Put(bundle_).Put(object.api).Put(object.kind).Put(object.space).Put(object.name);
      insert.Put(object.uid).Put(object.node).PutInstant(object.created.instant);
      insert.PutInstant(object.deletion.instant);
      const std::int64_t id = Keep(insert.Put(sources_.IdOf(object.source)));
      for (const ObjectField& part : object.fields) {
        Keep(field.Put(id).Put(part.path).Put(part.value).Put(sources_.IdOf(part.source)));
      }
    }
  }

  void WritePaths() {
    Insert insert(database_, "path_entry",
                  "bundle, node, path, type, mode, owner, size, modified_earliest, "
                  "modified_latest, modified_basis, target, source");
    for (const PathRecord& path : contents_.paths) {
      insert.Put(bundle_).Put(path.place.node).Put(path.path).Put(path.type);
      insert.Put(path.mode).Put(path.owner).Put(path.size).PutInstant(path.modified.instant);
      insert.PutWord(BasisName(path.modified.instant.basis)).Put(path.target);
      Keep(insert.Put(sources_.IdOf(path.source)));
      if (path.type.str() == "file") {
        files_[{path.place.node, path.path}] = &path;
      }
    }
  }

  void WriteTokens() {
    Insert insert(database_, "token",
                  "bundle, node, host_path, server, writer, sha256, alg, kid, issuer, subject, "
                  "audience, namespace, service_account, service_account_uid, pod, pod_uid, "
                  "bound_node, secret, issued, not_before, expires, warn_after, problem, "
                  "modified_earliest, modified_latest, modified_source, source");
    for (const TokenRecord& token : contents_.tokens) {
      insert.Put(bundle_).Put(token.place.node).Put(token.place.host_path).Put(token.server);
      insert.Put(token.writer).Put(token.sha256).Put(token.alg).Put(token.kid).Put(token.issuer);
      insert.Put(token.subject).Put(token.audience).Put(token.space).Put(token.service_account);
      insert.Put(token.service_account_uid).Put(token.pod).Put(token.pod_uid).Put(token.node);
      insert.Put(token.secret).PutMoment(token.issued.instant);
      insert.PutMoment(token.not_before.instant).PutMoment(token.expires.instant);
      insert.PutMoment(token.warn_after.instant).Put(token.problem);
      const auto file = files_.find({token.place.node, token.place.host_path});
      const bool listed = file != files_.end() && !token.place.host_path.empty();
      insert.PutInstant(listed ? file->second->modified.instant : Instant{});
      insert.Put(listed ? std::optional(sources_.IdOf(file->second->source)) : std::nullopt);
      Keep(insert.Put(sources_.IdOf(token.source)));
    }
  }

  void WriteCertificates() {
    Insert insert(database_, "certificate",
                  "bundle, node, host_path, usage, subject, issuer, serial, sha256, key_sha256, "
                  "authority, not_before, not_after, source");
    for (const CertificateRecord& certificate : contents_.certificates) {
      insert.Put(bundle_).Put(certificate.place.node).Put(certificate.place.host_path);
      insert.Put(certificate.usage);
      insert.Put(certificate.subject).Put(certificate.issuer).Put(certificate.serial);
      insert.Put(certificate.sha256).Put(certificate.key_sha256).PutFlag(certificate.authority);
      insert.PutMoment(certificate.not_before.instant).PutMoment(certificate.not_after.instant);
      Keep(insert.Put(sources_.IdOf(certificate.source)));
    }
  }

  void WriteConfigs() {
    Insert cni(database_, "cni_config",
               "bundle, node, host_path, network, plugins, kubeconfig, source");
    for (const CniConfigRecord& config : contents_.cni_configs) {
      cni.Put(bundle_).Put(config.place.node).Put(config.place.host_path).Put(config.network);
      const Source& source =
          config.kubeconfig_source.line == 0 ? config.source : config.kubeconfig_source;
      Keep(cni.Put(config.plugins).Put(config.kubeconfig).Put(sources_.IdOf(source)));
    }
    Insert runtime(database_, "runtime_config",
                   "bundle, node, host_path, runtime, conf_dir, conf_dir_path, bin_dir, source");
    for (const RuntimeConfigRecord& config : contents_.runtime_configs) {
      runtime.Put(bundle_).Put(config.place.node).Put(config.place.host_path);
      runtime.Put(config.runtime);
      runtime.Put(config.conf_dir).Put(ConfDirPath(config)).Put(config.bin_dir);
      Keep(runtime.Put(sources_.IdOf(config.source)));
    }
  }

  void WriteProblems() {
    Insert insert(database_, "problem", "source, reason");
    for (const ProblemRecord& problem : contents_.problems) {
      Keep(insert.Put(sources_.IdOf(problem.source)).PutWord(problem.reason));
    }
  }

  const Database& database_;
  const BundleContents& contents_;
  std::int64_t bundle_ = 0;
  struct EventRow {
    std::uint32_t id, source, last_source;
  };
  std::vector<EventRow> events_;
  CniFailures cni_failures_;
  std::map<std::pair<Redacted, Redacted>, const PathRecord*> files_;  // by node and path
  std::string error_;
  SourceRows sources_{database_};
  Insert label_{database_, "label", "bundle, kind, namespace, name, key, value"};
  Insert container_{database_, "container",
                    "pod, name, init, ready, restarts, image, state, reason, exit_code, "
                    "started_earliest, started_latest, finished_earliest, finished_latest, "
                    "last_state, last_reason, last_exit_code, source"};
  Insert affinity_{database_, "affinity", "pod, anti, required, topology_key, selector, source"};
};

}  // namespace

Result<void> WriteBundle(const Database& database, BundleContents contents) {
  DeferredIndexes indexes(database);
  // To take them away and make them again costs as much as two thousand rows.
  const bool many = contents.hits.size() + contents.events.size() > kManyRows;
  if (many) {
    TRY(indexes.TakeAway(kLargeTables));
    TRY(database.ExpectWork(Work::kPass));
  }
  TRY(BundleWriter(database, contents).Write());
  contents = {};
  TRY(indexes.MakeAgain());
  return many ? database.ExpectWork(Work::kAsk) : Result<void>();
}

}  // namespace howdunit
