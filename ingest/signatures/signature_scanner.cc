#include "ingest/signatures/signature_scanner.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "core/text.h"
#include "ingest/signatures/literal_search.h"
#include "ingest/signatures/pattern.h"

namespace howdunit {
namespace {

// These are written differently at every level of quoting, so a search in the text as it stands
// would miss them.
bool QuotingChanges(const std::string& literal) {
  return literal.find_first_of("\"\\<>&\n\t\r") != std::string::npos;
}

std::optional<std::string> ProblemOfLiterals(const Signature& signature) {
  constexpr std::size_t kShortestBeside = 3;
  if (signature.literals.empty()) return "has no literals";
  for (const auto& [list, shortest] : {std::pair(&signature.literals, LiteralSearch::kShortest),
                                       {&signature.beside, kShortestBeside}}) {
    for (const std::string& literal : *list) {
      if (literal.size() < shortest) {
        return "literal '" + literal + "' is shorter than " + std::to_string(shortest) + " bytes";
      }
      if (QuotingChanges(literal)) {
        return "literal '" + literal + "' holds a character that quoting changes";
      }
    }
  }
  return {};
}

// RE2 wants every group named differently, so what an alternation may name in
// several places is called pod, pod2, … pod16: one capture, "pod".
std::string CaptureName(const std::string& group) {
  const std::size_t end = group.find_last_not_of("0123456789") + 1;
  const auto number = ParseInt(std::string_view(group).substr(end));
  const bool numbered = end > 0 && number && *number >= 2 && *number < 100;
  return numbered ? group.substr(0, end) : group;
}

// What a failed CNI call was for, in the words of runtimes and kubelets that do not write the
// plugin's "failed (add)": dockershim, older containerd, cri-o.
struct OperationWords {
  std::string_view words;
  std::string_view op;
};
constexpr std::array kOperationWords = std::to_array<OperationWords>({
    {"CreatePodSandbox", "add"},
    {"CreatePodSandBox", "add"},
    {"RunPodSandbox", "add"},
    {"set up pod", "add"},
    {"set up sandbox", "add"},
    {"set up network", "add"},
    {"setup network", "add"},
    {"KillPod", "delete"},
    {"StopPodSandbox", "delete"},
    {"teardown pod", "delete"},
    {"tear down pod", "delete"},
    {"destroy network", "delete"},
    {"clean up sandbox", "delete"},
});

// The operation that the text names first; "" if it names none.
std::string_view OperationIn(std::string_view text) {
  std::string_view op;
  std::size_t first = std::string_view::npos;
  for (const OperationWords& one : kOperationWords) {
    const std::size_t at = text.find(one.words);
    if (at >= first) continue;
    first = at;
    op = one.op;
  }
  return op;
}

// Whether a signature is about calls of CNI plugins: sandboxes and volumes come before these.
bool IsCniCall(const Signature& signature) {
  return !signature.stage.empty() && signature.stage != "runtime" && signature.stage != "volumes";
}

bool HasCapture(const Pattern& pattern, const std::string& name) {
  const auto& groups = pattern.names();
  return std::any_of(groups.begin(), groups.end(),
                     [&](const auto& group) { return CaptureName(group.second) == name; });
}

// A signature's pattern, compiled when it is first asked for, by whatever thread asks.
struct LazyPattern {
  // A named group, by its number in the pattern.
  struct Group {
    std::size_t number = 0;
    std::string capture;
  };
  std::once_flag once;
  std::optional<Pattern> pattern;
  std::vector<Group> groups;
  bool tells_op = false;  // of a CNI call: its pattern has a group for the operation
  std::string error;

  // REQUIRES: the signature's pattern is known to have no problem.
  const LazyPattern& Compiled(const Signature& signature) {
    std::call_once(once, [&] { Take(signature, Pattern::CompileChecked(signature.pattern)); });
    return *this;
  }

  std::optional<std::string> Problem(const Signature& signature) {
    std::call_once(once, [&] { Check(signature); });
    if (!pattern) return error;
    for (const std::string& key : signature.key) {
      if (!HasCapture(*pattern, key)) return "key '" + key + "' is no group";
    }
    return {};
  }

 private:
  void Check(const Signature& signature) {
    auto compiled = Pattern::Compile(signature.pattern);
    if (compiled) {
      Take(signature, *std::move(compiled));
    } else {
      error = compiled.error().message;
    }
  }

