-- The case file: everything that howdunit knows about one or more bundles, in one
-- SQLite database. docs/case-file.md is generated from the comments here
-- (tools/case-file-docs); a test fails when it is stale.
--
-- PostgreSQL gets the same text (store/postgres_schema.h), so it keeps to what both understand: 0 and
-- 1 come from CASE, only what is grouped by or aggregated is selected, a SELECT in FROM has a name.
--
-- Conventions
--   Times are UTC microseconds since 1970. A moment is a range: x_earliest and
--   x_latest, both NULL if the evidence does not say; *_basis tells how it is known
--   (stated, zone-inferred, year-inferred, age, mtime, claim).
--   Texts are redacted. An unknown text is ''. An unknown number is NULL.
--   `source` points to the line that says it.
--   Rows are ordered by id: bundle, member path, line.
--   Tables without an id begin with the columns of their key, in its order: SQLite 3.40 takes others
--   for damaged.

PRAGMA application_id = 0x686F7764;  -- "howd"
PRAGMA user_version = 7;

-- An archive or folder of evidence.
CREATE TABLE bundle (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,               -- last component of the path it was given by
  sha256 TEXT NOT NULL UNIQUE,      -- of the archive; of a folder: of its members' paths and hashes
  layout TEXT NOT NULL,             -- who made it (howdunit layouts): "microk8s inspect", …
  bytes INTEGER NOT NULL,           -- of all members, inflated
  captured_earliest INTEGER,        -- when the evidence was gathered
  captured_latest INTEGER,
  captured_basis TEXT NOT NULL,     -- "date output", "--as-of", "newest stated stamp", …
  captured_member TEXT NOT NULL,    -- path of the member that tells it; '' if none
  problem TEXT NOT NULL,            -- why it could not be read to its end; '' if it was
  cluster TEXT NOT NULL,            -- what tells it from others; '' if nothing does
  cluster_basis TEXT NOT NULL,      -- "uid of kube-system", "names and addresses of nodes", or "names of nodes", which other clusters may have too
  kubernetes TEXT NOT NULL,         -- version of most kubelets: "v1.28.3"; '' if not stated
  calico TEXT NOT NULL              -- version of Calico: "v3.26.1"; '' if not stated
) STRICT;

-- One file of a bundle.
CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  path TEXT NOT NULL,               -- inside the bundle
  sha256 TEXT NOT NULL,             -- '' if it was not read to its end, or in an archive and large
  bytes INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  lines_unclaimed INTEGER NOT NULL, -- in parts that no format claims
  format TEXT NOT NULL,             -- names of the formats found, comma-separated; '' if none
  status TEXT NOT NULL,             -- "read", "partly", "skipped", "failed"
  records INTEGER NOT NULL,
  problem TEXT NOT NULL,            -- why status is not "read"
  lost INTEGER NOT NULL DEFAULT 0,  -- 1: some of its bytes could not be read
  repairs TEXT NOT NULL,            -- "CRLF line ends, UTF-16"
  node TEXT NOT NULL,               -- node that the member is about; '' if not attributed
  node_basis TEXT NOT NULL,         -- "layout", "path", "content", "command", …
  namespace TEXT NOT NULL,
  pod TEXT NOT NULL,
  container TEXT NOT NULL,
  host_path TEXT NOT NULL,          -- where the file stood on its node
  host_path_basis TEXT NOT NULL,
  command TEXT NOT NULL,            -- what printed it, where that is known
  printed_earliest INTEGER,         -- when it was printed: ages count from here
  printed_latest INTEGER,
  printed_basis TEXT NOT NULL
) STRICT;

-- How a member was read: the line at which each format begins, and the first lines that none claims.
CREATE TABLE reading_mark (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member,
  format TEXT NOT NULL,             -- '' if no format claims the line
  line INTEGER NOT NULL,
  text TEXT NOT NULL                -- its beginning, redacted; '' if no format claims it, or a document's
) STRICT;

-- Lines of a member that something was read from: what evidence points to.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member,
  line INTEGER NOT NULL,            -- first line, from 1
  line_end INTEGER NOT NULL,        -- last line
  text TEXT NOT NULL,               -- what they say, redacted
  note TEXT NOT NULL                -- what this program reads in them, where the text hides it
) STRICT;

-- Something that could not be read, and why.
CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source,
  reason TEXT NOT NULL
) STRICT;

-- How far the clock of a node is ahead of UTC.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,               -- '': every node without a row of its own
  offset_seconds INTEGER NOT NULL,
  zone TEXT NOT NULL,               -- IANA name, if it was given
  basis TEXT NOT NULL,              -- "offset in its log", "--zone", "the only zone in the bundle", …
  member TEXT NOT NULL,             -- path of the member that tells it
  line INTEGER NOT NULL
) STRICT;

-- How far the clock of a node is ahead of the API server's, by the events that its kubelet sent:
-- they carry a stamp of each. Negative: it is behind.
CREATE TABLE skew (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  least INTEGER NOT NULL,           -- microseconds, certain: no event is written down before it is sent
  most INTEGER NOT NULL,            -- if the quickest event took no more than two seconds
  events INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source  -- the quickest event
) STRICT;

-- "This member lists all of that": what turns a missing row into a "no".
CREATE TABLE coverage (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  topic TEXT NOT NULL,              -- "pods", "nodes", "events", "objects/<Kind>", "pod-events", "log/<unit>"
  node TEXT NOT NULL,               -- of a log or listing; '' if it is not about a node
  namespace TEXT NOT NULL,          -- '': all of them
  name TEXT NOT NULL,               -- of the one object, for "pod-events"
  items INTEGER NOT NULL,           -- how many are listed
  earliest INTEGER,                 -- span of a log
  latest INTEGER,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A Kubernetes Event; several members that show the same one are one row. Of more than 10,000, those
-- of one object that say the same are one row from the third on, but for the ids of sandboxes in
-- their messages: with the sum of their counts, the first and the last moment.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  namespace TEXT NOT NULL,
  kind TEXT NOT NULL,               -- of the involved object: "Pod"
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  type TEXT NOT NULL,               -- "Normal", "Warning"
  reason TEXT NOT NULL,             -- "FailedKillPod"
  message TEXT NOT NULL,
  component TEXT NOT NULL,          -- "kubelet"
  node TEXT NOT NULL,               -- node that emitted it, or that its pod or node object is
  count INTEGER NOT NULL,           -- a lower bound: recorders limit themselves
  first_earliest INTEGER,
  first_latest INTEGER,
  last_earliest INTEGER,
  last_latest INTEGER,
  basis TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  last_source INTEGER NOT NULL REFERENCES source  -- of several in one row: the last one
) STRICT;

-- Further members that show the same event.
CREATE TABLE event_source (
  event INTEGER NOT NULL REFERENCES event,
  source INTEGER NOT NULL REFERENCES source,
  PRIMARY KEY (event, source)
) STRICT, WITHOUT ROWID;

