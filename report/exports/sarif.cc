// findings.sarif: SARIF 2.1.0, for code scanning and its viewers. Paragraphs (§) are those of its
// specification.

#include <algorithm>
#include <array>
#include <map>

#include <nlohmann/json.hpp>

#include "codec/sha256.h"
#include "core/text.h"
#include "report/exports/moment.h"
#include "report/model/evidence.h"
#include "report/model/statement.h"
#include "report/outputs.h"

namespace howdunit::report {
namespace {

using Json = nlohmann::ordered_json;

struct Word {
  std::string_view ours;
  std::string_view theirs;
};

// Of a verdict that is a result. What is ruled out or undetermined is none.
constexpr std::array kKinds = {
    Word{"confirmed", "fail"},
    Word{"likely", "fail"},
    Word{"possible", "open"},
};

constexpr std::array kLevels = {
    Word{"critical", "error"},
    Word{"warning", "warning"},
    Word{"info", "note"},
};

// What a line does for a finding.
constexpr std::array kRoles = {
    Word{"for", "speaks for it"},
    Word{"against", "speaks against it"},
};

template <std::size_t N>
std::string Translate(const std::array<Word, N>& words, std::string_view ours) {
  const auto* const found =
      std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.ours == ours; });
  return found == words.end() ? "" : std::string(found->theirs);
}

std::string UriBaseId(std::int64_t bundle) { return "B" + std::to_string(bundle); }