  void Take(const Signature& signature, Pattern compiled) {
    pattern = std::move(compiled);
    tells_op = IsCniCall(signature) && HasCapture(*pattern, "op");
    for (const auto& [number, name] : pattern->names()) {
      groups.push_back({.number = number, .capture = CaptureName(name)});
    }
  }
};

}  // namespace

struct SignatureScanner::Impl {
  explicit Impl(std::vector<Signature> all)
      : signatures(std::move(all)), patterns(signatures.size()) {}

  std::vector<Signature> signatures;
  mutable std::vector<LazyPattern> patterns;      // of each signature
  std::vector<std::size_t> signature_of_literal;  // index into signatures
  LiteralSearch literals{{}};

  bool MatchOne(std::size_t index, std::string_view plain, Catch& caught) const;
};

// `plain` has been repaired and unquoted.
bool SignatureScanner::Impl::MatchOne(std::size_t index, std::string_view plain,
                                      Catch& caught) const {
  std::array<std::string_view, Pattern::kMostGroups + 1> found;
  const LazyPattern& pattern = patterns[index].Compiled(signatures[index]);
  if (!pattern.pattern->Find(plain, found)) return false;
  caught.signature = index;
  caught.captures.clear();
  for (const LazyPattern::Group& group : pattern.groups) {
    const std::string_view value = found[group.number];
    if (value.empty()) continue;
    const auto known = std::find_if(caught.captures.begin(), caught.captures.end(),
                                    [&](const auto& one) { return one.first == group.capture; });
    if (known == caught.captures.end()) caught.captures.emplace_back(group.capture, value);
  }
  const bool names_op = std::any_of(caught.captures.begin(), caught.captures.end(),
                                    [](const auto& one) { return one.first == "op"; });
  if (pattern.tells_op && !names_op) {
    if (const std::string_view op = OperationIn(plain); !op.empty()) {
      caught.captures.emplace_back("op", op);
    }
  }
  return true;
}

SignatureScanner::SignatureScanner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SignatureScanner::~SignatureScanner() = default;
SignatureScanner::SignatureScanner(SignatureScanner&&) noexcept = default;
SignatureScanner& SignatureScanner::operator=(SignatureScanner&&) noexcept = default;

Result<SignatureScanner> SignatureScanner::Create(std::vector<Signature> signatures,
                                                  SignatureTrust trust) {
  auto impl = std::make_unique<Impl>(std::move(signatures));
  std::vector<LiteralSearch::Literal> literals;
  for (std::size_t i = 0; i < impl->signatures.size(); ++i) {
    const Signature& signature = impl->signatures[i];
    for (const std::string& literal : signature.literals) {
      literals.push_back({literal, signature.beside});
      impl->signature_of_literal.push_back(i);
    }
    if (trust == SignatureTrust::kChecked) continue;
    const std::string where = "signature " + signature.id + ": ";
    if (const auto problem = ProblemOfLiterals(signature)) return Error{where + *problem};
    if (const auto problem = impl->patterns[i].Problem(signature)) return Error{where + *problem};
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

bool SignatureScanner::MayMatch(std::string_view text) const {
  return impl_->literals.Occurs(text);
}

void SignatureScanner::Search(std::string_view text, Room& room) const {
  room.caught = 0;
  impl_->literals.Find(text, room.literals);
  if (room.literals.empty()) return;
  std::string_view plain = text;
  if (AsciiLength(text) != text.size()) plain = room.repaired = RepairUtf8(text);
  if (Contains(plain, "\\\"")) plain = room.plain = UnescapeGoFully(plain);
  std::size_t done = SIZE_MAX;  // literals of one signature stand side by side
  for (const std::size_t literal : room.literals) {
    const std::size_t index = impl_->signature_of_literal[literal];
    if (index == done) continue;
    done = index;
    if (room.caught == room.catches.size()) room.catches.emplace_back();
    if (impl_->MatchOne(index, plain, room.catches[room.caught])) ++room.caught;
  }
}

SignatureRecord SignatureScanner::RecordOf(const Catch& caught) const {
  SignatureRecord record;
  record.signature = signatures()[caught.signature].id;
  record.captures.reserve(caught.captures.size());
  for (const auto& [name, value] : caught.captures) {
    record.captures.emplace_back(name, Redact(value));
  }
  return record;
}

std::vector<SignatureRecord> SignatureScanner::Match(std::string_view text) const {
  Room room;
  Search(text, room);
  std::vector<SignatureRecord> records;
  for (std::size_t i = 0; i < room.caught; ++i) {
    records.push_back(RecordOf(room.catches[i]));
  }
  return records;
}

}  // namespace howdunit
