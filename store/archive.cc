#include "store/archive.h"

#include <utility>

#include "core/profile.h"
#include "store/copy_bundle.h"
#include "store/insert.h"

namespace howdunit {
namespace {

constexpr std::string_view kLines =
    "SELECT bundle.name, triage.path, review, bundle.cluster, captured_earliest, captured_latest,"
    " severity, finding, rule, verdict, title, subject, next, next_command, ask, ask_command,"
    " triage.problem FROM triage JOIN bundle ON bundle.id = triage.bundle";

TriageLine ReadLine(const Statement& row) {
  int column = 0;
  const auto text = [&] { return row.Text(column++); };
  TriageLine line;
  line.bundle = Redact(text());
  line.path = RedactIdentifier(text());
  line.review = RedactIdentifier(text());
  line.cluster = RedactIdentifier(text());
  line.captured_earliest = row.OptionalInt(column++);
  line.captured_latest = row.OptionalInt(column++);
  line.severity = text();
  line.finding = text();
  line.rule = text();
  line.verdict = text();
  for (Redacted* part : {&line.title, &line.subject, &line.next, &line.next_command, &line.ask,
                         &line.ask_command, &line.problem}) {
    *part = Redact(text());
  }
  return line;
}

// What a case file says it was judged by.
struct Judge {
  std::string rules;
  std::string version;
};

Result<Judge> JudgeOf(const Database& database) {
  Statement rows = database.Prepare("SELECT name, value FROM setting");
  Judge judge;
  while (rows.Step()) {
    if (rows.Text(0) == "rules") judge.rules = rows.Text(1);
    if (rows.Text(0) == "version") judge.version = rows.Text(1);
  }
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return judge;
}

Result<void> WriteLine(const Database& database, std::int64_t bundle, const TriageLine& line,
                       const Judge& judge) {
  Insert insert(
      database, "triage",
      "bundle, path, review, rules, version, severity, finding, rule, verdict, title, subject,"
      " next, next_command, ask, ask_command, problem");
  insert.Put(bundle).Put(line.path).Put(line.review);
  insert.Put(RedactIdentifier(judge.rules)).Put(RedactIdentifier(judge.version));
  insert.PutWord(line.severity).PutWord(line.finding).PutWord(line.rule).PutWord(line.verdict);
  insert.Put(line.title).Put(line.subject).Put(line.next).Put(line.next_command);
  insert.Put(line.ask).Put(line.ask_command).Put(line.problem).Done();
  if (!insert.error().empty()) return Error{"case file: " + insert.error()};
  return {};
}

Result<std::optional<std::int64_t>> FindBundle(const Database& database, std::string_view sha256) {
  Statement bundle = database.Prepare("SELECT id FROM bundle WHERE sha256 = ?");
  bundle.Bind(1, RedactIdentifier(sha256));
  std::optional<std::int64_t> id;
  if (bundle.Step()) id = bundle.Int(0);
  if (!bundle.error().empty()) return Error{"case file: " + bundle.error()};
  return id;
}

}  // namespace

Archive::Archive(Database database) : database_(std::make_unique<Database>(std::move(database))) {}
Archive::~Archive() = default;
Archive::Archive(Archive&& other) noexcept = default;

Result<Archive> Archive::Open(const std::string& path, Durability durability) {
  TRY_ASSIGN(Database database, Database::Open(path, durability, Indexes::kArchive));
  return Archive(std::move(database));
}

Result<std::optional<TriageLine>> Archive::Find(std::string_view sha256,
                                                std::string_view rules) const {
  Statement found =
      database_->Prepare(std::string(kLines) + " WHERE bundle.sha256 = ? AND triage.rules = ?");
  found.Bind(1, RedactIdentifier(sha256)).Bind(2, RedactIdentifier(rules));
  std::optional<TriageLine> line;
  if (found.Step()) line = ReadLine(found);
  if (!found.error().empty()) return Error{"case file: " + found.error()};
  return line;
}

Result<std::set<std::string>> Archive::Hashes(std::string_view rules, Kept kept) const {
  Statement rows = database_->Prepare(
      "SELECT bundle.sha256 FROM triage JOIN bundle ON bundle.id = triage.bundle"
      " WHERE rules = ?1 AND (?2 OR review <> '')");
  rows.Bind(1, RedactIdentifier(rules)).Bind(2, std::int64_t{kept == Kept::kAny ? 1 : 0});
  std::set<std::string> hashes;
  while (rows.Step()) hashes.insert(rows.Text(0));
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return hashes;
}

Result<void> Archive::Begin() {
  if (!open_) open_ = std::make_unique<Transaction>(*database_);
  return open_->status();
}

Result<void> Archive::Add(BundleCopier& copier, const TriageLine& line) {
  const Timed timed(Stage::kStore);
  TRY(Begin());
  Statement bundle = copier.from().Prepare("SELECT id, sha256 FROM bundle");
  if (!bundle.Step()) return Error{"case file: it holds no bundle"};
  TRY_ASSIGN(const auto known, FindBundle(*database_, bundle.Text(1)));
  if (known) TRY(RemoveBundle(*database_, *known));
  TRY_ASSIGN(const std::int64_t id, copier.Copy(bundle.Int(0)));
  TRY_ASSIGN(const Judge judge, JudgeOf(copier.from()));
  return WriteLine(*database_, id, line, judge);
}

Result<bool> Archive::Merge(BundleCopier& copier, std::int64_t bundle, std::string_view sha256) {
  TRY(Begin());
  TRY_ASSIGN(const auto known, FindBundle(*database_, sha256));
  if (known) return false;
  TRY(copier.Copy(bundle));
  return true;
}

Result<void> Archive::NoteShard(const ShardNote& shard) {
  TRY(Begin());
  Statement note =
      database_->Prepare("INSERT OR REPLACE INTO shard (number, of, bundles) VALUES (?, ?, ?)");
  return note.Bind(1, shard.number).Bind(2, shard.of).Bind(3, shard.bundles).Run();
}

Result<void> Archive::Commit() {
  if (!open_) return {};
  auto done = open_->Commit();
  open_.reset();
  return done;
}

Result<std::vector<ShardNote>> ReadShards(const Database& database) {
  Statement rows = database.Prepare(
      "SELECT number, of, bundles FROM shard"
      " WHERE of BETWEEN 1 AND 1000000 AND number BETWEEN 1 AND of ORDER BY of, number");
  std::vector<ShardNote> shards;
  while (rows.Step()) shards.push_back({rows.Int(0), rows.Int(1), rows.Int(2)});
  if (!rows.error().empty()) return Error{"case file: " + rows.error()};
  return shards;
}

}  // namespace howdunit
