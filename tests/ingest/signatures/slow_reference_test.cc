// Reading logs in runs, with a search for literals in front and machine code behind it, against the
// slow reference: every line by itself, every signature on it, by RE2 alone.

#include <array>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "ingest/ingest.h"
#include "ingest/logs/journal_prefix.h"
#include "ingest/logs/log_layers.h"
#include "ingest/signatures/pattern.h"
#include "rules/rule.h"

namespace howdunit {
namespace {

// Of each signature: how many lines it matches, the first of them and the last.
struct Tally {
  std::int64_t count = 0, first = 0, last = 0;
};
using Tallies = std::map<std::string, Tally>;

void Count(Tally& tally, std::int64_t count, std::int64_t first, std::int64_t last) {
  tally.first = tally.count == 0 ? first : std::min(tally.first, first);
  tally.last = std::max(tally.last, last);
  tally.count += count;
}

struct Shape {
  std::string path;
  std::string (*wrap)(int second, const std::string& message);
  std::string (*unwrap)(const std::string& line);
};

std::string Clock(int second) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", 8 + second / 3600, second / 60 % 60,
                second % 60);
  return text.data();
}

std::string AfterJournal(const std::string& line) {
  std::string_view text = line;
  REQUIRE(TakeJournalPrefix(text));
  LogLine parsed;
  ReadJournalMessage(text, parsed);
  return std::string(parsed.message);
}

std::string AfterCri(const std::string& line) {
  std::string_view text = line;
  REQUIRE(TakeCriPrefix(text));
  return std::string(text);
}

const std::array<Shape, 3> kShapes = {{
    {"node-a/journal/kubelet.log",
     [](int second, const std::string& message) {
       return "2026-05-22T" + Clock(second) + "+0000 node-a kubelet[911]: E0522 " + Clock(second) +
              ".336201     911 pod_workers.go:1301] " + message;
     },
     AfterJournal},
    {"syslog.log",
     [](int second, const std::string& message) {
       return "May 22 " + Clock(second) + " node-b containerd[808]: " + message;
     },
     AfterJournal},
    {"pods/kube-system_calico-node-px6bj_7c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f/calico-node/0.log",
     [](int second, const std::string& message) {
       return "2026-05-22T" + Clock(second) + ".12345Z stderr F " + message;
     },
     AfterCri},
}};

// A log of what signatures match, what they nearly match, and noise.
std::vector<std::string> MakeLog(const Shape& shape, const RuleBook& book, std::mt19937& random) {
  std::vector<std::string> lines;
  for (int second = 0; lines.size() < 1500; second += static_cast<int>(random() % 3)) {
    std::string message = "I am line " + std::to_string(random()) + " and mean nothing";
    if (random() % 4 == 0) {
      const Signature& signature = book.signatures[random() % book.signatures.size()];
      const auto& texts = random() % 3 != 0 ? signature.matches : signature.non_matches;
      if (!texts.empty()) message = texts[random() % texts.size()];
      if (random() % 4 == 0) message.insert(random() % message.size(), "\xC3\xA9 ");
      if (random() % 4 == 0) message.resize(random() % message.size() + 1);
    }
    message = ReplaceAll(message, "\n", " ");
    // What continues the entry before it, or opens a block, is another test's.
    if (TrimRight(message).ends_with("=<") || Trim(message).empty()) continue;
    lines.push_back(shape.wrap(second, message));
  }
  return lines;
}

Tallies BySlowReference(const std::vector<std::string>& lines, const Shape& shape,
                        const RuleBook& book, const std::vector<Pattern>& patterns) {
  Tallies tallies;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string message = shape.unwrap(lines[i]);
    const std::string plain = UnescapeGoFully(RepairUtf8(message));
    for (std::size_t k = 0; k < patterns.size(); ++k) {
      const auto& literals = book.signatures[k].literals;
      const bool holds = std::any_of(literals.begin(), literals.end(), [&](const auto& literal) {
        return Contains(message, literal);
      });
      std::array<std::string_view, Pattern::kMostGroups + 1> groups;
      if (!holds || !patterns[k].FindByRe2(plain, groups)) continue;
      const auto number = static_cast<std::int64_t>(i) + 1;
      Count(tallies[book.signatures[k].id], 1, number, number);
    }
  }
  return tallies;
}

TEST_CASE("logs: reading fast finds what the slow reference finds", "[property]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  const auto scanner = SignatureScanner::Create(book->signatures);
  REQUIRE(scanner);
  std::vector<Pattern> patterns;
  for (const Signature& signature : book->signatures) {
    patterns.push_back(*Pattern::Compile(signature.pattern));
  }
  std::mt19937 random(5);
  for (const Shape& shape : kShapes) {
    INFO(shape.path);
    const std::vector<std::string> lines = MakeLog(shape, *book, random);
    const BundleContents contents =
        IngestTexts({{shape.path, Join(lines, "\n") + "\n"}}, *scanner, {});
    Tallies found;
    for (const SignatureRecord& hit : contents.hits) {
      const std::int64_t last = hit.last_source.line == 0 ? hit.source.line : hit.last_source.line;
      Count(found[hit.signature], hit.count, hit.source.line, last);
    }
    const Tallies expected = BySlowReference(lines, shape, *book, patterns);
    CHECK(expected.size() > 60);
    for (const auto& [id, tally] : expected) {
      INFO(id << ": " << tally.count << " lines, " << tally.first << " to " << tally.last);
      const Tally& one = found[id];
      CHECK(one.count == tally.count);
      CHECK(one.first == tally.first);
      CHECK(one.last == tally.last);
    }
    CHECK(found.size() == expected.size());
    REQUIRE(contents.members.size() == 1);
    CHECK(contents.members[0].lines == static_cast<std::int64_t>(lines.size()));
  }
}

}  // namespace
}  // namespace howdunit
