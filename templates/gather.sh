#!/bin/sh
# Collects what howdunit needs to tell how an incident happened: plain files in a folder, and the
# folder as an archive. It only reads. Run it before anything is repaired.
#
#   sh gather.sh               what the API server knows (needs kubectl)
#   sh gather.sh node [NAME]   what a node knows (as root, on every node; NAME is the node's name)
#
# One folder with all of it is one case:
#
#   mkdir case && mv howdunit-gather-*.tar.gz case
#   howdunit analyze case
#
# Settings: KUBECTL="microk8s kubectl", SINCE=48 (hours of logs), HOWDUNIT_ROOT=/host (where the
# node's files are, inside a debug pod).
#
# Left out: the values of Secrets, signatures of tokens, private keys, values of environment
# variables. Logs are copied as they are: look through them before handing them on.
#! rule
set -u
umask 077
LC_ALL=C
export LC_ALL
part=${1:-cluster}
case $part in
  cluster | node) ;;
  *)
    echo "usage: sh gather.sh [node [NAME]]" >&2
    exit 2
    ;;
esac
KUBECTL=${KUBECTL:-kubectl}
SINCE=${SINCE:-48}
ROOT=${HOWDUNIT_ROOT:-}
host=${2:-$(uname -n)}
if [ "$part" = node ]; then name=$host; else name=cluster; fi
BUNDLE=howdunit-gather-$name-$(date -u +%Y%m%dT%H%M%SZ)
# The files of a node are in a folder of its name, below their own paths.
if [ "$part" = node ]; then OUT=$BUNDLE/$host; else OUT=$BUNDLE; fi
mkdir -p "$OUT" || exit 1
NOTES=$OUT/gather-notes.txt

note() { printf '%s\n' "$*" >>"$NOTES"; }

# run FILE COMMAND...: the command and what it prints. A command that is missing or fails is noted.
run() {
  to=$OUT/$1
  shift
  if ! command -v "$1" >/dev/null 2>&1; then
    note "not gathered, there is no $1: $*"
    return 0
  fi
  mkdir -p "$(dirname "$to")"
  printf '$ %s\n' "$*" >>"$to"
  if "$@" >>"$to" 2>"$OUT/.stderr"; then
    # An empty table says so on stderr; that is an answer too.
    grep '^No resources found' "$OUT/.stderr" >>"$to"
  else
    note "ended with an error: $*"
    [ "$(wc -l <"$to")" -gt 1 ] || rm -f "$to"
  fi
  grep -v '^No resources found' "$OUT/.stderr" >>"$NOTES"
  rm -f "$OUT/.stderr"
}

# k FILE ARGUMENTS...: run with kubectl, however it is called here.
k() {
  k_to=$1
  shift
  # shellcheck disable=SC2086  # several words, on purpose
  run "$k_to" $KUBECTL --request-timeout=60s "$@"
}

# Of YAML: without the copy of the object that kubectl apply leaves, and without the values of
# environment variables.
mask_yaml() {
  awk '
    BEGIN { skip = -1 }
    {
      match($0, /[^ ]/)
      indent = RSTART - 1
      if (skip >= 0) { if ($0 ~ /^ *$/ || indent > skip) next; skip = -1 }
      if ($0 ~ /last-applied-configuration:/) { sub(/:.*/, ": removed"); print; skip = indent; next }
      if ($0 ~ /^ *value: /) { sub(/value: .*/, "value: removed"); print; skip = indent; next }
      print
    }'
}

# The same of what kubectl describe prints.
mask_describe() {
  awk '
    BEGIN { block = -1 }
    {
      match($0, /[^ ]/)
      indent = RSTART - 1
      if (block >= 0 && indent <= block) block = -1
      if (block >= 0 && $0 !~ /<set to/) sub(/:.*/, ":  removed")
      if ($0 ~ /^ *Environment:/) block = indent
      print
    }'
}

