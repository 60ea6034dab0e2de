#include "ingest/ingest.h"

#include <algorithm>
#include <filesystem>

#include "codec/sha256.h"
#include "core/profile.h"
#include "core/text.h"
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
      : signatures_(signatures), options_(options), budget_(options.limits.records) {}

  MemberVisitor Visitor() {
    return [this](const MemberEntry& entry, MemberBytes& bytes) {
      members_.push_back(ReadWholeMember(entry, bytes, signatures_, options_.limits, &budget_));
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
    std::stable_sort(
        members_.begin(), members_.end(),
        [](const ReadMember& a, const ReadMember& b) { return a.member.path < b.member.path; });
    BundleContents contents;
    contents.bundle.name = Redact(name);
    contents.bundle.sha256 = RedactIdentifier(scan.sha256.empty() ? HashOfMembers() : scan.sha256);
    contents.bundle.problem = scan.problem;
    const Timed timed(Stage::kSettle);
    Settle(name, std::move(members_), options_.clock, signatures_, contents);
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

  const SignatureScanner& signatures_;
  const IngestOptions& options_;
  std::int64_t budget_;
  std::vector<ReadMember> members_;
};

}  // namespace

Result<BundleContents> IngestBundle(const std::string& path, const SignatureScanner& signatures,
                                    const IngestOptions& options) {
  BundleReading reading(signatures, options);
  const Timed timed(Stage::kParse);
  TRY_ASSIGN(const BundleScan scan, VisitBundle(path, options.limits, reading.Visitor()));
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
