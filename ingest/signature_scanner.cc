#include "ingest/signature_scanner.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/text.h"
#include "ingest/limits.h"
#include "ingest/literal_search.h"
#include "ingest/log_layers.h"

namespace howdunit {
namespace {

// Enough for the DFA of any reasonable pattern; a pattern that needs more gets
// slower, not larger. With half of it the states of cni-401 are thrown away again and
// again, at five times the cost; with twice as much, larger patterns build states for
// longer than they use them.
constexpr std::int64_t kPatternMemory = 2 << 20;
constexpr int kMostGroups = 16;

constexpr std::size_t kEllipsis = 3;  // bytes that Shorten() adds

// Groups are handed over early rather than dropped when a log has this many.
constexpr std::size_t kMostGroupsHeld = 10'000;

RE2::Options PatternOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  options.set_dot_nl(true);  // Go quoting hides newlines inside one message
  return options;
}

std::optional<std::string> ProblemOfLiterals(const Signature& signature) {
  if (signature.literals.empty()) return "has no literals";
  for (const std::string& literal : signature.literals) {
    if (literal.size() < LiteralSearch::kShortest) {
      return "literal '" + literal + "' is shorter than 7 bytes";
    }
    // These are written differently at every level of quoting, so a search in
    // the text as it stands would miss them.
    if (literal.find_first_of("\"\\<>&\n\t\r") != std::string::npos) {
      return "literal '" + literal + "' holds a character that quoting changes";
    }
  }
  return {};
}

// RE2 wants every group named differently, so what an alternation may name in
// several places is called pod, pod2, pod3: one capture, "pod".
std::string CaptureName(const std::string& group) {
  const bool numbered = group.size() > 1 && group.back() >= '2' && group.back() <= '9';
  return numbered ? group.substr(0, group.size() - 1) : group;
}

bool HasCapture(const RE2& pattern, const std::string& name) {
  const auto& groups = pattern.NamedCapturingGroups();
  return std::any_of(groups.begin(), groups.end(),
                     [&](const auto& group) { return CaptureName(group.first) == name; });
}

}  // namespace

namespace {

// A pattern that is compiled when it is first asked for, by whatever thread asks.
class LazyPattern {
 public:
  const RE2& Get(const std::string& pattern) {
    std::call_once(once_, [&] { compiled_ = std::make_unique<RE2>(pattern, PatternOptions()); });
    return *compiled_;
  }

 private:
  std::once_flag once_;
  std::unique_ptr<RE2> compiled_;
};

}  // namespace

struct SignatureScanner::Impl {
  explicit Impl(std::vector<Signature> all)
      : signatures(std::move(all)), patterns(signatures.size()) {}

  std::vector<Signature> signatures;
  std::vector<LazyPattern> patterns;              // of each signature
  std::vector<std::size_t> signature_of_literal;  // index into signatures
  LiteralSearch literals{{}};

  const RE2& PatternOf(std::size_t index) { return patterns[index].Get(signatures[index].pattern); }
  std::optional<std::string> ProblemOfPattern(std::size_t index);
  std::optional<SignatureRecord> MatchOne(std::size_t index, const std::string& plain);
};

std::optional<std::string> SignatureScanner::Impl::ProblemOfPattern(std::size_t index) {
  const RE2& pattern = PatternOf(index);
  if (!pattern.ok()) return "pattern: " + pattern.error();
  if (pattern.NumberOfCapturingGroups() > kMostGroups) return "pattern has more than 16 groups";
  for (const std::string& key : signatures[index].key) {
    if (!HasCapture(pattern, key)) return "key '" + key + "' is no group";
  }
  return {};
}