# masked FILTER FILE ARGUMENTS...: as k, through one of these.
masked() {
  m_filter=$1
  m_to=$OUT/$2
  shift 2
  # shellcheck disable=SC2086  # several words, on purpose
  set -- $KUBECTL --request-timeout=60s "$@"
  if ! command -v "$1" >/dev/null 2>&1; then
    note "not gathered, there is no $1: $*"
    return 0
  fi
  mkdir -p "$(dirname "$m_to")"
  {
    printf '$ %s\n' "$*"
    "$@" 2>>"$NOTES" || note "ended with an error: $*"
  } | "$m_filter" >>"$m_to"
  [ "$(wc -l <"$m_to")" -gt 1 ] || rm -f "$m_to"
}

# Of a configuration: tokens keep their claims and lose their signature, keys and passwords go.
# What is left of a token is marked while whatever else is called a token goes.
MARK=$(printf '\001')
without_secrets() {
  sed \
    -e 's/\(eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\)\.[A-Za-z0-9_=.-]*/\1.signature-removed/g' \
    -e "s/eyJ\([A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.signature-removed\)/$MARK\1/g" \
    -e "s/\([Tt]oken\"\{0,1\} *[:=] *\)\"[^$MARK\"][^\"]*\"/\1\"removed\"/g" \
    -e "s/\([Tt]oken *[:=] *\)[^$MARK\" ].*/\1removed/" \
    -e "s/$MARK/eyJ/g" \
    -e 's/\(client-key-data"\{0,1\} *: *\)"[^"]*"/\1"removed"/' \
    -e 's/\(client-key-data *: *\)[^"].*/\1removed/' \
    -e 's/\(client-secret"\{0,1\} *: *\).*/\1removed/' \
    -e 's/\([Pp]assword"\{0,1\} *[:=] *\).*/\1"removed"/' \
    -e 's/^\( *"\{0,1\}auth"\{0,1\} *[:=] *\)".*/\1"removed"/' \
    -e 's/LS0tLS1CRUdJTiBSU0EgUFJJVkFURSB[A-Za-z0-9+\/=]*/removed/g' \
    -e 's/LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtF[A-Za-z0-9+\/=]*/removed/g' \
    -e 's/LS0tLS1CRUdJTiBQUklWQVRFIEtF[A-Za-z0-9+\/=]*/removed/g' \
    -e '/BEGIN [A-Z ]*PRIVATE KEY/,/END [A-Z ]*PRIVATE KEY/d'
}

# keep FILTER PATH...: copies of the node's files, under their own paths.
keep() {
  filter=$1
  shift
  for file in "$@"; do
    [ -f "$ROOT$file" ] || continue
    mkdir -p "$OUT$(dirname "$file")"
    "$filter" <"$ROOT$file" >"$OUT$file" 2>>"$NOTES" || note "could not be read: $file"
  done
}

# show FILE COMMAND... PATH: as run, of one path of the node.
show() {
  to=$OUT/$1
  shift
  for path in "$@"; do :; done
  # A link at its end leads nowhere from inside a debug pod.
  printf '$ %s\n' "$*" >>"$to"
  case $1 in
    ls) listing "$ROOT$path" >>"$to" 2>&1 ;;
    *) "$1" "$ROOT$path" >>"$to" 2>&1 ;;
  esac
  [ -n "$ROOT" ] || return 0
  sed "s|$ROOT/|/|g" "$to" >"$to.tmp" && mv "$to.tmp" "$to"
}
listing() {
  if ls -la --time-style=full-iso / >/dev/null 2>&1; then
    ls -la --time-style=full-iso "$1"
  else
    ls -la "$1"
  fi
}

# First of all: every age counts from here.
date '+%Y-%m-%dT%H:%M:%S%z' | sed 's/\([0-9][0-9]\)$/:\1/' >"$OUT/date.txt"

# NAMESPACE and NAME of the pods that a selector matches.
pods_of() {
  # shellcheck disable=SC2086  # several words, on purpose
  $KUBECTL --request-timeout=60s get pods -A --no-headers \
    -o 'custom-columns=N:.metadata.namespace,P:.metadata.name' "$@" 2>>"$NOTES"
}

