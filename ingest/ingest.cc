#include "ingest/ingest.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "codec/sha256.h"
#include "core/profile.h"
#include "core/text.h"
#include "core/worker_pool.h"
#include "ingest/attribution/clusters_apart.h"
#include "ingest/bundle/bundle_reader.h"
#include "ingest/read_member.h"
#include "ingest/settle.h"

namespace howdunit {

std::string BundleName(const std::string& path) {
  if (path == "-") return "standard-input";
  std::error_code error;
  std::filesystem::path absolute = std::filesystem::absolute(path, error).lexically_normal();
  if (absolute.filename().empty()) absolute = absolute.parent_path();
  std::string name = absolute.filename().string();
  for (const std::string_view suffix : {".gz", ".xz", ".bz2", ".zst", ".tgz", ".zip", ".tar"}) {
    if (name.ends_with(suffix) && name.size() > suffix.size()) {
      name.resize(name.size() - suffix.size());
    }
  }
  return name;
}

namespace {

class BundleReading {
 public:
  BundleReading(const SignatureScanner& signatures, const IngestOptions& options)
      : signatures_(signatures),
        options_(options),
        pool_(options.pool == nullptr ? alone_ : *options.pool) {}

  // May be called by several threads at once.
  MemberVisitor Visitor() {
    return [this](const MemberEntry& entry, MemberBytes& bytes) {
      Keep(ReadWholeMember(entry, bytes, signatures_, options_.limits, pool_, file_));
    };
  }

  BundleContents Finish(const std::string& name, const BundleScan& scan) {
    for (const SkippedEntry& entry : scan.skipped) {
      ReadMember skipped;
      skipped.member.path = Redact(entry.path);
      skipped.member.status = MemberStatus::kSkipped;
      skipped.member.problem = Redact(entry.reason);
      skipped.member.lost = entry.lost;
      members_.push_back(std::move(skipped));
    }
    // Names are distinct but for what a hostile archive calls "a!b".
    std::stable_sort(members_.begin(), members_.end(),
                     [](const ReadMember& a, const ReadMember& b) { return Order(a) < Order(b); });
    BundleContents contents;
    contents.bundle.name = Redact(name);
    contents.bundle.sha256 = RedactIdentifier(scan.sha256.empty() ? HashOfMembers() : scan.sha256);
    contents.bundle.problem = scan.problem;
    const Timed timed(Stage::kSettle);
    Settle(name, std::move(members_), options_.clock, signatures_, pool_, file_, contents);
    TellClustersApart(contents);
    return contents;
  }

 private:
  std::string HashOfMembers() const {
    Sha256 hash;
    for (const ReadMember& read : members_) {
      hash.Update(read.member.path.str() + "\n" + read.member.sha256.str() + "\n");
    }
    return hash.Finish();
  }

  // What is not in one's list is not missing from the other.
  static void TellClustersApart(BundleContents& contents) {
    contents.clusters_apart = ClustersApart(contents);
    const std::vector<std::string>& folders = contents.clusters_apart;
    if (folders.empty()) return;
    const auto list =
        std::find_if(contents.coverage.begin(), contents.coverage.end(), [&](const auto& coverage) {
          const auto member = static_cast<std::size_t>(coverage.source.member);
          return coverage.topic == "nodes" && coverage.items > 0 &&
                 contents.members[member].path.str().starts_with(folders[1] + "/");
        });
    contents.problems.push_back({list->source, "the nodes of another cluster than those in " +
                                                   folders[0] + ": give each folder by itself"});
  }

  using Key = std::tuple<const Redacted&, std::int64_t, std::int64_t, const Redacted&>;
  static Key Order(const ReadMember& read) {
    return {read.member.path, read.member.bytes, read.member.lines, read.member.sha256};
  }

  // Of more records than are kept, those of the first members stay, by path: in whatever order
  // the members come.
  void Keep(ReadMember read) {
    const std::lock_guard lock(mutex_);
    if (cut_ && !(read.member.path.str() < *cut_)) DropRecords(read);
    records_ += read.member.records;
    members_.push_back(std::move(read));
    while (records_ > options_.limits.records) {
      const auto last = std::max_element(members_.begin(), members_.end(),
                                         [](const ReadMember& a, const ReadMember& b) {
                                           return std::pair(a.member.records > 0, Order(a)) <
                                                  std::pair(b.member.records > 0, Order(b));
                                         });
      records_ -= last->member.records;
      cut_ = last->member.path.str();
      DropRecords(*last);
    }
  }

  static void DropRecords(ReadMember& read) {
    if (read.member.records == 0) return;
    read.records = {};
    read.events = {};
    read.event_facts = {};
    read.pods = {};
    read.pod_sections.clear();
    read.newest_of_pods.reset();
    read.member.records = 0;
    TellOverBudget(read.member);
  }

  const SignatureScanner& signatures_;
  const IngestOptions& options_;
  WorkerPool alone_{0};
  std::shared_ptr<SpillFile> file_ =
      std::make_shared<SpillFile>(options_.limits.records_held, options_.spill_folder);
  WorkerPool& pool_;
  std::mutex mutex_;  // guards what follows, until all is read
  std::int64_t records_ = 0;
  std::optional<std::string> cut_;  // from this path on no records are kept
  std::vector<ReadMember> members_;
};

}  // namespace

Result<BundleContents> IngestBundle(const std::string& path, const SignatureScanner& signatures,
                                    const IngestOptions& options) {
  BundleReading reading(signatures, options);
  const Timed timed(Stage::kParse);
  TRY_ASSIGN(const BundleScan scan,
             VisitBundle(path, options.limits, reading.Visitor(), options.pool));
  BundleContents contents = reading.Finish(BundleName(path), scan);
  timed.AddBytes(contents.bundle.bytes);
  if (contents.members.empty()) return Error{path + ": holds no file"};
  return contents;
}

BundleContents IngestTexts(const std::map<std::string, std::string>& texts,
                           const SignatureScanner& signatures, const IngestOptions& options) {
  BundleReading reading(signatures, options);
  const BundleScan scan = VisitTexts(texts, reading.Visitor());
  return reading.Finish("texts", scan);
}

}  // namespace howdunit
