#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "report/model/load.h"

namespace howdunit::report {
namespace {

// A row of `hit`. There may be a hundred thousand: all of them are looked at, once.
struct Hit {
  explicit Hit(const Statement& row)
      : signature(row.Text(0)),
        origin(row.Text(1)),
        node(row.Text(2)),
        count(row.Int(3)),
        first(ReadMoment(row, 4)),
        last(ReadMoment(row, 6)),
        source(row.Int(8)),
        last_source(row.Int(9)),
        id(row.Int(10)),
        bundle(row.Int(11)) {}

  std::string signature, origin, node;
  std::int64_t count;
  Moment first, last;
  SourceId source, last_source;
  std::int64_t id, bundle;
};

constexpr std::string_view kHits =
    "SELECT signature, origin, node, count, first_earliest, first_latest, last_earliest,"
    "  last_latest, source, last_source, id, bundle FROM hit";

using Place = std::pair<SourceId, std::int64_t>;  // source and id: the order of rows in a review

// What is known of the hits of one signature and origin.
struct Tally {
  SignatureGroup group;
  Place front{INT64_MAX, INT64_MAX};  // of the rows so far
  Place first_at, last_at;            // of those that tell group.first and group.last
  std::map<std::string, Place> nodes;
  // By incident: the earliest hit that is not before it began.
  struct Sign {
    Moment at;
    Place place;
  };
  std::map<std::size_t, Sign> signs;

  // `mine`: those of the hit's cluster.
  void Add(const Hit& hit, const std::vector<Incident>& incidents,
           const std::vector<std::size_t>& mine);
};

void Tally::Add(const Hit& hit, const std::vector<Incident>& incidents,
                const std::vector<std::size_t>& mine) {
  const Place place{hit.source, hit.id};
  ++group.rows;
  group.count += hit.count;
  if (place < front) {
    front = place;
    group.source = hit.source;
  }
  if (!hit.node.empty()) {
    const auto [at, added] = nodes.try_emplace(hit.node, place);
    if (!added) at->second = std::min(at->second, place);
  }
  if (hit.first.known() &&
      (!group.first.known() ||
       std::pair(*hit.first.earliest, place) < std::pair(*group.first.earliest, first_at))) {
    group.first = hit.first;
    first_at = place;
  }
  if (hit.last.known() && (!group.last.known() || std::pair(-*hit.last.latest, place) <
                                                      std::pair(-*group.last.latest, last_at))) {
    group.last = hit.last;
    last_at = place;
  }
  if (!hit.first.earliest) return;
  for (const std::size_t i : mine) {
    const auto began = incidents[i].first.earliest;
    if (!began || *hit.first.earliest < *began) continue;
    const auto [at, added] = signs.try_emplace(i, Sign{hit.first, place});
    if (!added && std::pair(*hit.first.earliest, place) <
                      std::pair(*at->second.at.earliest, at->second.place)) {
      at->second = {hit.first, place};
    }
  }
}

// What the findings of incidents stand on.
struct Cited {
  std::set<SourceId> sources;                                       // of symptoms, links and roots
  std::unordered_map<SourceId, std::vector<std::size_t>> symptoms;  // incidents, by source
};

Cited CitedBy(const Review& review) {
  Cited cited;
  for (std::size_t i = 0; i < review.incidents.size(); ++i) {
    for (const auto& [at, role] : review.incidents[i].roles) {
      if (role != "symptom" && role != "link" && role != "root") continue;
      const auto add = [&, symptom = role == "symptom"](const SourceIds& sources) {
        cited.sources.insert(sources.begin(), sources.end());
        if (!symptom) return;
        for (const SourceId source : sources) cited.symptoms[source].push_back(i);
      };
      for (const Sentence& sentence : review.findings[at].sentences) add(sentence.sources);
      for (const Check& check : review.findings[at].checks) add(check.sources);
    }
  }
  return cited;
}

// Which incidents a bundle's hits can be signs of: those of its cluster.
class IncidentsOfBundles {
 public:
  explicit IncidentsOfBundles(const Review& review) {
    for (const BundleRow& bundle : review.bundles) clusters_[bundle.id] = bundle.cluster;
    for (std::size_t i = 0; i < review.incidents.size(); ++i) {
      const auto& roles = review.incidents[i].roles;
      if (roles.empty()) continue;
      incidents_[clusters_[review.findings[roles.begin()->first].bundle]].push_back(i);
    }
  }