// `plain` has been repaired and unquoted.
std::optional<SignatureRecord> SignatureScanner::Impl::MatchOne(std::size_t index,
                                                                const std::string& plain) {
  const RE2& pattern = PatternOf(index);
  std::array<re2::StringPiece, kMostGroups + 1> groups;
  const int wanted = pattern.NumberOfCapturingGroups() + 1;
  if (!pattern.Match(plain, 0, plain.size(), RE2::UNANCHORED, groups.data(), wanted)) return {};
  SignatureRecord record;
  record.signature = signatures[index].id;
  for (const auto& [number, name] : pattern.CapturingGroupNames()) {
    const re2::StringPiece& group = groups[static_cast<std::size_t>(number)];
    if (group.empty()) continue;
    Redacted value = Redact(std::string_view(group.data(), group.size()));
    std::string key = CaptureName(name);
    const auto known = std::find_if(record.captures.begin(), record.captures.end(),
                                    [&](const auto& capture) { return capture.first == key; });
    if (known == record.captures.end())
      record.captures.emplace_back(std::move(key), std::move(value));
  }
  return record;
}

SignatureScanner::SignatureScanner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SignatureScanner::~SignatureScanner() = default;
SignatureScanner::SignatureScanner(SignatureScanner&&) noexcept = default;
SignatureScanner& SignatureScanner::operator=(SignatureScanner&&) noexcept = default;

Result<SignatureScanner> SignatureScanner::Create(std::vector<Signature> signatures,
                                                  SignatureTrust trust) {
  auto impl = std::make_unique<Impl>(std::move(signatures));
  std::vector<std::string> literals;
  for (std::size_t i = 0; i < impl->signatures.size(); ++i) {
    const Signature& signature = impl->signatures[i];
    for (const std::string& literal : signature.literals) {
      literals.push_back(literal);
      impl->signature_of_literal.push_back(i);
    }
    if (trust == SignatureTrust::kChecked) continue;
    const std::string where = "signature " + signature.id + ": ";
    if (const auto problem = ProblemOfLiterals(signature)) return Error{where + *problem};
    if (const auto problem = impl->ProblemOfPattern(i)) return Error{where + *problem};
  }
  impl->literals = LiteralSearch(std::move(literals));

  SignatureScanner scanner(std::move(impl));
  if (trust == SignatureTrust::kChecked) return scanner;
  for (const Signature& signature : scanner.signatures()) {
    const auto matches = [&](const std::string& text) {
      const auto records = scanner.Match(text);
      return std::any_of(records.begin(), records.end(), [&](const SignatureRecord& record) {
        return record.signature == signature.id;
      });
    };
    for (const std::string& text : signature.matches) {
      if (matches(text)) continue;
      return Error{"signature " + signature.id + ": does not match its example: " + text};
    }
    for (const std::string& text : signature.non_matches) {
      if (!matches(text)) continue;
      return Error{"signature " + signature.id + ": matches its counter-example: " + text};
    }
  }
  return scanner;
}

const std::vector<Signature>& SignatureScanner::signatures() const { return impl_->signatures; }

bool SignatureScanner::MayMatch(std::string_view text) const { return impl_->literals.Any(text); }

std::vector<SignatureRecord> SignatureScanner::Match(std::string_view text) const {
  std::vector<SignatureRecord> records;
  const std::vector<std::size_t> found = impl_->literals.Find(text);
  if (found.empty()) return records;
  const std::string plain = UnescapeGoFully(RepairUtf8(text));
  std::size_t done = SIZE_MAX;  // literals of one signature stand side by side
  for (const std::size_t literal : found) {
    const std::size_t index = impl_->signature_of_literal[literal];
    if (index == done) continue;
    done = index;
    if (auto record = impl_->MatchOne(index, plain)) records.push_back(*std::move(record));
  }
  return records;
}

namespace {

// Parts of a key are joined by a byte that no text holds.
void AppendKey(std::string& key, std::string_view part) {
  key += part;
  key += '\0';
}

}  // namespace

