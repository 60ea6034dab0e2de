#include "store/bundle_identity.h"

#include <string_view>

namespace howdunit {
namespace {

constexpr std::string_view kIdentity = R"(
  WITH uid (cluster) AS (
      SELECT min(uid) FROM object WHERE bundle = ?1 AND kind = 'Namespace'
        AND name = 'kube-system' AND uid <> ''),
    some (name, address) AS (
      SELECT name, max(internal_ip) FROM node WHERE bundle = ?1 GROUP BY name ORDER BY name LIMIT 5),
    names (cluster, addresses, count) AS (
      SELECT group_concat(name || CASE WHEN address IN ('', name) THEN '' ELSE ' ' || address END,
                          ', '),
             sum(address <> ''), count(*) FROM some)
  UPDATE bundle SET
    cluster = coalesce((SELECT cluster FROM uid), (SELECT cluster FROM names), ''),
    cluster_basis = CASE
      WHEN (SELECT cluster FROM uid) IS NOT NULL THEN 'uid of kube-system'
      WHEN (SELECT count FROM names) = 0 THEN ''
      WHEN (SELECT addresses = count FROM names) THEN 'names and addresses of nodes'
      ELSE 'names of nodes' END,
    kubernetes = coalesce((SELECT kubelet_version FROM node
      WHERE bundle = ?1 AND kubelet_version <> ''
      GROUP BY kubelet_version ORDER BY count(*) DESC, kubelet_version LIMIT 1), ''),
    calico = coalesce((SELECT version FROM v_calico_version
      WHERE bundle = ?1 AND number > 0
      GROUP BY version ORDER BY count(*) DESC, number DESC LIMIT 1), '')
  WHERE id = ?1)";

}  // namespace

Result<void> WriteBundleIdentity(const Database& database, std::int64_t bundle) {
  Statement update = database.Prepare(kIdentity);
  return update.Bind(1, bundle).Run();
}

}  // namespace howdunit