  const std::vector<std::size_t>& Of(std::int64_t bundle) { return incidents_[clusters_[bundle]]; }

 private:
  std::unordered_map<std::int64_t, std::int64_t> clusters_;               // by bundle
  std::unordered_map<std::int64_t, std::vector<std::size_t>> incidents_;  // by cluster
};

class Signatures {
 public:
  explicit Signatures(const Review& review)
      : incidents_(review.incidents), incidents_of_(review), cited_(CitedBy(review)) {}

  void Add(const Hit& hit) {
    Tally& tally = tallies_[{hit.signature, hit.origin}];
    tally.Add(hit, incidents_, incidents_of_.Of(hit.bundle));
    for (const SourceId source : {hit.source, hit.last_source}) {
      if (!cited_.sources.contains(source)) continue;
      shown_.insert(hit.signature);
      const auto symptoms = cited_.symptoms.find(source);
      if (symptoms == cited_.symptoms.end()) continue;
      for (const std::size_t incident : symptoms->second) used_.insert({incident, hit.signature});
    }
  }

  // Only signatures with a hit that an incident's findings stand on.
  std::vector<SignatureGroup> Groups() const {
    std::vector<SignatureGroup> groups;
    for (const auto& [key, tally] : tallies_) {
      if (!shown_.contains(key.first)) continue;
      groups.push_back(tally.group);
      groups.back().signature = key.first;
      groups.back().origin = key.second;
      std::vector<std::pair<Place, std::string>> nodes;
      for (const auto& [node, place] : tally.nodes) nodes.emplace_back(place, node);
      std::sort(nodes.begin(), nodes.end());
      for (auto& [place, node] : nodes) groups.back().nodes.push_back(std::move(node));
    }
    return groups;
  }

  // Of an incident and origin the earliest hit of its cluster, not before it began, of a signature
  // that one of its symptoms stands on.
  std::optional<FirstSign> FirstSignOf(std::size_t incident, const std::string& origin) const {
    std::optional<FirstSign> first;
    for (const auto& [key, tally] : tallies_) {
      const auto sign = tally.signs.find(incident);
      if (key.second != origin || sign == tally.signs.end()) continue;
      if (!used_.contains({incident, key.first})) continue;
      const auto& [at, place] = sign->second;
      // Tallies are in the order of signatures: of equals the first stays.
      if (!first ||
          std::pair(*at.earliest, place.first) < std::pair(*first->at.earliest, first->source)) {
        first = FirstSign{.at = at, .signature = key.first, .source = place.first};
      }
    }
    return first;
  }

 private:
  const std::vector<Incident>& incidents_;
  IncidentsOfBundles incidents_of_;
  Cited cited_;
  std::map<std::pair<std::string, std::string>, Tally> tallies_;  // by signature and origin
  std::set<std::string> shown_;
  std::set<std::pair<std::size_t, std::string>> used_;  // incidents, with what they stand on
};

// Whether a log begins less than a minute before what it says.
constexpr std::string_view kLogBegins =
    "SELECT EXISTS (SELECT 1 FROM source line JOIN source log ON log.member = line.member"
    "  JOIN coverage ON coverage.source = log.id"
    "  WHERE line.id = ?1 AND coverage.topic GLOB 'log/*' AND ?2 - coverage.earliest < 60000000)";

}  // namespace

Result<void> LoadSignatures(const Database& database, Review& review) {
  Signatures signatures(review);
  TRY(ForEachRow(database, kHits, [&](const Statement& row) { signatures.Add(Hit(row)); }));
  review.signatures = signatures.Groups();
  Statement log_begins = database.Prepare(kLogBegins);
  for (std::size_t i = 0; i < review.incidents.size(); ++i) {
    Incident& incident = review.incidents[i];
    incident.first_line = signatures.FirstSignOf(i, "log");
    incident.first_event = signatures.FirstSignOf(i, "event");
    for (auto* sign : {&incident.first_line, &incident.first_event}) {
      if (!*sign) continue;
      log_begins.Bind(1, (*sign)->source).Bind(2, (*sign)->at.earliest);
      TRY(ForEachRow(log_begins,
                     [&](const Statement& row) { (*sign)->log_begins = row.Int(0) != 0; }));
    }
  }
  return {};
}

}  // namespace howdunit::report
