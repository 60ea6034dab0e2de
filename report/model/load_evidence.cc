#include "report/model/load.h"

namespace howdunit::report {
namespace {

Result<void> LoadBundles(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT bundle.id, name, sha256, layout, captured_earliest, captured_latest,"
      "  captured_basis, captured_member, problem, coalesce(cluster_bundle.cluster, -bundle.id),"
      "  bundle.cluster"
      " FROM bundle LEFT JOIN cluster_bundle ON cluster_bundle.bundle = bundle.id "
      "ORDER BY bundle.id",
      [&](const Statement& row) {
        review.bundles.push_back({.id = row.Int(0),
                                  .cluster = row.Int(9),
                                  .cluster_name = row.Text(10),
                                  .name = row.Text(1),
                                  .sha256 = row.Text(2),
                                  .layout = row.Text(3),
                                  .captured = ReadMoment(row, 4),
                                  .captured_basis = row.Text(6),
                                  .captured_member = row.Text(7),
                                  .problem = row.Text(8)});
      });
}

Result<void> LoadMembers(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT bundle, path, sha256, bytes, lines, lines_unclaimed, format, status, records,"
      "  problem FROM member ORDER BY bundle, path, id",
      [&](const Statement& row) {
        review.members.push_back({row.Int(0), row.Text(1), row.Text(2), row.Int(3), row.Int(4),
                                  row.Int(5), row.Text(6), row.Text(7), row.Int(8), row.Text(9)});
      });
}

Result<void> LoadSkews(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT node, least, most, events, source FROM skew"
      " WHERE least > 1000000 OR most < -1000000 ORDER BY bundle, node, id",
      [&](const Statement& row) {
        review.skews.push_back({row.Text(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4)});
      });
}

// One line for each other state, with the first member that shows it.
Result<void> LoadDisagreements(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT kind, namespace, name, state, source, other_state, min(other_source)"
      " FROM v_disagreement GROUP BY bundle, kind, namespace, name, other_state"
      " ORDER BY bundle, kind DESC, namespace, name, min(other_source)",
      [&](const Statement& row) {
        review.disagreements.push_back({row.Text(0), row.Text(1), row.Text(2), row.Text(3),
                                        row.Int(4), row.Text(5), row.Int(6)});
      });
}

Result<void> LoadClocks(const Database& database, Review& review) {
  return ForEachRow(database,
                    "SELECT node, offset_seconds, zone, basis, member, line FROM clock"
                    " ORDER BY bundle, node, id",
                    [&](const Statement& row) {
                      review.clocks.push_back({row.Text(0), row.Int(1), row.Text(2), row.Text(3),
                                               row.Text(4), row.Int(5)});
                    });
}

Result<void> LoadCoverage(const Database& database, Review& review) {
  return ForEachRow(
      database,
      "SELECT DISTINCT coverage.topic, coverage.node, coverage.namespace, coverage.name,"
      "  member.path"
      " FROM coverage JOIN source ON source.id = coverage.source"
      "  JOIN member ON member.id = source.member ORDER BY 1, 2, 3, 4, 5",
      [&](const Statement& row) {
        const CoverageRow next{row.Text(0), row.Text(1), row.Text(2), row.Text(3), {}};
        if (review.coverage.empty() || review.coverage.back().topic != next.topic ||
            review.coverage.back().node != next.node ||
            review.coverage.back().space != next.space ||
            review.coverage.back().name != next.name) {
          review.coverage.push_back(next);
        }
        review.coverage.back().members.push_back(row.Text(4));
      });
}

Result<void> LoadProblems(const Database& database, Review& review) {
  return ForEachRow(database,
                    "SELECT reason, count(*), min(source) FROM problem GROUP BY reason"
                    " ORDER BY 2 DESC, 1",
                    [&](const Statement& row) {
                      review.problems.push_back({row.Text(0), row.Int(1), row.Int(2)});
                    });
}

Result<void> LoadSettings(const Database& database, Review& review) {
  return ForEachRow(database, "SELECT name, value FROM setting ORDER BY name",
                    [&](const Statement& row) { review.settings[row.Text(0)] = row.Text(1); });
}

constexpr std::string_view kSources =
    "SELECT source.id, member.bundle, member.id, member.path, source.line, source.line_end,"
    "  source.text, source.note FROM source JOIN member ON member.id = source.member"
    " WHERE source.id ";

// Everything that a report may cite. The many other sources stay in the case file.
constexpr std::string_view kCited =
    "IN (SELECT source FROM statement_source UNION SELECT source FROM check_source"
    " UNION SELECT source FROM timeline_source UNION SELECT source FROM unexplained"
    " UNION SELECT source FROM benign"
    " UNION SELECT min(source) FROM problem GROUP BY reason"
    " UNION SELECT source FROM node UNION SELECT source FROM standing_source)";

// What is cited from other tables.
SourceIds OtherSources(const Review& review) {
  SourceIds wanted;
  for (const PodGroup& group : review.pods) {
    wanted.insert(wanted.end(), group.sources.begin(), group.sources.end());
  }
  for (const UnreadyRow& row : review.unready) wanted.push_back(row.source);
  for (const SignatureGroup& group : review.signatures) wanted.push_back(group.source);
  for (const Incident& incident : review.incidents) {
    for (const auto* sign : {&incident.first_line, &incident.first_event}) {
      if (*sign) wanted.push_back((*sign)->source);
    }
  }
  for (const SkewRow& skew : review.skews) wanted.push_back(skew.source);
  for (const DisagreementRow& row : review.disagreements) {
    wanted.push_back(row.source);
    wanted.push_back(row.other_source);
  }
  if (review.comparison) {
    for (const StateChange& change : review.comparison->changes) {
      wanted.push_back(change.before_source);
      wanted.push_back(change.after_source);
    }
  }
  return wanted;
}

}  // namespace

Result<void> LoadEvidence(const Database& database, Review& review) {
  TRY(LoadBundles(database, review));
  TRY(LoadMembers(database, review));
  TRY(LoadClocks(database, review));
  TRY(LoadSkews(database, review));
  TRY(LoadDisagreements(database, review));
  TRY(LoadCoverage(database, review));
  TRY(LoadProblems(database, review));
  return LoadSettings(database, review);
}

Result<void> LoadSources(const Database& database, Review& review) {
  const auto keep = [&](const Statement& row) {
    review.sources[row.Int(0)] = {row.Int(1), row.Int(2),  row.Text(3), row.Int(4),
                                  row.Int(5), row.Text(6), row.Text(7)};
  };
  const std::string select(kSources);
  TRY(ForEachRow(database, select + std::string(kCited), keep));
  Statement one = database.Prepare(select + "= ?1");
  for (const SourceId id : OtherSources(review)) {
    if (review.sources.contains(id)) continue;
    one.Bind(1, id);
    TRY(ForEachRow(one, keep));
  }
  return {};
}

}  // namespace howdunit::report
