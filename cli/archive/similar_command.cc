#include "cli/archive/similar_command.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "cli/archive/archived_bundle.h"
#include "cli/case_work.h"
#include "cli/exit_code.h"
#include "cli/load_book.h"
#include "cli/query/result_writer.h"
#include "cli/triage/bundle_judge.h"
#include "core/text.h"
#include "store/incident_memory.h"

namespace howdunit {
namespace {

// What the question is about.
struct Asked {
  std::string bundle;
  std::vector<RememberedIncident> incidents;
};

Result<Asked> JudgeNow(const Options& options, const std::string& path) {
  TRY_ASSIGN(const RuleBook book, LoadBook(options.rules));
  TRY_ASSIGN(const SignatureScanner scanner, MakeScanner(book));
  TRY_ASSIGN(const IngestOptions ingest, MakeIngestOptions(options));
  TRY_ASSIGN(const auto judge,
             BundleJudge::Create({.book = book, .scanner = scanner, .ingest = ingest}));
  TRY_ASSIGN(const JudgedBundle judged, judge->Judge(path));
  if (judged.sha256.empty()) return Error{path + ": " + judged.line.problem.str()};
  TRY_ASSIGN(std::vector<RememberedIncident> incidents,
             IncidentsOf(judge->database(), judged.sha256));
  return Asked{judged.line.bundle.str(), std::move(incidents)};
}

Result<Asked> LookUp(const Database& archive, const std::string& which) {
  TRY_ASSIGN(const ArchivedBundle bundle, FindArchived(archive, which));
  TRY_ASSIGN(std::vector<RememberedIncident> incidents, IncidentsOf(archive, bundle.sha256));
  return Asked{bundle.name, std::move(incidents)};
}

std::string Words(const std::vector<Trait>& traits) {
  std::vector<std::string> words;
  for (const Trait& trait : traits) words.push_back(trait.kind + " " + trait.text);
  return words.empty() ? "nothing" : Join(words, ", ");
}

std::string What(const RememberedIncident& incident) {
  const std::string symptom = incident.symptom.empty() ? "no symptom seen" : incident.symptom;
  return incident.cause.empty()
             ? symptom + ", cause not known"
             : symptom + ", by " + incident.cause + " (" + incident.verdict + ")";
}

std::string Versions(const RememberedIncident& incident) {
  std::vector<std::string> words;
  if (!incident.kubernetes.empty()) words.push_back("Kubernetes " + incident.kubernetes);
  if (!incident.calico.empty()) words.push_back("Calico " + incident.calico);
  return Join(words, ", ");
}

std::string Percent(double score) { return fmt::format("{:.0f} %", score * 100); }

void Tell(const RememberedIncident& asked, const SeenBefore& seen, std::ostream& out) {
  const RememberedIncident& incident = seen.incident;
  const auto line = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) out << "    " << name << ": " << MakeVisible(text) << "\n";
  };
  out << "  " << Percent(seen.likeness.score)
      << (seen.likeness.score >= kSameFailure ? " the same failure: " : " alike: ")
      << MakeVisible(incident.bundle + " " + incident.name) << ", "
      << (incident.first_earliest ? FormatUtc(*incident.first_earliest).substr(0, 10)
                                  : std::string("not dated"))
      << ": " << MakeVisible(What(incident)) << "\n";
  line("cluster", incident.cluster.empty()            ? "not known"
                  : incident.cluster == asked.cluster ? "the same, " + incident.cluster
                                                      : incident.cluster);
  line("same", Words(seen.likeness.shared));
  if (!seen.likeness.only_a.empty()) line("only here", Words(seen.likeness.only_a));
  if (!seen.likeness.only_b.empty()) line("only there", Words(seen.likeness.only_b));
  if (Versions(incident) != Versions(asked)) line("versions there", Versions(incident));
  if (seen.same_fingerprint > 1) {
    line("incidents of its kind", std::to_string(seen.same_fingerprint));
  }
  line("review", incident.review);
  if (incident.review.empty()) line("bundle", incident.path);
}

void AddRow(const RememberedIncident& asked, const SeenBefore& seen, ResultWriter& writer) {
  const RememberedIncident& incident = seen.incident;
  const auto text = [](const std::string& value) {
    return ResultCell{ResultCell::Kind::kText, value};
  };
  writer.Add({text(asked.name),
              {ResultCell::Kind::kNumber, fmt::format("{:.3f}", seen.likeness.score)},
              text(incident.bundle),
              text(incident.name),
              text(incident.cluster),
              text(incident.first_earliest ? FormatUtc(*incident.first_earliest) : ""),
              text(incident.symptom),
              text(incident.cause),
              text(incident.verdict),
              text(incident.kubernetes),
              text(incident.calico),
              text(Words(seen.likeness.shared)),
              text(Words(seen.likeness.only_a)),
              text(Words(seen.likeness.only_b)),
              text(incident.path),
              text(incident.review)});
}

}  // namespace

Result<int> RunSimilarCommand(const Options& options) {
  TRY_ASSIGN(const Database archive, Database::OpenReadOnly(options.database));
  const std::string& which = options.bundles.front();
  std::error_code error;
  const bool is_there = which == "-" || std::filesystem::exists(which, error);
  TRY_ASSIGN(const Asked asked, is_there ? JudgeNow(options, which) : LookUp(archive, which));
  const bool for_people = options.table_format == "table";
  const auto writer = MakeResultWriter(options.table_format, std::cout);
  if (!for_people) {
    writer->Begin({"incident", "score", "bundle", "its_incident", "cluster", "first_seen",
                   "symptom", "cause", "verdict", "kubernetes", "calico", "same", "only_here",
                   "only_there", "path", "review"});
  } else if (asked.incidents.empty()) {
    std::cout << MakeVisible(asked.bundle) << ": no incident, so nothing to compare\n";
  }
  for (const RememberedIncident& incident : asked.incidents) {
    TRY_ASSIGN(const std::vector<SeenBefore> similar,
               FindSimilar(archive, incident, static_cast<std::size_t>(options.most)));
    if (for_people) {
      std::cout << MakeVisible(asked.bundle + " " + incident.name + ": " + What(incident)) << "\n";
      if (similar.empty()) std::cout << "  nothing like it in the archive\n";
    }
    for (const SeenBefore& seen : similar) {
      if (for_people) {
        Tell(incident, seen, std::cout);
      } else {
        AddRow(incident, seen, *writer);
      }
    }
  }
  if (!for_people) writer->End();
  return kDone;
}

}  // namespace howdunit
