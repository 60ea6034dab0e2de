#include "store/incident_memory.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace howdunit {
namespace {

constexpr std::string_view kIncident =
    "SELECT incident.id, incident.name, bundle.name, bundle.sha256, coalesce(triage.path, ''),"
    " coalesce(triage.review, ''), bundle.cluster, bundle.kubernetes, bundle.calico, symptom,"
    " cause, incident.verdict, fingerprint, first_earliest"
    " FROM incident JOIN bundle ON bundle.id = incident.bundle"
    " LEFT JOIN triage ON triage.bundle = bundle.id";

// Of one fingerprint so many are compared, the newest.
constexpr std::int64_t kMostOfFingerprint = 50;

Result<std::vector<Trait>> TraitsOf(const Database& database, std::int64_t incident) {
  Statement rows = database.Prepare(
      "SELECT kind, trait FROM incident_trait WHERE incident = ? ORDER BY kind, trait");
  rows.Bind(1, incident);
  std::vector<Trait> traits;
  while (rows.Step()) traits.push_back({rows.Text(0), rows.Text(1)});
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return traits;
}

Result<RememberedIncident> ReadIncident(const Database& database, const Statement& row) {
  RememberedIncident incident;
  int column = 1;
  for (std::string* part :
       {&incident.name, &incident.bundle, &incident.sha256, &incident.path, &incident.review,
        &incident.cluster, &incident.kubernetes, &incident.calico, &incident.symptom,
        &incident.cause, &incident.verdict, &incident.fingerprint}) {
    *part = row.Text(column++);
  }
  incident.first_earliest = row.OptionalInt(column);
  TRY_ASSIGN(incident.traits, TraitsOf(database, row.Int(0)));
  return incident;
}

// A fingerprint of the archive, by one of the incidents that have it.
struct Kind {
  std::string fingerprint;
  std::int64_t incidents = 0;
  double score = 0;
};

// Those that may hold what is wanted, the most alike first.
Result<std::vector<Kind>> KindsLike(const Database& archive, const std::vector<Trait>& traits) {
  Statement rows =
      archive.Prepare("SELECT fingerprint, max(id), count(*) FROM incident GROUP BY fingerprint");
  std::vector<Kind> kinds;
  while (rows.Step()) {
    TRY_ASSIGN(const std::vector<Trait> others, TraitsOf(archive, rows.Int(1)));
    const Likeness likeness = Compare(traits, others);
    if (std::none_of(likeness.shared.begin(), likeness.shared.end(), [](const Trait& trait) {
          return trait.kind == "cause" || trait.kind == "symptom" || trait.kind == "stage";
        })) {
      continue;
    }
    kinds.push_back({rows.Text(0), rows.Int(2), likeness.score});
  }
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  std::sort(kinds.begin(), kinds.end(), [](const Kind& a, const Kind& b) {
    return std::tie(b.score, a.fingerprint) < std::tie(a.score, b.fingerprint);
  });
  return kinds;
}

}  // namespace

Result<std::vector<RememberedIncident>> IncidentsOf(const Database& database,
                                                    const std::string& sha256) {
  Statement rows =
      database.Prepare(std::string(kIncident) + " WHERE bundle.sha256 = ? ORDER BY incident.id");
  rows.Bind(1, RedactIdentifier(sha256));
  std::vector<RememberedIncident> incidents;
  while (rows.Step()) {
    TRY_ASSIGN(RememberedIncident incident, ReadIncident(database, rows));
    incidents.push_back(std::move(incident));
  }
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return incidents;
}

Result<std::vector<SeenBefore>> FindSimilar(const Database& archive,
                                            const RememberedIncident& incident, std::size_t most) {
  TRY_ASSIGN(const std::vector<Kind> kinds, KindsLike(archive, incident.traits));
  Statement newest = archive.Prepare(std::string(kIncident) +
                                     " WHERE fingerprint = ?1 AND bundle.sha256 <> ?2"
                                     " ORDER BY first_earliest DESC, incident.id DESC LIMIT ?3");
  std::vector<SeenBefore> seen;
  // Incidents of one fingerprint are nearly as alike as the one that stands for them.
  constexpr std::size_t kMostKinds = 20;
  for (std::size_t i = 0; i < std::min(kinds.size(), kMostKinds); ++i) {
    newest.Bind(1, RedactIdentifier(kinds[i].fingerprint));
    newest.Bind(2, RedactIdentifier(incident.sha256)).Bind(3, kMostOfFingerprint);
    while (newest.Step()) {
      SeenBefore& found = seen.emplace_back();
      TRY_ASSIGN(found.incident, ReadIncident(archive, newest));
      found.likeness = Compare(incident.traits, found.incident.traits);
      found.same_fingerprint = kinds[i].incidents;
    }
    if (!newest.error().empty()) return Error{"case file: " + newest.error()};
    newest.Reset();
  }
  std::stable_sort(seen.begin(), seen.end(), [](const SeenBefore& a, const SeenBefore& b) {
    return std::tie(b.likeness.score, b.incident.first_earliest) <
           std::tie(a.likeness.score, a.incident.first_earliest);
  });
  if (seen.size() > most) seen.resize(most);
  return seen;
}

}  // namespace howdunit