-- A text that a signature matched: a log line (repeats are one row) or an event's message.
CREATE TABLE hit (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  signature TEXT NOT NULL,          -- id: "cni-401" (howdunit signatures, docs/signatures.md)
  stage TEXT NOT NULL,              -- CNI stage that failed; '' if the text says nothing of stages
  origin TEXT NOT NULL,             -- "log", "event", "status" (a condition or state), "text" (what people wrote or kubectl answered, or nobody reads)
  event INTEGER REFERENCES event,   -- of an event's message
  node TEXT NOT NULL,
  namespace TEXT NOT NULL,          -- of the pod it is about, or whose container wrote it
  pod TEXT NOT NULL,
  container TEXT NOT NULL,
  unit TEXT NOT NULL,               -- program that wrote it: "kubelet"
  captures TEXT NOT NULL,           -- JSON object of the pattern's named groups; use ->>
  count INTEGER NOT NULL,           -- a lower bound
  first_earliest INTEGER,
  first_latest INTEGER,
  last_earliest INTEGER,
  last_latest INTEGER,
  basis TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,      -- first line
  last_source INTEGER NOT NULL REFERENCES source  -- last line
) STRICT;

-- Failed CNI calls, by node, pod, signature and operation. The same failure shows in events,
-- in several kubelet lines and in the runtime's log: `count` is the greatest of these, not
-- their sum. A first moment that a log states to the second is preferred to an event's age.
CREATE TABLE cni_failure (
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  namespace TEXT NOT NULL,
  pod TEXT NOT NULL,
  signature TEXT NOT NULL,
  stage TEXT NOT NULL,              -- the stage that failed
  op TEXT NOT NULL,                 -- "add", "delete", "check"
  plugin TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_earliest INTEGER,
  first_latest INTEGER,
  last_earliest INTEGER,
  last_latest INTEGER,
  basis TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source,
  log_source INTEGER REFERENCES source,  -- in a log, where an event says it too
  last_source INTEGER NOT NULL REFERENCES source
) STRICT;