# about NAMESPACE POD: its description and the logs of every container, also of the one before the
# last restart.
about() {
  pod_folder=namespaces/$1/pods/$2
  [ ! -d "$OUT/$pod_folder" ] || return 0
  masked mask_describe "$pod_folder/describe.txt" describe pod -n "$1" "$2"
  # shellcheck disable=SC2086  # several words, on purpose
  for container in $($KUBECTL --request-timeout=60s get pod -n "$1" "$2" \
    -o 'jsonpath={.spec.initContainers[*].name} {.spec.containers[*].name}' 2>>"$NOTES"); do
    k "$pod_folder/$container/current.log" logs -n "$1" "$2" -c "$container" --timestamps --tail=50000
    # Most containers never restarted: that is no news.
    # shellcheck disable=SC2086
    $KUBECTL --request-timeout=60s logs -n "$1" "$2" -c "$container" --timestamps --tail=50000 \
      --previous >"$OUT/$pod_folder/$container/previous.log" 2>/dev/null ||
      rm -f "$OUT/$pod_folder/$container/previous.log"
  done
}

gather_cluster() {
  # shellcheck disable=SC2086  # several words, on purpose
  set -- $KUBECTL
  if ! command -v "$1" >/dev/null 2>&1; then
    echo "gather.sh: there is no $1 here; say KUBECTL=…" >&2
    note "nothing of the cluster was gathered: there is no $1"
    return 0
  fi
  k kubectl-version.txt version
  #? nodes: FROM node; JOIN node; kind = 'Node'; get nodes; describe node; leases; scheduling-
  k get-nodes-wide.txt get nodes -o wide --show-labels
  k describe-nodes.txt describe nodes
  k get-leases.yaml get leases -n kube-node-lease -o yaml
  #.
  #? pods: FROM pod; JOIN pod; v_terminating; FROM affinity; FROM container; JOIN container; label; v_used_token; get pod; typha
  k get-pods-A-wide.txt get pods -A -o wide
  masked mask_yaml get-pods-A.yaml get pods -A -o yaml
  #.
  #? events: FROM event; JOIN event; FROM hit; JOIN hit; v_cni_failure; get events; describe pod; FailedCreate
  k get-events-A.txt get events -A -o wide
  k get-events-A.yaml get events -A -o yaml
  #.
  #? pods in trouble: describe pod; pod-events; FROM pod; v_terminating; CrashLoop; --previous
  # shellcheck disable=SC2086  # several words, on purpose
  $KUBECTL --request-timeout=60s get pods -A --no-headers 2>>"$NOTES" |
    awk '{ split($3, ready, "/") }
         $4 != "Completed" && ($4 != "Running" || ready[1] != ready[2]) && ++count <= 100 { print $1, $2 }' |
    while read -r space pod; do
      about "$space" "$pod" </dev/null
    done
  #.
  #? workloads: DaemonSet; daemonset; Deployment; v_terminating; scheduling-
  k get-workloads-A.txt get daemonsets,deployments,statefulsets,replicasets -A -o wide
  #.
  #? Calico: DaemonSet; v_cni_failure; v_used_token; calico; typha; bird; bgp; felix
  k get-daemonsets-calico.yaml get daemonsets -A -l k8s-app=calico-node -o yaml
  pods_of -l 'k8s-app in (calico-node, calico-typha, calico-kube-controllers, canal)' |
    while read -r space pod; do
      about "$space" "$pod" </dev/null
    done
  k get-clusterinformations.yaml get clusterinformations.crd.projectcalico.org -o yaml
  k get-felixconfigurations.yaml get felixconfigurations.crd.projectcalico.org -o yaml
  k get-tigerastatus.yaml get tigerastatuses.operator.tigera.io -o yaml
  k get-endpoints-A.txt get endpoints -A
  #.
  #? rights: cni-403; ClusterRole; clusterrole; forbidden
  k get-clusterroles.yaml get clusterroles calico-cni-plugin calico-node canal --ignore-not-found -o yaml
  k get-clusterrolebindings.yaml get clusterrolebindings calico-cni-plugin calico-node canal canal-calico \
    --ignore-not-found -o yaml
  #.
  #? accounts: ServiceAccount; v_used_token; v_api_verdict; jwks; create token
  k get-serviceaccounts-A.yaml get serviceaccounts -A -o yaml
  # Public keys, by their id.
  k openid-jwks.json get --raw /openid/v1/jwks
  #.
  #? authority: certificate; kube-root-ca; cni-tls
  masked cat ca-kube-root-ca.txt get configmap -n kube-system kube-root-ca.crt -o 'jsonpath={.data.ca\.crt}'
  #.
  #? addresses: ipam; ippool; IPPool
  k get-ippools.yaml get ippools.crd.projectcalico.org -o yaml
  k get-ipamblocks.yaml get ipamblocks.crd.projectcalico.org -o yaml
  k get-blockaffinities.yaml get blockaffinities.crd.projectcalico.org -o yaml
  run calicoctl-ipam-check.txt calicoctl ipam check --show-problem-ips
  #.
  #? routes: bgp; bird
  k get-bgppeers.yaml get bgppeers.crd.projectcalico.org,bgpconfigurations.crd.projectcalico.org -o yaml
  #.
  #? webhooks: webhook; DaemonSet
  k get-webhooks.yaml get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml
  #.
  #? budgets: pdb; PodDisruptionBudget
  k get-pdb-A.yaml get poddisruptionbudgets -A -o yaml
  #.
  #? volumes: get pv; PersistentVolume; volume; multi-attach
  masked mask_yaml get-pv.yaml get persistentvolumes -o yaml
  k get-pvc-A.yaml get persistentvolumeclaims -A -o yaml
  k get-volumeattachments.yaml get volumeattachments -o yaml
  #.
  #? secrets, by name: Secret; get secrets
  k get-secrets-A.txt get secrets -A
  #.
  #? API server: apiserver; v_api_verdict
  pods_of -n kube-system -l component=kube-apiserver | while read -r space pod; do
    about "$space" "$pod" </dev/null
  done
  #.
}

