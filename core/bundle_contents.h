// Everything that was read from one bundle, resolved and merged: what ingest
// hands to the store. Members are sorted by path, records by member and line, so
// that the same files give the same contents in whatever order they came.
#pragma once

#include <string>
#include <vector>

#include "core/member.h"
#include "core/node_clock.h"
#include "core/record.h"
#include "core/record_list.h"

namespace howdunit {

struct BundleContents {
  Bundle bundle;
  std::vector<Member> members;
  std::vector<NodeClock> clocks;
  std::vector<NodeSkew> skews;  // sorted by node

  RecordList<EventRecord> events;
  RecordList<SignatureRecord> hits;
  std::vector<PodRecord> pods;
  std::vector<NodeRecord> nodes;
  std::vector<ObjectRecord> objects;
  std::vector<ObjectView> views;  // of pods, nodes and objects, by kind, namespace and name
  std::vector<TokenRecord> tokens;
  std::vector<CertificateRecord> certificates;
  std::vector<PathRecord> paths;
  std::vector<CniConfigRecord> cni_configs;
  std::vector<RuntimeConfigRecord> runtime_configs;
  std::vector<CoverageRecord> coverage;
  std::vector<ProblemRecord> problems;

  // Folders that are of clusters of their own; empty if there are none. What the bundle does not
  // list is missing from one of them only.
  std::vector<std::string> clusters_apart;
};

}  // namespace howdunit