// A member's path as a relative reference: all that is not certain to be of a path is encoded.
std::string EncodeUri(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    // A slash at the beginning would begin elsewhere than in the bundle.
    const bool plain = IsAlnum(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
                       (c == '/' && !uri.empty());
    if (plain) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return uri;
}

// Braces would be placeholders (§3.11.5), and "[text](target)" a link (§3.11.6).
constexpr std::array kEscapes = {
    Word{"{", "{{"},
    Word{"}", "}}"},
    Word{"](", "\\]("},
};

Json Message(std::string_view text) {
  std::string plain = MakeVisible(text);
  for (const Word& word : kEscapes) plain = ReplaceAll(plain, word.ours, word.theirs);
  return {{"text", std::move(plain)}};
}

// The members that results point to, in the order in which they are pointed to.
class Artifacts {
 public:
  explicit Artifacts(const Review& review) {
    for (const MemberRow& member : review.members) {
      members_.try_emplace({member.bundle, member.path}, &member);
    }
  }

  // An artifactLocation.
  Json Cite(const Source& source) {
    const auto [at, added] =
        indexes_.try_emplace({source.bundle, source.member}, artifacts_.size());
    Json location = {{"uri", EncodeUri(source.member)}, {"uriBaseId", UriBaseId(source.bundle)}};
    if (added) Add(location, at->first);
    location["index"] = at->second;
    return location;
  }

  const Json& json() const { return artifacts_; }

 private:
  using Place = std::pair<std::int64_t, std::string>;  // bundle and path

  void Add(const Json& location, const Place& place) {
    Json artifact = {{"location", location}};
    const auto member = members_.find(place);
    if (member != members_.end()) {
      artifact["length"] = member->second->bytes;
      const std::string& hash = member->second->sha256;
      if (!hash.empty()) artifact["hashes"] = {{"sha-256", hash}};
    }
    artifacts_.push_back(std::move(artifact));
  }

  std::map<Place, const MemberRow*> members_;
  std::map<Place, std::size_t> indexes_;
  Json artifacts_ = Json::array();
};

// The rules that were judged, in the order of their findings.
class Rules {
 public:
  explicit Rules(const Review& review) {
    for (const Finding& finding : review.findings) {
      const auto [at, added] = indexes_.try_emplace(finding.rule, rules_.size());
      if (added) rules_.push_back(Describe(review, finding));
    }
  }

  std::size_t IndexOf(const std::string& rule) const { return indexes_.at(rule); }
  const Json& json() const { return rules_; }

 private:
  // A title names its subject: it stands for the rule only if the rule has no other.
  static Json Describe(const Review& review, const Finding& finding) {
    const bool one_title =
        std::all_of(review.findings.begin(), review.findings.end(), [&](const Finding& other) {
          return other.rule != finding.rule || other.title == finding.title;
        });
    Json rule = {
        {"id", finding.rule},
        {"shortDescription",
         Message(FullSentence(one_title ? finding.title : ReplaceAll(finding.rule, "-", " ")))}};
    // Code scanning demands a full description, and shows the help.
    const std::string& full = finding.mechanism.empty() ? finding.title : finding.mechanism;
    rule["fullDescription"] = Message(full);
    rule["help"] = Message(full);
    rule["defaultConfiguration"] = {{"level", Translate(kLevels, finding.severity)}};
    return rule;
  }

  std::map<std::string, std::size_t> indexes_;
  Json rules_ = Json::array();
};

Json LocationOf(Artifacts& artifacts, const Source& source) {
  Json physical = {{"artifactLocation", artifacts.Cite(source)}};
  // Lines count from 1; a member as a whole has none.
  if (source.line > 0) {
    physical["region"] = {{"startLine", source.line},
                          {"endLine", std::max(source.line, source.line_end)},
                          {"snippet", {{"text", MakeVisible(source.text)}}}};
  }
  return {{"physicalLocation", std::move(physical)}};
}

// One location, the first line that the answer cites: more would mean that all of them have to be
// changed (§3.27.12). The others are related.
void AddLocations(const Review& review, const Finding& finding, Artifacts& artifacts,
                  Json& result) {
  const Source* first = nullptr;
  for (const SourceId id : review.SourcesOf(finding)) {
    const auto source = review.sources.find(id);
    if (first == nullptr && source != review.sources.end()) first = &source->second;
  }
  Json locations = Json::array();
  if (first != nullptr) locations.push_back(LocationOf(artifacts, *first));
  Json related = Json::array();
  for (const Evidence& evidence : EvidenceOf(review, finding)) {
    if (evidence.source == first) continue;
    Json location = LocationOf(artifacts, *evidence.source);
    location["message"] = Message(Translate(kRoles, evidence.role));
    // Two sources may be one line, and the schema wants each location once.
    if (std::find(related.begin(), related.end(), location) == related.end()) {
      related.push_back(std::move(location));
    }
  }
  result["locations"] = std::move(locations);
  result["relatedLocations"] = std::move(related);
}

// The same for the same trouble in the next bundle of the cluster.
std::string Fingerprint(const Finding& finding) {
  std::string key = finding.rule;
  for (const auto& [name, value] : SubjectOf(finding)) {
    key.append("\n").append(name).append("=").append(value);
  }
  return Sha256::Of(key);
}

std::string DescribeFinding(const Finding& finding) {
  std::vector<std::string> sentences{FullSentence(finding.title)};
  for (const Sentence& sentence : finding.sentences) {
    sentences.push_back(FullSentence(sentence.text));
  }
  return Join(sentences, " ");
}

Json Time(const std::optional<Micros>& time) { return time ? Json(FormatIso(time)) : Json(); }

Json ResultOf(const Review& review, const Finding& finding, const Rules& rules,
              Artifacts& artifacts) {
  const std::string kind = Translate(kKinds, finding.verdict);
  // What is no failure has no level (§3.27.10).
  const std::string level = kind == "fail" ? Translate(kLevels, finding.severity) : "none";
  Json result = {{"ruleId", finding.rule},
                 {"ruleIndex", rules.IndexOf(finding.rule)},
                 {"kind", kind},
                 {"level", level},
                 {"message", Message(DescribeFinding(finding))}};
  AddLocations(review, finding, artifacts, result);
  result["partialFingerprints"] = {{"ruleAndSubject/v1", Fingerprint(finding)}};
  result["properties"] = {{"finding", finding.name},
                          {"kind", finding.kind},
                          {"verdict", finding.verdict},
                          {"severity", finding.severity},
                          {"first", Time(finding.first.earliest)},
                          {"last", Time(finding.last.latest)}};
  return result;
}

// Where a bundle lies is not known to its readers: a base without a URI.
Json BasesOf(const Review& review) {
  Json bases = Json::object();
  for (const BundleRow& bundle : review.bundles) {
    bases[UriBaseId(bundle.id)] = {
        {"description", Message(bundle.name + ", sha256 " + bundle.sha256)}};
  }
  return bases;
}

}  // namespace

Result<std::string> RenderSarif(const Review& review, const ReportOptions& options) {
  const Rules rules(review);
  Artifacts artifacts(review);
  Json results = Json::array();
  for (const Finding& finding : review.findings) {
    if (Translate(kKinds, finding.verdict).empty()) continue;
    results.push_back(ResultOf(review, finding, rules, artifacts));
  }
  const Json driver = {{"name", "howdunit"}, {"version", options.version}, {"rules", rules.json()}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"originalUriBaseIds", BasesOf(review)},
                    {"artifacts", artifacts.json()},
                    {"results", std::move(results)}};
  const Json document = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                         {"version", "2.1.0"},
                         {"runs", Json::array({run})}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace howdunit::report
