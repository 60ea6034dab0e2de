// Which bundles of a case file are of one cluster.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace howdunit {

// The bundles of each cluster in the order of capture: a bundle of unknown moment
// comes last, then the one that was read first. Clusters are in the order of their
// smallest bundle ids.
struct Clusters {
  std::vector<std::vector<std::int64_t>> bundles;

  struct Place {
    std::size_t cluster = 0;
    std::size_t number = 0;  // among the cluster's bundles
    auto operator<=>(const Place&) const = default;
  };
  // A bundle that is in no cluster is behind all of them.
  Place Of(std::int64_t bundle) const;
};

// Bundles are of one cluster if an identity that no other cluster can have says so
// (the uid of the namespace kube-system, of a pod, of an object), or else if they
// name the same node and nothing that they say of nodes differs. Bundles that
// state different uids of kube-system are of different clusters, and what could
// belong to either of two clusters is kept apart from both.
Result<Clusters> FindClusters(const Database& database);

}  // namespace howdunit
