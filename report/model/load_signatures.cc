#include <algorithm>
#include <map>
#include <optional>
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

// A hit as a sign of an incident.
struct Sign {
  Moment at;  // its earliest is known
  Place place;

  std::pair<std::int64_t, Place> Order() const { return {*at.earliest, place}; }
};

// The first sign of each span between the moments at which incidents began: more are not needed.
class FirstSigns {
 public:
  // Not before any of `began`, which ascend, is a sign of nothing.
  void Add(const Sign& sign, const std::vector<std::int64_t>& began) {
    const auto next = std::upper_bound(began.begin(), began.end(), *sign.at.earliest);
    if (next == began.begin()) return;
    first_.resize(began.size());
    auto& first = first_[static_cast<std::size_t>(next - began.begin()) - 1];
    if (!first || sign.Order() < first->Order()) first = sign;
  }

  // The first that is not before `from`, one of `began`; null if there is none.
  const Sign* Since(std::int64_t from, const std::vector<std::int64_t>& began) const {
    const auto span = std::lower_bound(began.begin(), began.end(), from) - began.begin();
    for (auto at = static_cast<std::size_t>(span); at < first_.size(); ++at) {
      if (first_[at]) return &*first_[at];
    }
    return nullptr;
  }

 private:
  std::vector<std::optional<Sign>> first_;  // by span
};

// What is known of the hits of one signature and origin.
struct Tally {
  SignatureGroup group;
  Place front{INT64_MAX, INT64_MAX};  // of the rows so far
  Place first_at, last_at;            // of those that tell group.first and group.last
  std::map<std::string, Place> nodes;
  std::map<std::int64_t, FirstSigns> signs;  // by cluster

  void Add(const Hit& hit);
};

void Tally::Add(const Hit& hit) {
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

// Hits are signs of incidents of their cluster only.
class ClusterOf {
 public:
  explicit ClusterOf(const Review& review) {
    for (const BundleRow& bundle : review.bundles) bundles_[bundle.id] = bundle.cluster;
    for (const Incident& incident : review.incidents) {
      const auto role = incident.roles.begin();
      incidents_.push_back(role == incident.roles.end()
                               ? std::nullopt
                               : std::optional(OfBundle(review.findings[role->first].bundle)));
    }
  }

  std::int64_t OfBundle(std::int64_t bundle) const {
    const auto known = bundles_.find(bundle);
    return known == bundles_.end() ? 0 : known->second;
  }
  const std::optional<std::int64_t>& OfIncident(std::size_t incident) const {
    return incidents_[incident];
  }

 private:
  std::unordered_map<std::int64_t, std::int64_t> bundles_;
  std::vector<std::optional<std::int64_t>> incidents_;
};

class Signatures {
 public:
  explicit Signatures(const Review& review)
      : incidents_(review.incidents), clusters_(review), cited_(CitedBy(review)) {
    for (std::size_t i = 0; i < incidents_.size(); ++i) {
      const auto began = incidents_[i].first.earliest;
      const auto& cluster = clusters_.OfIncident(i);
      if (began && cluster) began_[*cluster].push_back(*began);
    }
    for (auto& [cluster, began] : began_) std::sort(began.begin(), began.end());
  }

  void Add(const Hit& hit) {
    Tally& tally = tallies_[{hit.signature, hit.origin}];
    tally.Add(hit);
    const std::int64_t cluster = clusters_.OfBundle(hit.bundle);
    if (const auto began = began_.find(cluster); began != began_.end() && hit.first.earliest) {
      tally.signs[cluster].Add({hit.first, {hit.source, hit.id}}, began->second);
    }
    for (const SourceId source : {hit.source, hit.last_source}) {
      if (!cited_.sources.contains(source)) continue;
      shown_.insert(hit.signature);
      const auto symptoms = cited_.symptoms.find(source);
      if (symptoms == cited_.symptoms.end()) continue;
      if (!told_.emplace(source, hit.signature).second) continue;
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
    const auto began = incidents_[incident].first.earliest;
    const auto& cluster = clusters_.OfIncident(incident);
    if (!began || !cluster) return first;
    for (const auto& [key, tally] : tallies_) {
      if (key.second != origin || !used_.contains({incident, key.first})) continue;
      const auto signs = tally.signs.find(*cluster);
      if (signs == tally.signs.end()) continue;
      const Sign* sign = signs->second.Since(*began, began_.at(*cluster));
      if (sign == nullptr) continue;
      // Tallies are in the order of signatures: of equals the first stays.
      if (!first || std::pair(*sign->at.earliest, sign->place.first) <
                        std::pair(*first->at.earliest, first->source)) {
        first = FirstSign{.at = sign->at, .signature = key.first, .source = sign->place.first};
      }
    }
    return first;
  }

 private:
  const std::vector<Incident>& incidents_;
  ClusterOf clusters_;
  Cited cited_;
  std::map<std::int64_t, std::vector<std::int64_t>> began_;       // when incidents did, by cluster
  std::map<std::pair<std::string, std::string>, Tally> tallies_;  // by signature and origin
  std::set<std::string> shown_;
  std::set<std::pair<SourceId, std::string>> told_;     // cited, of which used_ knows
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