# journal FILE UNIT: in UTC, with microseconds.
journal() {
  command -v journalctl >/dev/null 2>&1 || return 0
  journalctl -u "$2" -n 1 --no-pager 2>/dev/null | grep -qv '^-- ' || return 0
  run "$1" journalctl -u "$2" -o short-iso-precise --utc --no-pager --since "$SINCE hours ago"
  [ "$(wc -l <"$OUT/$1")" -gt 1 ] || rm -f "$OUT/$1"
}

gather_node() {
  # Zone and synchronisation of the clock.
  run timedatectl.txt timedatectl
  #? programs of the node: FROM hit; JOIN hit; v_cni_failure; journalctl; log/kubelet; node_condition; kubelet
  journal kubelet-journal.log kubelet
  journal kubelite-journal.log snap.microk8s.daemon-kubelite
  journal kubelet-journal-snap.log snap.k8s.kubelet
  journal k3s-journal.log k3s
  journal k3s-journal-agent.log k3s-agent
  journal rke2-journal-server.log rke2-server
  journal rke2-journal-agent.log rke2-agent
  journal containerd-journal.log containerd
  journal containerd-journal-microk8s.log snap.microk8s.daemon-containerd
  journal containerd-journal-snap.log snap.k8s.containerd
  journal crio-journal.log crio
  journal docker-journal.log docker
  #.
  #? API server on the node: apiserver; v_api_verdict
  journal kube-apiserver-journal.log kube-apiserver
  journal kube-apiserver-journal-snap.log snap.k8s.kube-apiserver
  #.
  #? CNI configuration: v_used_token; v_token_file; token; path_entry; v_real_dir; v_runtime_dir; cni_config; conf_dir; net.d; calico-kubeconfig; nodename; cni-binary; v_cni_failure
  keep without_secrets /etc/containerd/config.toml /etc/crio/crio.conf \
    /var/snap/microk8s/current/args/containerd-template.toml \
    /var/snap/microk8s/current/args/containerd.toml \
    /var/lib/rancher/k3s/agent/etc/containerd/config.toml \
    /var/lib/rancher/rke2/agent/etc/containerd/config.toml \
    /var/snap/k8s/common/etc/containerd/config.toml
  for file in "$ROOT"/etc/containerd/conf.d/*.toml "$ROOT"/etc/crio/crio.conf.d/*; do
    if [ -f "$file" ]; then keep without_secrets "${file#"$ROOT"}"; fi
  done
  set -- /etc/cni /etc/cni/net.d /opt/cni/bin /var/snap/microk8s \
    /var/snap/microk8s/current/args/cni-network /var/snap/k8s/common/etc/cni/net.d \
    /var/lib/rancher/k3s/agent/etc/cni/net.d /var/lib/rancher/rke2/agent/etc/cni/net.d \
    /run/flannel /var/lib/calico
  # shellcheck disable=SC2046  # several words, on purpose
  set -- "$@" $(cd "$OUT" && find . -type f \( -name '*.toml' -o -path '*/crio.conf*' \) -exec \
    sed -n -e 's/^ *conf_dir *= *"\(\/[^" ]*\)".*/\1/p' \
    -e 's/^ *network_dir *= *"\(\/[^" ]*\)".*/\1/p' {} + | sort -u)
  shown=" "
  for folder in "$@"; do
    case $shown in *" ${folder%/} "*) continue ;; esac
    shown="$shown${folder%/} "
    [ -e "$ROOT$folder" ] || [ "$folder" = /etc/cni ] || continue
    # With a slash, what a link leads to; that it is one shows in the folder above.
    show ls-la.txt ls -la --time-style=full-iso "${folder%/}/"
  done
  for folder in "$@"; do
    for file in "$ROOT$folder"/*kubeconfig* "$ROOT$folder"/*.conf "$ROOT$folder"/*.conflist \
      "$ROOT$folder"/nodename; do
      if [ -f "$file" ]; then keep without_secrets "${file#"$ROOT"}"; fi
    done
  done
  #.
  #? certificates: certificate; kubelet.conf; kubelet-client; cni-tls; v_used_token
  keep without_secrets /etc/kubernetes/kubelet.conf /etc/kubernetes/pki/ca.crt \
    /etc/kubernetes/pki/apiserver.crt /var/lib/kubelet/pki/kubelet-client-current.pem \
    /var/snap/microk8s/current/certs/ca.crt /var/snap/microk8s/current/certs/server.crt
  #.
  #? network: v_cni_failure; network; unreachable; bgp; bird; typha
  run ip-route.txt ip route show table all
  run ip-addr.txt ip addr
  run ip-neigh.txt ip neigh
  run ss-listening.txt ss -ltn
  #.
  #? runtime: crictl; sandbox-; runtime; pleg; FROM container; v_terminating; dmesg; kubelet-stopped; node-not-ready
  run crictl-ps.txt crictl ps -a
  run crictl-pods.txt crictl pods
  # Names only: arguments may hold secrets.
  run ps.txt ps -eo pid,ppid,stat,etime,comm
  run df.txt df -P
  run dmesg.txt dmesg
  #.
}

"gather_$part"

if ! tar -cf "$BUNDLE.tar" "$BUNDLE" 2>>"$NOTES"; then
  echo "gather.sh: tar could not pack it; it is in $BUNDLE/" >&2
  exit 0
fi
archive=$BUNDLE.tar
if gzip -f "$archive" 2>>"$NOTES"; then archive=$archive.gz; fi
echo "$archive"
[ ! -s "$NOTES" ] || echo "gather.sh: not everything was there; see $NOTES" >&2