namespace {

constexpr std::size_t kMostRaw = 8192;  // of a line that may be quoted later

Source Quote(std::string_view line, std::int64_t number, std::int64_t line_end) {
  const auto most = static_cast<std::size_t>(Limits{}.excerpt_bytes) - kEllipsis;
  return {.line = number,
          .line_end = line_end,
          .text = Redact(Shorten(Redact(line).str(), most)),
          .note = {}};
}

// A line that matched.
struct Seen {
  std::string_view line;
  std::int64_t number;
  std::int64_t line_end;
  const Stamp& stamp;
};

// Its last line is redacted only when it is known to be the last.
struct Group {
  SignatureRecord record;
  std::string last_line;
  std::int64_t last_number = 0;
  std::int64_t last_line_end = 0;
};

}  // namespace

struct SignatureGroups::Impl {
  const SignatureScanner& scanner;
  RecordSink& out;
  std::vector<Group> groups;  // in order of their first line
  std::unordered_map<std::string, std::size_t> index;

  std::string KeyOf(const SignatureRecord& record) const {
    std::string key;
    AppendKey(key, record.signature);
    for (const Redacted* part :
         {&record.node, &record.space, &record.pod, &record.container, &record.unit}) {
      AppendKey(key, part->str());
    }
    const auto& all = scanner.signatures();
    const auto signature = std::find_if(
        all.begin(), all.end(), [&](const Signature& s) { return s.id == record.signature; });
    for (const auto& [name, value] : record.captures) {
      const auto& keys = signature->key;
      if (!keys.empty() && std::find(keys.begin(), keys.end(), name) == keys.end()) continue;
      AppendKey(key, name);
      AppendKey(key, value.str());
    }
    return key;
  }

  // A reversed journal gives the latest line first: times decide where they can
  // be compared, else the order of lines does.
  static void Merge(Group& group, const Seen& seen) {
    SignatureRecord& record = group.record;
    ++record.count;
    const auto before = StampDistance(seen.stamp, record.first.stamp);
    const auto after = StampDistance(record.last.stamp, seen.stamp);
    if (before && *before > 0) {
      record.first.stamp = seen.stamp;
      record.source = Quote(seen.line, seen.number, seen.line_end);
    }
    if (!after || *after >= 0) {
      record.last.stamp = seen.stamp;
      group.last_number = seen.number;
      group.last_line_end = seen.line_end;
      group.last_line.assign(seen.line.substr(0, kMostRaw));
    }
  }

  void Flush() {
    for (Group& group : groups) {
      if (!group.last_line.empty()) {
        group.record.last_source = Quote(group.last_line, group.last_number, group.last_line_end);
      }
      out.Add(std::move(group.record));
    }
    groups.clear();
    index.clear();
  }
};

SignatureGroups::SignatureGroups(const SignatureScanner& scanner, RecordSink& out)
    : impl_(new Impl{scanner, out, {}, {}}) {}

SignatureGroups::~SignatureGroups() { impl_->Flush(); }

void SignatureGroups::Look(std::string_view message, std::string_view line, std::int64_t number,
                           const Stamp& stamp, const LogContext& context, std::int64_t line_end) {
  if (!impl_->scanner.MayMatch(message)) return;
  const Seen seen{line, number, std::max(number, line_end), stamp};
  for (SignatureRecord& record : impl_->scanner.Match(message)) {
    record.node = context.node;
    record.space = context.space;
    record.pod = context.pod;
    record.container = context.container;
    record.unit = context.unit;
    std::string key = impl_->KeyOf(record);
    const auto [known, added] = impl_->index.try_emplace(std::move(key), impl_->groups.size());
    if (!added) {
      Impl::Merge(impl_->groups[known->second], seen);
      continue;
    }
    record.first.stamp = stamp;
    record.last.stamp = stamp;
    record.source = Quote(line, number, seen.line_end);
    record.last_source = record.source;
    impl_->groups.push_back({.record = std::move(record), .last_line = {}});
    if (impl_->groups.size() >= kMostGroupsHeld) impl_->Flush();
  }
}

}  // namespace howdunit