-- Pods, nodes and objects that several members show: each view, with the state that it prints. What
-- the other tables tell of the object begins with the newest.
CREATE TABLE object_view (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  kind TEXT NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  object INTEGER NOT NULL,          -- tells objects of one name apart that followed each other
  state TEXT NOT NULL,              -- a pod's or node's, as kubectl get prints it; '' if not stated
  newest INTEGER NOT NULL,          -- 1: the view that comes first
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A pod as it was at capture; several members that show it are one row.
CREATE TABLE pod (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  node TEXT NOT NULL,               -- '' if it has none or none is stated
  node_stated INTEGER NOT NULL,     -- 1: an empty node means "not scheduled"
  phase TEXT NOT NULL,
  status TEXT NOT NULL,             -- as kubectl get prints it: "Terminating", "CrashLoopBackOff"
  ready INTEGER,                    -- containers ready …
  total INTEGER,                    -- … of so many
  restarts INTEGER,
  created_earliest INTEGER,
  created_latest INTEGER,
  started_earliest INTEGER,
  started_latest INTEGER,
  deletion_earliest INTEGER,        -- deletionTimestamp: the request plus the grace period
  deletion_latest INTEGER,
  deletion_basis TEXT NOT NULL,
  grace_seconds INTEGER,
  finalizers TEXT,                  -- comma-separated; '' is "none", NULL is "not stated"
  controller_kind TEXT NOT NULL,
  controller TEXT NOT NULL,
  service_account TEXT NOT NULL,
  ip TEXT NOT NULL,
  node_selector TEXT NOT NULL,      -- "key=value,…"
  node_affinity TEXT NOT NULL,      -- required terms: "zone in (a,b)"
  unschedulable TEXT NOT NULL,      -- message of condition PodScheduled=False
  source INTEGER NOT NULL REFERENCES source,
  status_source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A label of a pod or node.
CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  kind TEXT NOT NULL,               -- "Pod", "Node"
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

-- A container of a pod.
CREATE TABLE container (
  id INTEGER PRIMARY KEY,
  pod INTEGER NOT NULL REFERENCES pod,
  name TEXT NOT NULL,
  init INTEGER NOT NULL,            -- 1: an init container
  ready INTEGER,
  restarts INTEGER,
  image TEXT NOT NULL,
  state TEXT NOT NULL,              -- "running", "waiting", "terminated"
  reason TEXT NOT NULL,             -- "CrashLoopBackOff"
  exit_code INTEGER,
  started_earliest INTEGER,
  started_latest INTEGER,
  finished_earliest INTEGER,
  finished_latest INTEGER,
  last_state TEXT NOT NULL,         -- of the previous instance
  last_reason TEXT NOT NULL,
  last_exit_code INTEGER,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A pod (anti-)affinity term.
CREATE TABLE affinity (
  id INTEGER PRIMARY KEY,
  pod INTEGER NOT NULL REFERENCES pod,
  anti INTEGER NOT NULL,            -- 1: must not share the topology
  required INTEGER NOT NULL,        -- 0: preferred
  topology_key TEXT NOT NULL,
  selector TEXT NOT NULL,           -- "app=store,replica in (a,b)"
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A node as it was at capture.
CREATE TABLE node (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  name TEXT NOT NULL,
  status TEXT NOT NULL,             -- "Ready", "NotReady,SchedulingDisabled"
  roles TEXT NOT NULL,
  unschedulable INTEGER,            -- 1: cordoned
  taints TEXT,                      -- "key=value:Effect,…"; '' is "none", NULL is "not stated"
  kubelet_version TEXT NOT NULL,
  runtime_version TEXT NOT NULL,
  os_image TEXT NOT NULL,
  internal_ip TEXT NOT NULL,
  created_earliest INTEGER,
  created_latest INTEGER,
  lease_earliest INTEGER,           -- last renewal of the kubelet's lease
  lease_latest INTEGER,
  lease_source INTEGER REFERENCES source,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A condition of a node.
CREATE TABLE node_condition (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  type TEXT NOT NULL,               -- "Ready"
  status TEXT NOT NULL,             -- "True", "False", "Unknown"
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  heartbeat_earliest INTEGER,
  heartbeat_latest INTEGER,
  transition_earliest INTEGER,
  transition_latest INTEGER,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- Any other Kubernetes object.
CREATE TABLE object (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  api TEXT NOT NULL,                -- "apps/v1"; '' if the text does not say
  kind TEXT NOT NULL,               -- "DaemonSet"
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  node TEXT NOT NULL,               -- of what stands on one (a container, a service, an interface); '' otherwise, or if it is not known
  created_earliest INTEGER,
  created_latest INTEGER,
  deletion_earliest INTEGER,
  deletion_latest INTEGER,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A field of an object that rules may ask for.
CREATE TABLE object_field (
  id INTEGER PRIMARY KEY,
  object INTEGER NOT NULL REFERENCES object,
  path TEXT NOT NULL,               -- "status.numberReady"
  value TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A bearer token, by what it claims. The token itself is never kept.
CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,               -- where the file stood; '' if not known
  host_path TEXT NOT NULL,          -- "/etc/cni/net.d/calico-kubeconfig"; '' if not known
  server TEXT NOT NULL,             -- of the kubeconfig around it
  writer TEXT NOT NULL,             -- "install-cni" or "calico-node": who wrote Calico's kubeconfig last
  sha256 TEXT NOT NULL,
  alg TEXT NOT NULL,
  kid TEXT NOT NULL,                -- id of the signing key
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  audience TEXT NOT NULL,
  namespace TEXT NOT NULL,          -- of the service account
  service_account TEXT NOT NULL,
  service_account_uid TEXT NOT NULL,
  pod TEXT NOT NULL,                -- pod that it is bound to; '' if none
  pod_uid TEXT NOT NULL,
  bound_node TEXT NOT NULL,
  secret TEXT NOT NULL,
  issued INTEGER,                   -- iat
  not_before INTEGER,               -- nbf
  expires INTEGER,                  -- exp; NULL: never, or not readable (see problem)
  warn_after INTEGER,
  problem TEXT NOT NULL,            -- why claims are missing; '' if none are
  modified_earliest INTEGER,        -- of the file, from a listing in the bundle
  modified_latest INTEGER,
  modified_source INTEGER REFERENCES source,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- An X.509 certificate.
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  host_path TEXT NOT NULL,
  usage TEXT NOT NULL,              -- "kubeconfig-ca", "client", "file"
  subject TEXT NOT NULL,
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  sha256 TEXT NOT NULL,             -- of the DER
  key_sha256 TEXT NOT NULL,         -- of the public key
  authority INTEGER NOT NULL,       -- 1: a CA
  not_before INTEGER,
  not_after INTEGER,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A name in a directory listing.
CREATE TABLE path_entry (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  path TEXT NOT NULL,
  type TEXT NOT NULL,               -- "dir", "file", "link", "other", "missing", "unreadable"
  mode TEXT NOT NULL,
  owner TEXT NOT NULL,
  size INTEGER,
  modified_earliest INTEGER,
  modified_latest INTEGER,
  modified_basis TEXT NOT NULL,
  target TEXT NOT NULL,             -- of a link
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- A CNI configuration file.
CREATE TABLE cni_config (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,
  host_path TEXT NOT NULL,
  network TEXT NOT NULL,
  plugins TEXT NOT NULL,            -- types in order: "calico,portmap"
  kubeconfig TEXT NOT NULL,         -- path as the plugin on the host opens it
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- Where a container runtime looks for CNI configuration.
CREATE TABLE runtime_config (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle,
  node TEXT NOT NULL,               -- '' if not attributed
  host_path TEXT NOT NULL,
  runtime TEXT NOT NULL,
  conf_dir TEXT NOT NULL,           -- as written
  conf_dir_path TEXT NOT NULL,      -- with ${SNAP_DATA} replaced and defaults filled in
  bin_dir TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- What the rules concluded: rule × subject → verdict.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,               -- "F3": stable for the same bundles and rules
  bundle INTEGER NOT NULL REFERENCES bundle, -- which its texts are about; see standing for the others
  rule TEXT NOT NULL,
  kind TEXT NOT NULL,               -- "symptom", "cause", "risk"
  verdict TEXT NOT NULL,            -- "confirmed", "likely", "possible", "ruled-out", "undetermined"
  severity TEXT NOT NULL,           -- "critical", "warning", "info"
  node TEXT NOT NULL,               -- the subject, as many as apply
  namespace TEXT NOT NULL,
  pod TEXT NOT NULL,
  workload TEXT NOT NULL,
  component TEXT NOT NULL,
  title TEXT NOT NULL,
  question TEXT NOT NULL,           -- "How did …?"
  mechanism TEXT NOT NULL,          -- general knowledge the rule stands on, with its reference
  count INTEGER NOT NULL,           -- how often it was seen, a lower bound; 0 if that has no meaning
  first_earliest INTEGER,
  first_latest INTEGER,
  last_earliest INTEGER,
  last_latest INTEGER
) STRICT;

-- A sentence of a finding's answer.
CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding,
  text TEXT NOT NULL
) STRICT;

-- Where a sentence gets its evidence from.
CREATE TABLE statement_source (
  statement INTEGER NOT NULL REFERENCES statement,
  source INTEGER NOT NULL REFERENCES source,
  PRIMARY KEY (statement, source)
) STRICT, WITHOUT ROWID;

-- One question of a rule, answered for a subject.
CREATE TABLE finding_check (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding,
  name TEXT NOT NULL,               -- id of the check in its rule
  role TEXT NOT NULL,               -- "requires", "refutes", "decides", "supports"
  answer TEXT NOT NULL,             -- "yes", "no", "unknown"
  ask TEXT NOT NULL,                -- the question, filled in
  needs TEXT NOT NULL,              -- what would answer it, if it is unknown
  command TEXT NOT NULL             -- … and the command that gets it
) STRICT;

-- The evidence for a check's answer.
CREATE TABLE check_source (
  finding_check INTEGER NOT NULL REFERENCES finding_check,
  source INTEGER NOT NULL REFERENCES source,
  PRIMARY KEY (finding_check, source)
) STRICT, WITHOUT ROWID;

-- "cause explains effect"; a cause that is undetermined would, if it held.
CREATE TABLE explains (
  cause INTEGER NOT NULL REFERENCES finding,
  effect INTEGER NOT NULL REFERENCES finding,
  PRIMARY KEY (cause, effect)
) STRICT, WITHOUT ROWID;

-- What to do about a finding.
CREATE TABLE advice (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding,
  kind TEXT NOT NULL,               -- "remedy", "verify", "prevent"
  text TEXT NOT NULL,
  command TEXT NOT NULL,            -- shell; '' if there is none
  priority TEXT NOT NULL            -- of a "prevent": "high", "medium", "low"
) STRICT;

-- Findings that belong together in time and cause.
CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle, -- of its first finding
  name TEXT NOT NULL,               -- "I1"
  symptom TEXT NOT NULL,            -- rule of the symptom that its first chain begins with; '' if no symptom is in the evidence
  cause TEXT NOT NULL,              -- rule of the last cause that this chain reaches; '' if none is confirmed or likely
  verdict TEXT NOT NULL,            -- of the cause; '' if there is none
  severity TEXT NOT NULL,           -- the highest of its findings
  fingerprint TEXT NOT NULL,        -- the same for incidents that were caused alike, in any cluster
  -- As the bundle says, here too: questions to an archive of many go through this table alone.
  cluster TEXT NOT NULL,
  cluster_basis TEXT NOT NULL,
  kubernetes TEXT NOT NULL,
  calico TEXT NOT NULL,
  month TEXT NOT NULL,              -- of its first moment, or else of the capture: "2026-05"; '' if neither is known
  first_earliest INTEGER,
  first_latest INTEGER,
  last_earliest INTEGER,
  last_latest INTEGER
) STRICT;

-- What failed, at which stage and how it was caused, in words of the rules: without names and times,
-- so that incidents of different clusters can be compared.
CREATE TABLE incident_trait (
  incident INTEGER NOT NULL REFERENCES incident,
  kind TEXT NOT NULL,               -- "cause", "suspect", "symptom", "stage", "link", "decided", "sign"
  trait TEXT NOT NULL,              -- a rule, a stage, a rule's check, a signature
  PRIMARY KEY (incident, kind, trait)
) STRICT, WITHOUT ROWID;

-- Evidence that would have decided about a cause of an incident that no cause was confirmed for.
CREATE TABLE incident_gap (
  incident INTEGER NOT NULL REFERENCES incident,
  rule TEXT NOT NULL,
  name TEXT NOT NULL,               -- id of the check in its rule
  needs TEXT NOT NULL,              -- what would answer it
  command TEXT NOT NULL,            -- … and what gets it
  PRIMARY KEY (incident, rule, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_finding (
  incident INTEGER NOT NULL REFERENCES incident,
  finding INTEGER NOT NULL REFERENCES finding,
  role TEXT NOT NULL,               -- "symptom", "root", "link", "considered"
  PRIMARY KEY (incident, finding)
) STRICT, WITHOUT ROWID;

-- A chain of "how did …?" from a symptom to the last cause that the evidence reaches.
CREATE TABLE chain (
  id INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident,
  number INTEGER NOT NULL,          -- of the chain in its incident, from 1
  level INTEGER NOT NULL,           -- 1 is the symptom
  finding INTEGER NOT NULL REFERENCES finding
) STRICT;

-- A hit or event that no finding accounts for.
CREATE TABLE unexplained (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  count INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- Messages that look like trouble and, as the evidence shows, are none (rules of kind "benign").
CREATE TABLE benign (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,             -- why they are harmless
  count INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source
) STRICT;

-- One row per thing that happened.
CREATE TABLE timeline (
  id INTEGER PRIMARY KEY,
  bundle INTEGER NOT NULL REFERENCES bundle, -- the first that tells it
  earliest INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  until_earliest INTEGER,           -- of something that lasted or repeated
  until_latest INTEGER,
  basis TEXT NOT NULL,
  node TEXT NOT NULL,
  text TEXT NOT NULL,
  count INTEGER NOT NULL,
  finding INTEGER REFERENCES finding,
  weight INTEGER NOT NULL           -- 0 is most important: what a short timeline keeps
) STRICT;

CREATE TABLE timeline_source (
  timeline INTEGER NOT NULL REFERENCES timeline,
  source INTEGER NOT NULL REFERENCES source,
  PRIMARY KEY (timeline, source)
) STRICT, WITHOUT ROWID;

-- Which bundles are of one cluster: they are diagnosed together. A bundle that shares no identity
-- with another is a cluster by itself.
CREATE TABLE cluster_bundle (
  cluster INTEGER NOT NULL REFERENCES bundle, -- stands for it: the smallest of its bundles
  place INTEGER NOT NULL,           -- in the order of capture, from 1
  bundle INTEGER NOT NULL REFERENCES bundle,
  PRIMARY KEY (cluster, place)
) STRICT, WITHOUT ROWID;

-- How each bundle of a cluster answers the question of a finding; the finding itself tells the
-- strongest answer. Nothing, if the cluster has one bundle.
CREATE TABLE standing (
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding,
  bundle INTEGER NOT NULL REFERENCES bundle,
  verdict TEXT NOT NULL,            -- "ruled-out": no longer, or not yet; "undetermined": it does not say
  says TEXT NOT NULL                -- the questions that decided it, with their answers: "Is …? no"
) STRICT;

-- The evidence for a bundle's answer.
CREATE TABLE standing_source (
  standing INTEGER NOT NULL REFERENCES standing,
  source INTEGER NOT NULL REFERENCES source,
  PRIMARY KEY (standing, source)
) STRICT, WITHOUT ROWID;

-- What howdunit triage says of a bundle, in one line. Only in a case file that it wrote: an archive,
-- in which each bundle is diagnosed by itself.
CREATE TABLE triage (
  bundle INTEGER PRIMARY KEY REFERENCES bundle,
  path TEXT NOT NULL,               -- by which the bundle was found
  review TEXT NOT NULL,             -- folder that its review was written to; '' if none was
  rules TEXT NOT NULL,              -- hash of the rule set that judged it
  version TEXT NOT NULL,            -- of the howdunit that did
  severity TEXT NOT NULL,           -- "critical", "warning", "info", "none"
  finding TEXT NOT NULL,            -- name of the leading finding; '' if there is none
  rule TEXT NOT NULL,
  verdict TEXT NOT NULL,            -- "confirmed", "likely", "unknown" (a symptom whose cause is not), "risk", "possible" (a cause, without a symptom), "none"
  title TEXT NOT NULL,
  subject TEXT NOT NULL,            -- "node k8s01"
  next TEXT NOT NULL,               -- what to do
  next_command TEXT NOT NULL,
  ask TEXT NOT NULL,                -- what to ask for, to be surer
  ask_command TEXT NOT NULL,
  problem TEXT NOT NULL             -- why not all of it could be read or judged; '' if all could
) STRICT;

-- Which slices of a list of bundles this file holds (howdunit triage --shard NUMBER/OF).
CREATE TABLE shard (
  number INTEGER NOT NULL,          -- from 1
  of INTEGER NOT NULL,
  bundles INTEGER NOT NULL,         -- so many were in the slice, readable or not
  PRIMARY KEY (number, of)
) STRICT, WITHOUT ROWID;

-- Settings that the results depend on: version, rule set, options.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A source with its place, for people and for reports.
CREATE VIEW v_source AS
  SELECT source.id, bundle.name AS bundle, member.path AS member, source.line, source.line_end,
         source.text, source.note
  FROM source JOIN member ON member.id = source.member JOIN bundle ON bundle.id = member.bundle;

-- What happened, in order, in readable UTC.
CREATE VIEW v_timeline AS
  SELECT strftime('%Y-%m-%dT%H:%M:%SZ', earliest / 1000000, 'unixepoch') AS earliest,
         strftime('%Y-%m-%dT%H:%M:%SZ', latest / 1000000, 'unixepoch') AS latest,
         basis, node, text, count
  FROM timeline ORDER BY timeline.earliest, timeline.latest, timeline.id;

-- What the rules concluded.
CREATE VIEW v_findings AS
  SELECT name, rule, kind, verdict, severity, node, namespace, pod, title, count,
         strftime('%Y-%m-%dT%H:%M:%SZ', first_earliest / 1000000, 'unixepoch') AS first_seen,
         strftime('%Y-%m-%dT%H:%M:%SZ', last_latest / 1000000, 'unixepoch') AS last_seen
  FROM finding ORDER BY id;

-- The evidence under every finding: which check, what it answers, where it stands.
CREATE VIEW v_evidence AS
  SELECT finding.name AS finding, finding.rule, finding_check.name AS "check",
         finding_check.role, finding_check.answer, s.bundle, s.member, s.line, s.line_end,
         s.text, s.note
  FROM finding JOIN finding_check ON finding_check.finding = finding.id
    JOIN check_source ON check_source.finding_check = finding_check.id
    JOIN v_source s ON s.id = check_source.source
  ORDER BY finding.id, finding_check.id, s.id;

-- Pods, with what matters at a glance.
CREATE VIEW v_pods AS
  SELECT bundle.name AS bundle, pod.namespace, pod.name, pod.status, pod.node, pod.uid,
         pod.controller_kind || '/' || pod.controller AS controller, pod.restarts,
         strftime('%Y-%m-%dT%H:%M:%SZ', created_earliest / 1000000, 'unixepoch') AS created,
         strftime('%Y-%m-%dT%H:%M:%SZ', deletion_earliest / 1000000, 'unixepoch') AS deletion
  FROM pod JOIN bundle ON bundle.id = pod.bundle
  ORDER BY pod.bundle, pod.namespace, pod.name;

-- Tokens, by their claims, against the moment of capture.
CREATE VIEW v_tokens AS
  SELECT bundle.name AS bundle, token.node, token.host_path, token.subject, token.pod,
         substr(token.sha256, 1, 8) AS token, token.kid,
         strftime('%Y-%m-%dT%H:%M:%SZ', issued / 1000000, 'unixepoch') AS issued,
         strftime('%Y-%m-%dT%H:%M:%SZ', expires / 1000000, 'unixepoch') AS expires,
         CASE WHEN expires < bundle.captured_earliest THEN 1
              WHEN expires >= bundle.captured_earliest THEN 0 END AS expired_at_capture, token.problem
  FROM token JOIN bundle ON bundle.id = token.bundle
  ORDER BY token.bundle, token.node, token.host_path;

-- What could not be read or is missing.
CREATE VIEW v_gaps AS
  SELECT 'member' AS what, bundle.name AS bundle, member.path AS place, member.problem AS detail,
         '' AS command
  FROM member JOIN bundle ON bundle.id = member.bundle WHERE member.status <> 'read'
  UNION ALL
  SELECT 'bundle', bundle.name, '', bundle.problem, '' FROM bundle WHERE bundle.problem <> ''
  UNION ALL
  SELECT DISTINCT 'evidence', bundle.name, finding.rule, finding_check.needs, finding_check.command
  FROM finding_check JOIN finding ON finding.id = finding_check.finding
    JOIN bundle ON bundle.id = finding.bundle
  WHERE finding_check.answer = 'unknown' AND finding_check.needs <> '';

-- The failed CNI calls that count. One that names no pod and no moment, where a list of all pods
-- shows none that waits, is told by a text about failures.
CREATE VIEW v_cni_failure AS
  SELECT failure.* FROM cni_failure failure
  WHERE failure.op NOT IN ('add', '') OR failure.pod <> '' OR failure.first_earliest IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM coverage WHERE coverage.bundle = failure.bundle
        AND coverage.topic = 'pods' AND coverage.namespace = '' AND coverage.items > 0)
    OR EXISTS (SELECT 1 FROM pod WHERE pod.bundle = failure.bundle
        AND pod.status NOT IN ('Running', 'Completed', 'Succeeded'));

-- The stages of a CNI call in their order. A message names the first stage that failed: the call
-- had passed the earlier ones, and says nothing of the later ones.
CREATE VIEW v_stage AS
  SELECT column1 AS rank, column2 AS stage FROM (VALUES
    (0, 'volumes'), (1, 'runtime'), (2, 'cni-config'), (3, 'binary'), (4, 'nodename'),
    (5, 'kubeconfig'), (6, 'network'), (7, 'tls'), (8, 'authentication'), (9, 'authorization'),
    (10, 'object'), (11, 'datastore-ready'), (12, 'ipam'), (13, 'dataplane')) AS stages;

-- What failed CNI calls prove: `passed` is a stage that was good for that call, on that node, with
-- that plugin, at that time, because the call failed at the later stage `failed`.
CREATE VIEW v_stage_passed AS
  SELECT failure.bundle, failure.node, failure.plugin, failure.namespace, failure.pod, failure.op,
         passed.stage AS passed, failure.stage AS failed, failure.signature,
         failure.first_earliest, failure.first_latest, failure.last_earliest, failure.last_latest,
         failure.source, failure.last_source
  FROM v_cni_failure failure JOIN v_stage ON v_stage.stage = failure.stage
    JOIN v_stage passed ON passed.rank < v_stage.rank
  -- A call that takes a network away says nothing of volumes.
  WHERE passed.rank > 0 OR failure.op = 'add';

-- Hits about pods that, as far as the evidence shows, have not got over it: none of them runs
-- later, is missing from a later list that should hold it, or has an event "Started" after it. What
-- was printed before a hit tells nothing of what came of it.
CREATE VIEW v_open_hit AS
  SELECT hit.* FROM hit
  WHERE NOT EXISTS (SELECT 1 FROM pod later JOIN source shown ON shown.id = later.status_source
          JOIN member list ON list.id = shown.member
        WHERE later.bundle = hit.bundle
          AND later.namespace = hit.namespace AND later.name = hit.pod
          AND later.status IN ('Running', 'Completed', 'Succeeded')
          AND (list.printed_latest IS NULL OR hit.last_earliest IS NULL
               OR list.printed_latest >= hit.last_earliest))
    -- A pod whose namespace the text does not name may be any that is listed.
    AND (hit.pod = '' OR hit.namespace = ''
         OR EXISTS (SELECT 1 FROM pod later WHERE later.bundle = hit.bundle
             AND later.namespace = hit.namespace AND later.name = hit.pod)
         OR NOT EXISTS (SELECT 1 FROM coverage JOIN source shown ON shown.id = coverage.source
               JOIN member list ON list.id = shown.member
             WHERE coverage.bundle = hit.bundle
             AND coverage.topic = 'pods' AND coverage.namespace IN ('', hit.namespace)
             AND (list.printed_latest IS NULL OR hit.last_earliest IS NULL
               OR list.printed_latest >= hit.last_earliest)))
    AND NOT EXISTS (SELECT 1 FROM event up
        WHERE up.bundle = hit.bundle AND hit.pod <> '' AND up.namespace = hit.namespace
          AND up.name = hit.pod AND up.reason = 'Started' AND up.last_earliest > hit.last_latest)
    AND NOT EXISTS (SELECT 1 FROM event up JOIN source shown ON shown.id = up.source
          JOIN source failed ON failed.member = shown.member AND failed.line < shown.line
        WHERE up.bundle = hit.bundle AND hit.pod <> '' AND up.namespace = hit.namespace
          AND up.name = hit.pod AND up.reason = 'Started' AND up.last_earliest IS NULL
          -- Of one list of events; what stands above it in another text may be later.
          AND hit.origin = 'event' AND hit.last_latest IS NULL AND failed.id = hit.source);

-- Hits without what the pod of a workload says of a store of its own: an etcd that an application
-- brings along is not the one behind the API server.
CREATE VIEW v_own_hit AS
  SELECT hit.* FROM hit
  WHERE (hit.pod = '' OR hit.namespace IN ('', 'kube-system') OR hit.namespace LIKE 'openshift-%' OR hit.namespace LIKE 'shoot--%'
         OR hit.pod LIKE 'kube-apiserver%')
    AND NOT (hit.namespace = '' AND hit.pod LIKE '%-etcd-_' AND hit.pod NOT LIKE 'etcd-%');

-- Where a directory really is: through a symbolic link that a listing shows.
CREATE VIEW v_real_dir AS
  SELECT bundle, node, path AS dir, rtrim(target, '/') AS real_dir, source
  FROM path_entry WHERE type = 'link';

-- The directory that the container runtime of a node reads CNI configuration from.
CREATE VIEW v_runtime_dir AS
  SELECT runtime_config.bundle, runtime_config.node, runtime, conf_dir, conf_dir_path,
         coalesce((SELECT real_dir FROM v_real_dir link WHERE link.bundle = runtime_config.bundle
                     AND link.node = runtime_config.node AND link.dir = conf_dir_path),
                  conf_dir_path) AS real_dir,
         runtime_config.source
  FROM runtime_config WHERE node <> '';

-- Tokens in files, with the directory that the file is really in.
CREATE VIEW v_token_file AS
  SELECT token.*,
         rtrim(rtrim(host_path, replace(host_path, '/', '')), '/') AS dir,
         replace(host_path, rtrim(host_path, replace(host_path, '/', '')), '') AS file,
         coalesce((SELECT real_dir FROM v_real_dir link WHERE link.bundle = token.bundle
                     AND link.node = token.node
                     AND link.dir = rtrim(rtrim(host_path, replace(host_path, '/', '')), '/')),
                  rtrim(rtrim(host_path, replace(host_path, '/', '')), '/')) AS real_dir
  FROM token WHERE host_path <> '';

-- The kubeconfig that the CNI plugin of a node opens: named by the configuration in the
-- directory that the runtime reads.
CREATE VIEW v_used_kubeconfig AS
  SELECT runtime.bundle, runtime.node, runtime.real_dir AS runtime_dir, cni_config.kubeconfig AS path,
         coalesce((SELECT link.real_dir FROM v_real_dir link WHERE link.bundle = runtime.bundle
                     AND link.node = runtime.node AND link.dir =
                       rtrim(rtrim(cni_config.kubeconfig, replace(cni_config.kubeconfig, '/', '')), '/')),
                  rtrim(rtrim(cni_config.kubeconfig, replace(cni_config.kubeconfig, '/', '')), '/'))
           AS real_dir,
         runtime.source AS source, cni_config.source AS source2
  FROM v_runtime_dir runtime JOIN cni_config ON cni_config.bundle = runtime.bundle
    AND cni_config.node = runtime.node AND cni_config.kubeconfig <> ''
    AND rtrim(rtrim(cni_config.host_path, replace(cni_config.host_path, '/', '')), '/')
        IN (runtime.real_dir, runtime.conf_dir_path);

-- The token that the CNI plugin of a node presents. `known` is 1 if the bundle shows that the
-- plugin opens this copy; 0 if it is the only copy that the bundle holds of that node.
CREATE VIEW v_used_token AS
  SELECT token.*, 1 AS known, used.source AS runtime_source, used.source2 AS config_source
  FROM v_token_file token JOIN v_used_kubeconfig used ON used.bundle = token.bundle
    AND used.node = token.node AND used.real_dir = token.real_dir
  UNION ALL
  SELECT token.*, 0, token.source, token.source
  FROM v_token_file token
  WHERE token.file LIKE '%calico-kubeconfig%'
    AND NOT EXISTS (SELECT 1 FROM v_used_kubeconfig used WHERE used.bundle = token.bundle
                      AND used.node = token.node)
    AND NOT EXISTS (SELECT 1 FROM v_token_file other WHERE other.bundle = token.bundle
                      AND other.node = token.node AND other.id <> token.id
                      AND other.sha256 <> token.sha256
                      AND other.file LIKE '%calico-kubeconfig%');

-- What the cluster was made with, as far as the evidence tells it by names and paths that no other
-- has; no row if nothing does, as with kubeadm's. `kubelet` and `runtime` are the units that run
-- the two; `instead` is the unit of both on a node that only works, where it has another name.
CREATE VIEW v_platform AS
  SELECT bundle, max(platform) AS platform,
         CASE max(platform) WHEN 'MicroK8s' THEN 'snap.microk8s.daemon-kubelite' WHEN 'RKE2' THEN 'rke2-server'
           WHEN 'k3s' THEN 'k3s' WHEN 'k0s' THEN 'k0scontroller' ELSE 'kubelet' END AS kubelet,
         CASE max(platform) WHEN 'MicroK8s' THEN 'snap.microk8s.daemon-containerd' WHEN 'RKE2' THEN 'rke2-server'
           WHEN 'k3s' THEN 'k3s' WHEN 'k0s' THEN 'k0scontroller' WHEN 'OpenShift' THEN 'crio' ELSE 'containerd' END AS runtime,
         CASE max(platform) WHEN 'RKE2' THEN 'rke2-agent' WHEN 'k3s' THEN 'k3s-agent' WHEN 'k0s' THEN 'k0sworker' ELSE '' END AS instead
  FROM (
    SELECT bundle, CASE WHEN kubelet_version LIKE '%+k3s%' THEN 'k3s' WHEN kubelet_version LIKE '%+rke2%' THEN 'RKE2'
             WHEN kubelet_version LIKE '%+k0s%' THEN 'k0s' WHEN kubelet_version LIKE '%-eks-%' THEN 'EKS'
             WHEN kubelet_version LIKE '%-gke.%' THEN 'GKE' WHEN os_image LIKE 'Talos%' THEN 'Talos'
             WHEN os_image LIKE 'Red Hat Enterprise Linux CoreOS%' THEN 'OpenShift' ELSE '' END AS platform
    FROM node
    UNION ALL
    SELECT bundle, 'MicroK8s' FROM runtime_config WHERE conf_dir_path LIKE '/var/snap/microk8s/%'
    UNION ALL
    SELECT bundle, CASE WHEN conf_dir_path LIKE '/var/lib/rancher/k3s/%' THEN 'k3s' ELSE 'RKE2' END
    FROM runtime_config WHERE conf_dir_path LIKE '/var/lib/rancher/k3s/%' OR conf_dir_path LIKE '/var/lib/rancher/rke2/%'
    UNION ALL
    SELECT bundle, 'MicroK8s' FROM label WHERE key = 'microk8s.io/cluster'
    UNION ALL
    SELECT bundle, 'OpenShift' FROM label WHERE key = 'node.openshift.io/os_id'
    UNION ALL
    SELECT bundle, 'AKS' FROM label WHERE key = 'kubernetes.azure.com/cluster'
    UNION ALL
    SELECT bundle, CASE WHEN topic LIKE 'log/k3s%' THEN 'k3s' WHEN topic LIKE 'log/rke2-%' THEN 'RKE2' ELSE 'MicroK8s' END
    FROM coverage WHERE topic IN ('log/k3s', 'log/k3s-agent', 'log/k3s-server', 'log/rke2-server', 'log/rke2-agent',
      'log/kubelite', 'log/k8s-dqlite')
    UNION ALL
    SELECT id, 'MicroK8s' FROM bundle WHERE layout LIKE 'microk8s%'
    UNION ALL
    SELECT bundle, CASE WHEN command LIKE '%microk8s%' THEN 'MicroK8s' ELSE 'k3s' END
    FROM member WHERE command LIKE 'microk8s %' OR command LIKE 'sudo microk8s %' OR command LIKE 'k3s kubectl %' OR command LIKE 'sudo k3s %'
  ) AS told WHERE platform <> '' GROUP BY bundle
  -- Two of them are two clusters, or none for certain.
  HAVING count(DISTINCT platform) = 1;

-- Nodes that only work, where the list of nodes says of some that they do more.
CREATE VIEW v_worker_node AS
  SELECT bundle, name FROM node
  WHERE roles IN ('', 'worker') AND bundle IN (SELECT bundle FROM node WHERE roles <> '');

-- The version of Calico that runs on a node, from the image of its calico-node; node '' is what the
-- DaemonSet or Calico's own ClusterInformation states. `number` orders versions: 3029003 is v3.29.3.
CREATE VIEW v_calico_version AS
  SELECT bundle, node, 'v' || version AS version, source,
         CASE WHEN json_valid('[' || replace(version, '.', ',') || ']')
              THEN coalesce(json_extract('[' || replace(version, '.', ',') || ']', '$[0]'), 0) * 1000000
                 + coalesce(json_extract('[' || replace(version, '.', ',') || ']', '$[1]'), 0) * 1000
                 + coalesce(json_extract('[' || replace(version, '.', ',') || ']', '$[2]'), 0) END AS number
  FROM (
    SELECT pod.bundle, pod.node, container.source,
           substr(image, instr(image, ':v') + 2) AS version
    FROM container JOIN pod ON pod.id = container.pod
    WHERE container.name = 'calico-node' AND instr(image, ':v') > 0 AND instr(image, '@') = 0
    UNION
    SELECT object.bundle, '', field.source, substr(value, instr(value, ':v') + 2)
    FROM object JOIN object_field field ON field.object = object.id
    WHERE object.kind = 'DaemonSet' AND object.name IN ('calico-node', 'canal')
      AND field.path = 'spec.template.spec.containers[calico-node].image' AND value LIKE '%:v%'
    UNION
    SELECT object.bundle, '', field.source, ltrim(value, 'v')
    FROM object JOIN object_field field ON field.object = object.id
    WHERE object.kind = 'ClusterInformation' AND field.path = 'spec.calicoVersion') AS stated;

-- The tokens with which CNI plugins were answered 401, with the time in which that happened. One that
-- was issued after the last refusal has taken the place of those that were refused; but for one that
-- is from the future at capture, too, or whose file is older.
CREATE VIEW v_refused_token AS
  SELECT used.*, failure.failing_since, failure.failing_until,
         CASE WHEN used.expires < failure.failing_until THEN 1
              WHEN used.expires >= failure.failing_until THEN 0 END AS expired,
         (used.expires - used.issued) AS life
  FROM v_used_token used JOIN (
    SELECT bundle, node, min(first_earliest) AS failing_since, max(last_latest) AS failing_until
    FROM v_cni_failure WHERE signature = 'cni-401' GROUP BY bundle, node) failure
    ON failure.bundle = used.bundle AND failure.node = used.node
  JOIN bundle ON bundle.id = used.bundle
  WHERE coalesce(used.issued, used.not_before) IS NULL OR failure.failing_until IS NULL
    OR coalesce(used.issued, used.not_before) <= failure.failing_until
    OR coalesce(used.issued, used.not_before) > bundle.captured_latest
    OR used.modified_latest <= failure.failing_until;

-- What the form of a CNI token tells of who wrote it. `fits` is the versions of Calico that write such
-- tokens, from_number to to_number in numbers of v_calico_version; '' if no version is known to.
-- `brackets` is 1 if the kubeconfig has an IPv4 address in brackets, which only install-cni writes.
CREATE VIEW v_token_fingerprint AS
  SELECT token.*, (expires - issued) / 1000000 AS lifetime_seconds,
         CASE WHEN pod <> '' THEN 'a copy of a token that is bound to a pod'
              WHEN secret <> '' OR issuer = 'kubernetes/serviceaccount' THEN 'a token from a Secret, without an end'
              WHEN expires IS NULL THEN 'a token without an end'
              ELSE 'a token of its own' END AS form,
         CASE WHEN server LIKE 'https://[%.%.%.%]%' THEN 1 ELSE 0 END AS brackets,
         CASE WHEN pod <> '' OR secret <> '' OR issuer = 'kubernetes/serviceaccount' THEN 'up to v3.23.1'
              WHEN service_account = 'calico-node' THEN 'v3.23.2 to v3.25'
              WHEN service_account = 'calico-cni-plugin' THEN 'v3.26 and later'
              WHEN service_account = 'canal' THEN 'v3.23.2 and later' ELSE '' END AS fits,
         CASE WHEN pod <> '' OR secret <> '' OR issuer = 'kubernetes/serviceaccount' THEN 0
              WHEN service_account IN ('calico-node', 'canal') THEN 3023002
              WHEN service_account = 'calico-cni-plugin' THEN 3026000 END AS from_number,
         CASE WHEN pod <> '' OR secret <> '' OR issuer = 'kubernetes/serviceaccount' THEN 3023001
              WHEN service_account = 'calico-node' THEN 3025999
              WHEN service_account IN ('calico-cni-plugin', 'canal') THEN 999999999 END AS to_number
  FROM v_token_file token WHERE file LIKE '%calico-kubeconfig%' AND subject <> '';

-- The API server's own reasons for refusing credentials, with how often each was logged. The
-- log names no client: which caller a line is about follows only from its time.
CREATE VIEW v_api_verdict AS
  SELECT bundle, signature, sum(count) AS count, min(first_earliest) AS first_earliest,
         min(first_latest) AS first_latest, max(last_earliest) AS last_earliest,
         max(last_latest) AS last_latest, max(basis) AS basis, min(source) AS source,
         max(last_source) AS last_source
  FROM hit
  WHERE signature IN ('apiserver-token-expired', 'apiserver-token-invalidated',
    'apiserver-token-not-valid-yet', 'apiserver-token-issuer', 'apiserver-token-audience',
    'apiserver-sa-uid-mismatch', 'apiserver-pod-uid-mismatch', 'apiserver-sa-deleted',
    'apiserver-signature-invalid', 'apiserver-signature-no-keys')
  GROUP BY bundle, signature;

-- Those that were logged often enough to be of failed CNI calls: at least as often as these, or half
-- as often where there are two servers; tokens of others are refused now and then, too. A log of a
-- part of that time holds fewer.
CREATE VIEW v_cni_verdict AS
  SELECT verdict.* FROM v_api_verdict verdict
    LEFT JOIN (SELECT bundle, max(count) AS failures, min(first_earliest) AS since,
                      max(last_latest) AS until
               FROM v_cni_failure WHERE signature = 'cni-401' GROUP BY bundle) failing
      ON failing.bundle = verdict.bundle
  WHERE verdict.count * 2 >= coalesce(failing.failures, 0)
    OR (verdict.count >= 5 AND NOT EXISTS (SELECT 1 FROM coverage
          WHERE coverage.bundle = verdict.bundle AND coverage.topic = 'log/kube-apiserver'
            AND coverage.earliest <= failing.since
            AND coverage.latest >= failing.until - 600000000));

-- When a pod's deletion was asked for: its deletionTimestamp less the grace period (of thirty years at
-- most: what a bundle says may be any number).
CREATE VIEW v_terminating AS
  SELECT pod.*,
         deletion_earliest - CASE WHEN grace_seconds BETWEEN 0 AND 1000000000
                                  THEN grace_seconds ELSE 0 END * 1000000 AS asked_earliest,
         deletion_latest - CASE WHEN grace_seconds BETWEEN 0 AND 1000000000
                                THEN grace_seconds ELSE 0 END * 1000000 AS asked_latest
  FROM pod WHERE status = 'Terminating';

-- Objects whose views are not of one state: it changed while the bundle was gathered, or a member is
-- of another time.
CREATE VIEW v_disagreement AS
SELECT newest.bundle, newest.kind, newest.namespace, newest.name,
       newest.state,                  -- the newest
       newest.source,
       other.state AS other_state,
       other.source AS other_source
FROM object_view newest JOIN object_view other
  ON other.bundle = newest.bundle AND other.kind = newest.kind
  AND other.namespace = newest.namespace AND other.name = newest.name
  AND other.object = newest.object
WHERE newest.newest = 1 AND newest.state <> '' AND other.state NOT IN ('', newest.state);

-- What may change from one bundle of a cluster to the next, each as one text.
CREATE VIEW v_state AS
  SELECT bundle,
         'Node' AS kind,              -- "Node", "Pod", "DaemonSet", "Token", "Path"
         '' AS namespace,             -- of a token or path: its node
         name,
         status AS state,             -- "Ready", "1 of 3 ready", "link to /x", "kube-system/calico-node, …"
         source
  FROM node WHERE status <> ''
  UNION ALL
  SELECT bundle, 'Pod', namespace, name, status, status_source FROM pod WHERE status <> ''
  UNION ALL
  SELECT bundle, 'DaemonSet', namespace, name, state, source
  FROM (SELECT object.bundle, namespace, name,
               ready.value || ' of ' || desired.value || ' ready' AS state, ready.source,
               row_number() OVER (PARTITION BY object.bundle, namespace, name
                                  ORDER BY ready.source, ready.id, desired.id) AS place
        FROM object
          JOIN object_field ready ON ready.object = object.id
            AND ready.path IN ('status.numberReady', 'READY')
          JOIN object_field desired ON desired.object = object.id
            AND desired.path = CASE ready.path WHEN 'READY' THEN 'DESIRED'
                                               ELSE 'status.desiredNumberScheduled' END
        WHERE object.kind = 'DaemonSet') AS ready
  WHERE place = 1
  UNION ALL
  SELECT token.bundle, 'Token', node, host_path,
         namespace || '/' || service_account
           || CASE WHEN pod = '' THEN '' ELSE ', bound to pod ' || pod END
           || coalesce(', issued ' || strftime('%Y-%m-%dT%H:%M:%SZ', issued / 1000000, 'unixepoch'), '')
           || coalesce(', expires ' || strftime('%Y-%m-%dT%H:%M:%SZ', expires / 1000000, 'unixepoch'), '')
           || CASE WHEN expires < captured_earliest THEN ' (expired at capture)' ELSE '' END,
         token.source
  FROM token JOIN bundle ON bundle.id = token.bundle
  WHERE host_path <> '' AND service_account <> ''
  UNION ALL
  SELECT bundle, 'Path', node, path,
         CASE WHEN count(*) FILTER (WHERE type = 'link') > 0 THEN 'link to ' || max(target) ELSE 'directory' END, min(source)
  FROM path_entry
  WHERE type IN ('link', 'dir') AND path IN (SELECT path FROM path_entry WHERE type = 'link')
  GROUP BY bundle, node, path;

-- Incidents with their bundles: one row each, for questions to an archive.
CREATE VIEW v_incidents AS
  SELECT incident.id, incident.name, bundle.name AS bundle, incident.cluster,
         incident.cluster_basis, incident.kubernetes, incident.calico, month, symptom, cause,
         verdict, severity, fingerprint, first_earliest, last_latest
  FROM incident JOIN bundle ON bundle.id = incident.bundle;

-- How often each cause led to an incident; '' is those without a cause that is confirmed or likely.
CREATE VIEW v_trend_causes AS
  SELECT cause, sum(incidents) AS incidents, sum(confirmed) AS confirmed, count(*) AS clusters,
         min(first_month) AS first_month, max(last_month) AS last_month
  FROM (SELECT cause, cluster, count(*) AS incidents,
               sum(CASE verdict WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
               min(month) AS first_month, max(month) AS last_month
        FROM incident GROUP BY cause, cluster) AS in_cluster
  GROUP BY cause ORDER BY incidents DESC, cause;

-- Incidents of each month, by cause, the newest first.
CREATE VIEW v_trend_months AS
  SELECT month, cause, sum(incidents) AS incidents, count(*) AS clusters
  FROM (SELECT month, cause, cluster, count(*) AS incidents
        FROM incident GROUP BY month, cause, cluster) AS in_cluster
  GROUP BY month, cause ORDER BY month DESC, incidents DESC, cause;

-- Incidents of each cluster, by cause.
CREATE VIEW v_trend_clusters AS
  SELECT cluster, cluster_basis AS known_by, cause, count(*) AS incidents,
         min(month) AS first_month, max(month) AS last_month
  FROM incident GROUP BY cluster, cluster_basis, cause
  ORDER BY incidents DESC, cluster, cause;

-- Incidents by version of Kubernetes and Calico, and by cause.
CREATE VIEW v_trend_versions AS
  SELECT kubernetes, calico, cause, sum(incidents) AS incidents, count(*) AS clusters
  FROM (SELECT kubernetes, calico, cause, cluster, count(*) AS incidents
        FROM incident GROUP BY kubernetes, calico, cause, cluster) AS in_cluster
  GROUP BY kubernetes, calico, cause ORDER BY incidents DESC, kubernetes, calico, cause;

-- Causes that came back to a cluster. Incidents that overlap in time are one occurrence: the same
-- incident may have been captured more than once. Clusters of which only names of nodes are known
-- are left out: they may be several.
CREATE VIEW v_trend_recurrences AS
  SELECT cluster, cause, sum(fresh) AS occurrences, min(month) AS first_month,
         max(month) AS last_month
  FROM (SELECT cluster, cause, month,
               CASE WHEN first_earliest > coalesce(max(last_latest) OVER (
                      PARTITION BY cluster, cluster_basis, cause ORDER BY first_earliest, id
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -1)
                    THEN 1 ELSE 0 END AS fresh
        FROM incident
        WHERE cause <> '' AND first_earliest IS NOT NULL
          AND cluster_basis NOT IN ('', 'names of nodes')) AS marked
  GROUP BY cluster, cause HAVING sum(fresh) > 1 ORDER BY occurrences DESC, cluster, cause;

-- Causes that were considered possible or likely and never confirmed.
CREATE VIEW v_trend_unconfirmed AS
  SELECT rule, sum(CASE verdict WHEN 'likely' THEN 1 ELSE 0 END) AS likely,
         sum(CASE verdict WHEN 'possible' THEN 1 ELSE 0 END) AS possible
  FROM finding
  WHERE kind = 'cause' AND verdict IN ('confirmed', 'likely', 'possible')
  GROUP BY rule HAVING max(CASE verdict WHEN 'confirmed' THEN 1 ELSE 0 END) = 0
  ORDER BY count(*) DESC, rule;

-- Evidence that was missing where no cause could be confirmed, the most often missed first.
CREATE VIEW v_trend_missing AS
  SELECT rule, name AS "check", count(*) AS incidents, min(needs) AS needs, min(command) AS command
  FROM incident_gap GROUP BY rule, name ORDER BY incidents DESC, rule, name;

-- What is true of a node and will hurt, as the newest bundle of its cluster says.
CREATE VIEW v_trend_risks AS
  SELECT cluster, node, rule, title, bundle,
         strftime('%Y-%m-%dT%H:%M:%SZ', captured_latest / 1000000, 'unixepoch') AS captured
  FROM (SELECT bundle.cluster, finding.node, finding.rule, finding.title, bundle.name AS bundle,
               bundle.captured_latest,
               row_number() OVER (PARTITION BY bundle.cluster, finding.node, finding.rule
                                  ORDER BY bundle.captured_latest DESC NULLS LAST, finding.id)
                 AS place
        FROM finding JOIN bundle ON bundle.id = finding.bundle
        WHERE finding.kind = 'risk' AND finding.verdict = 'confirmed'
          -- A later bundle of the cluster that no longer says so: it has passed.
          AND NOT EXISTS (SELECT 1 FROM bundle later
                WHERE later.cluster = bundle.cluster AND later.cluster <> ''
                  AND later.cluster_basis <> 'names of nodes'
                  AND later.captured_earliest > bundle.captured_latest)) AS said
  WHERE place = 1
  ORDER BY cluster, node, rule;

CREATE INDEX container_pod ON container (pod);
CREATE INDEX affinity_pod ON affinity (pod);
CREATE INDEX object_field_object ON object_field (object, path);
CREATE INDEX member_bundle ON member (bundle);
CREATE INDEX source_member ON source (member);
CREATE INDEX check_finding ON finding_check (finding);
CREATE INDEX statement_finding ON statement (finding);
CREATE INDEX advice_finding ON advice (finding);
CREATE INDEX standing_finding ON standing (finding);
CREATE INDEX incident_bundle ON incident (bundle);
