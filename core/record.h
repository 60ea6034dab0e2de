// What the evidence says: one struct per kind of statement a format can read.
//
// Plain data. Every text is Redacted (core/redacted.h); every record says where
// it stands. Formats leave out what the text does not say: an empty text or a
// missing optional is "not stated", never a default.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/redacted.h"
#include "core/time.h"

namespace howdunit {

// Lines of a member, from 1. `text` is what they say (redacted, one line, or the
// lines that matter joined by a newline); `note` is this program's reading of
// what the text hides ("decoded: bound to pod calico-node-px6bj"), else empty.
struct Source {
  std::int64_t member = -1;  // index into BundleContents::members; formats leave it alone
  std::int64_t line = 0;
  std::int64_t line_end = 0;
  Redacted text;
  Redacted note;
};

// Where a file stood that was copied into the bundle. Formats leave it alone:
// ingest fills it from the section's command, the member's path, or conventions.
struct Place {
  Redacted node;       // empty: not attributed
  Redacted host_path;  // "/etc/cni/net.d/calico-kubeconfig"; empty: not known
};

// A Kubernetes Event, from whatever shows it. `count` is a lower bound.
struct EventRecord {
  Source source;
  Redacted space;  // namespace
  Redacted kind;   // of the involved object: "Pod", capitalised as in the API
  Redacted name;
  Redacted uid;
  Redacted type;  // "Normal", "Warning"
  Redacted reason;
  Redacted message;
  bool message_cut = false;  // a table that ends the message with "..."
  Redacted component;        // "kubelet"
  Redacted host;             // node that emitted it, where stated
  std::int64_t count = 1;
  When first;
  When last;
  When
      created;  // when the API server wrote it down: by its own clock, where first is the emitter's
  // A first moment that the record's name spells. Names are free: it counts only
  // if it agrees with `first`.
  Stamp first_in_name;
  // Formats leave these alone.
  Source last_source;                // its line is 0 if that is `source`: see ingest/merge
  std::vector<Source> more_sources;  // further members that show it
};

// What a signature (core/signature.h) matched in a log line or other text.
// Lines that say the same (same signature, place and captures) are one record.
struct SignatureRecord {
  std::string signature;  // its id
  std::vector<std::pair<std::string, Redacted>> captures;
  Source source;       // first line
  Source last_source;  // last line; its line is 0 if that is `source`
  Redacted node;
  Redacted space;
  Redacted pod;
  Redacted container;
  Redacted unit;  // "kubelet", "kubelite"
  std::int64_t count = 1;
  When first;
  When last;
  std::string stage;           // of the signature; formats leave it alone
  std::string origin = "log";  // "log", "event", "status" or "text" (store/schema.sql)
  std::int64_t event = -1;     // index into BundleContents::events, of origin "event"
};

struct ContainerState {
  Redacted name;
  bool init = false;
  std::optional<bool> ready;
  std::optional<std::int64_t> restarts;
  Redacted image;
  Redacted state;   // "running", "waiting", "terminated"
  Redacted reason;  // "CrashLoopBackOff"
  std::optional<std::int64_t> exit_code;
  When started;
  When finished;
  Redacted last_state;  // of the previous instance
  Redacted last_reason;
  std::optional<std::int64_t> last_exit_code;
  When last_finished;
  Source source;
};

// "No pod with these labels on the same <topology_key>", or the opposite.
struct AffinityTerm {
  bool anti = true;
  bool required = true;
  Redacted topology_key;  // "kubernetes.io/hostname"
  Redacted selector;      // "app=store,replica in (a,b)"
  Source source;
};

struct PodRecord {
  Source source;         // where the pod is named
  Source status_source;  // where its state is written; empty if at `source`
  Redacted space;
  Redacted name;
  Redacted uid;
  Redacted node;  // empty: not assigned, or not stated (see node_stated)
  bool node_stated = false;
  Redacted phase;   // status.phase
  Redacted status;  // as `kubectl get` prints it: "Terminating", "CrashLoopBackOff"
  std::optional<std::int64_t> ready;  // containers ready …
  std::optional<std::int64_t> total;  // … of so many
  std::optional<std::int64_t> restarts;
  When created;
  When started;
  // deletionTimestamp: the request plus the grace period.
  When deletion;
  std::optional<std::int64_t> grace_seconds;
  std::optional<Redacted> finalizers;  // "a,b"; "" is "stated: none"
  Redacted controller_kind;            // "ReplicaSet"
  Redacted controller;
  std::vector<std::pair<Redacted, Redacted>> labels;
  std::vector<std::pair<Redacted, Redacted>> node_selector;
  Redacted node_affinity;  // required terms: "topology.example/nodeName in (k8s01)"
  Redacted service_account;
  Redacted ip;
  Redacted unschedulable;  // message of condition PodScheduled=False
  Redacted failure;        // status.reason and .message of one that failed: "Evicted: The node …"
  When failed;             // when it did, where that is stated
  std::vector<ContainerState> containers;
  std::vector<AffinityTerm> affinity;
};

struct NodeCondition {
  Redacted type;    // "Ready"
  Redacted status;  // "True", "False", "Unknown"
  Redacted reason;
  Redacted message;
  When heartbeat;
  When transition;
  Source source;
};

struct NodeRecord {
  Source source;
  Redacted name;
  Redacted status;  // as `kubectl get nodes` prints it: "Ready,SchedulingDisabled"
  Redacted roles;
  std::optional<bool> unschedulable;
  std::vector<Redacted> taints;  // "key=value:Effect"
  bool taints_stated = false;
  Redacted kubelet_version;
  Redacted runtime_version;
  Redacted internal_ip;
  Redacted os_image;
  When created;
  When lease_renewed;
  Source lease_source;
  std::vector<std::pair<Redacted, Redacted>> labels;
  std::vector<NodeCondition> conditions;
};

// A leaf of an object that rules may ask for: path
// "spec.template.spec.volumes[cni-net-dir].hostPath.path".
struct ObjectField {
  Redacted path;
  Redacted value;
  Source source;
};

// Any other Kubernetes object: what it is called and the fields that matter.
struct ObjectRecord {
  Source source;
  Redacted api;   // "apps/v1"
  Redacted kind;  // "DaemonSet"
  Redacted space;
  Redacted name;
  Redacted uid;
  Redacted node;  // of what stands on one, as a container or an interface does
  When created;
  When deletion;
  std::vector<ObjectField> fields;
};

// An object as one member shows it, of those that several members show.
struct ObjectView {
  Redacted kind;
  Redacted space;
  Redacted name;
  std::int64_t object = 0;  // tells objects of one name apart: one may have been made anew
  Redacted state;           // "Running", "NotReady": of pods and nodes, as kubectl get prints it
  bool newest = false;      // what is told of the object begins with this view
  Source source;
};

// A bearer token, by its claims. The token itself is never kept.
struct TokenRecord {
  Source source;
  Place place;
  Redacted server;  // of the kubeconfig around it
  Redacted user;    // of the kubeconfig around it
  Redacted writer;  // "install-cni" or "calico-node", from the header line of Calico's kubeconfig
  Redacted sha256;  // of the whole token
  Redacted alg;
  Redacted kid;
  Redacted issuer;
  Redacted subject;
  Redacted audience;  // "a,b"
  Redacted space;     // of the service account
  Redacted service_account;
  Redacted service_account_uid;
  Redacted pod;  // the object that the token is bound to
  Redacted pod_uid;
  Redacted node;
  Redacted secret;
  When issued;
  When not_before;
  When expires;
  When warn_after;
  Redacted problem;  // why claims are missing: "second part is cut"
};

// An X.509 certificate, embedded in something or a file of its own.
struct CertificateRecord {
  Source source;
  Place place;
  Redacted usage;  // "kubeconfig-ca", "client", "file"
  Redacted subject;
  Redacted issuer;
  Redacted serial;
  Redacted sha256;      // of the DER
  Redacted key_sha256;  // of the SubjectPublicKeyInfo
  bool authority = false;
  When not_before;
  When not_after;
};

// A name in a directory listing or a `stat`.
struct PathRecord {
  Source source;
  Place place;    // of the listing: only the node matters
  Redacted path;  // absolute where known
  Redacted type;  // "dir", "file", "link", "other", "missing", "unreadable"
  Redacted mode;  // "rw-------"
  Redacted owner;
  Redacted group;
  std::optional<std::int64_t> size;
  When modified;
  Redacted target;  // of a link
};

// A CNI configuration file.
struct CniConfigRecord {
  Source source;
  Place place;
  Redacted network;     // "k8s-pod-network"
  Redacted plugins;     // types in order: "calico,portmap"
  Redacted kubeconfig;  // path, as the plugin on the host will open it
  Source kubeconfig_source;
};

// Where a container runtime looks for CNI configuration.
struct RuntimeConfigRecord {
  Source source;
  Place place;
  Redacted runtime;   // "containerd", "cri-o"
  Redacted conf_dir;  // as written: "${SNAP_DATA}/args/cni-network"
  Redacted bin_dir;
};

// "This text lists all X of scope Y": what turns a missing row into a "no".
struct CoverageRecord {
  Source source;
  // "pods", "nodes", "events", "objects/<Kind>" (all of that kind), "pod-events" (the events of
  // one pod, shown by describe), "log/<unit>" (a log that spans [first, last]).
  std::string topic;
  Redacted space;  // namespace; empty: all of them
  // Of the namespace that the path of its member tells, and of nothing if it tells none: an empty
  // list names none itself.
  bool space_by_path = false;
  Redacted name;  // of the one object, for "pod-events"
  Redacted node;  // of a log whose lines name it; of others ingest fills it in, where it is known
  std::int64_t items = 0;
  When first;
  When last;
};

// Something a text says about time itself.
struct ClockRecord {
  enum class Kind {
    kCapture,     // `when` is the moment of capture (`date` output)
    kZone,        // the clock of `node` (empty: of the member) is `offset` ahead of UTC
    kPrinter,     // that of the machine on which kubectl printed this is
    kLowerBound,  // the member was captured at or after `when`
  };
  Source source;
  Kind kind = Kind::kCapture;
  When when;
  Micros offset = 0;
  Redacted node;
  // Of kCapture: the abbreviation that `when`, a wall clock, was printed with ("IST"), where
  // several zones share it.
  Redacted shared_zone;
};

// Evidence that could not be used, and why. A reader of the report must be able
// to tell "nothing wrong" from "nothing read".
struct ProblemRecord {
  Source source;
  std::string reason;  // this program's words; evidence goes into source.text
  bool lost = false;   // text was left out that could have been read: a limit was reached
};

using Record = std::variant<EventRecord, SignatureRecord, PodRecord, NodeRecord, ObjectRecord,
                            TokenRecord, CertificateRecord, PathRecord, CniConfigRecord,
                            RuntimeConfigRecord, CoverageRecord, ClockRecord, ProblemRecord>;

// Receives what formats read. Ingest buffers it, tests and fuzzers look at it.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void Add(Record record) = 0;
};

}  // namespace howdunit
