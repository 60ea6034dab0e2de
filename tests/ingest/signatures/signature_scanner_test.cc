#include "ingest/signatures/signature_scanner.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/signatures/literal_search.h"
#include "ingest/signatures/signature_groups.h"
#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::MemorySink;

Signature Make(std::string id, std::vector<std::string> literals, std::string pattern,
               std::vector<std::string> key = {}) {
  Signature signature;
  signature.id = std::move(id);
  signature.literals = std::move(literals);
  signature.pattern = std::move(pattern);
  signature.key = std::move(key);
  return signature;
}

std::vector<Signature> Samples() {
  return {
      Make("refused", {"connection refused"},
           R"(dial tcp (?P<address>[0-9.:]+): connection refused)"),
      Make(
          "denied", {"Unauthorized", "provide credentials"},
          R"x(plugin type="(?P<plugin>[^"]+)" failed \((?P<op>\w+)\): .*(?:Unauthorized|provide credentials))x"),
      Make("timeout", {"i/o timeout"}, "i/o timeout"),
      Make("gone", {"not found in"}, R"((?:pod|node) (?P<name>[a-z0-9]+) not found in)"),
  };
}

SignatureScanner Scanner(std::vector<Signature> signatures) {
  auto scanner = SignatureScanner::Create(std::move(signatures));
  if (!scanner) FAIL(scanner.error().message);
  return *std::move(scanner);
}

std::string ErrorOf(Signature signature) {
  std::vector<Signature> one;
  one.push_back(std::move(signature));
  const auto scanner = SignatureScanner::Create(std::move(one));
  return scanner ? "" : scanner.error().message;
}

std::vector<std::string> Describe(const std::vector<SignatureRecord>& records) {
  std::vector<std::string> all;
  for (const SignatureRecord& record : records) {
    std::string text = record.signature;
    for (const auto& [name, value] : record.captures) text += " " + name + "=" + value.str();
    all.push_back(text);
  }
  return all;
}

// Log-like text: pieces of what is searched for, whole and cut, among noise.
std::string RandomLine(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"connection refused",
                                                  "dial tcp 10.0.0.1:443: ",
                                                  "Unauthorized",
                                                  "provide credentials",
                                                  "plugin type=\"calico\" failed (add): ",
                                                  "plugin type=\\\"calico\\\" failed (delete): ",
                                                  "i/o timeout",
                                                  "not found in",
                                                  "pod web0 ",
                                                  "node x ",
                                                  " ",
                                                  "0123",
                                                  "connection ref",
                                                  "e",
                                                  "nauthorized",
                                                  "\xE6\x9C\x88",
                                                  "\xFF",
                                                  "\\\\\\\"",
                                                  "/o timeout",
                                                  "i/o timeou"};
  std::string line;
  for (auto left = random() % 8; left > 0; --left) line += pieces[random() % pieces.size()];
  return line;
}

Stamp Utc(Micros value) { return {.kind = Stamp::Kind::kUtc, .value = value, .width = 1}; }

}  // namespace

TEST_CASE("signatures: those that were checked are compiled when needed, with the same result",
          "[unit]") {
  const auto checked = SignatureScanner::Create(Samples(), SignatureTrust::kChecked);
  REQUIRE(checked);
  const SignatureScanner scanner = Scanner(Samples());
  const std::string line = "plugin type=\"calico\" failed (add): Unauthorized, connection refused";
  CHECK(Describe(checked->Match(line)).size() == 1);
  CHECK(Describe(checked->Match(line)) == Describe(scanner.Match(line)));
}

bool Holds(const LiteralSearch& search, std::string_view text) {
  std::vector<std::size_t> found;
  search.Find(text, found);
  return !found.empty();
}

TEST_CASE("the literal search finds exactly what a plain search finds", "[unit]") {
  const std::vector<std::string> literals = {"connection", "connection refused", "refused",
                                             "aaaaaaa",    "aaaaaaaa",           "i/o timeout",
                                             "timeout"};
  std::vector<LiteralSearch::Literal> wanted;
  for (const std::string& literal : literals) wanted.push_back({literal, {}});
  const LiteralSearch search(wanted);
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 5, 'x');
    for (auto left = random() % 6; left > 0; --left) {
      const std::string& literal = literals[random() % literals.size()];
      text += literal.substr(random() % 3, 4 + random() % literal.size());
    }
    std::vector<std::size_t> expected;
    for (std::size_t k = 0; k < literals.size(); ++k) {
      if (text.find(literals[k]) != std::string::npos) expected.push_back(k);
    }
    INFO(text);
    std::vector<std::size_t> found;
    search.Find(text, found);
    REQUIRE(found == expected);
    REQUIRE(Holds(search, text) == !expected.empty());
  }
}

TEST_CASE("short and empty texts hold no literal", "[unit]") {
  const LiteralSearch search({LiteralSearch::Literal{"timeout", {}}});
  CHECK_FALSE(Holds(search, ""));
  CHECK_FALSE(Holds(search, "timeou"));
  CHECK(Holds(search, "timeout"));
  CHECK_FALSE(Holds(LiteralSearch({}), "timeout"));
}

TEST_CASE("a literal counts beside one of its companions, where it has any", "[unit]") {
  const LiteralSearch search({{"timeout", {"dial", "read"}}, {"refused", {}}});
  std::vector<std::size_t> found;
  search.Find("i/o timeout, refused", found);
  CHECK(found == std::vector<std::size_t>{1});
  search.Find("read tcp: i/o timeout, refused", found);
  CHECK(found == std::vector<std::size_t>{0, 1});
  CHECK_FALSE(search.Occurs("write: i/o timeout"));
  CHECK(search.Occurs("i/o timeout of a dial"));
  CHECK_FALSE(search.Occurs("dial"));
}

TEST_CASE("looking for literals first changes no result", "[unit]") {
  // The same patterns behind a literal that every line is given.
  std::vector<Signature> always = Samples();
  for (Signature& signature : always) signature.literals = {"!always!"};
  const SignatureScanner unfiltered = Scanner(always);
  const SignatureScanner scanner = Scanner(Samples());
  std::mt19937 random(42);
  int matched = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string line = RandomLine(random);
    const auto found = Describe(scanner.Match(line));
    INFO(line);
    REQUIRE(found == Describe(unfiltered.Match(line + " !always!")));
    SignatureScanner::Room room;
    scanner.Search(line, room);
    REQUIRE((found.empty() || !room.literals.empty()));
    matched += found.empty() ? 0 : 1;
  }
  CHECK(matched > 1000);
}

TEST_CASE("a pattern is matched at every level of quoting", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  for (const std::string text :
       {R"(plugin type="calico" failed (delete): Unauthorized)",
        R"(err="plugin type=\"calico\" failed (delete): Unauthorized")",
        R"(err="failed: \"plugin type=\\\"calico\\\" failed (delete): Unauthorized\"")"}) {
    CHECK(Describe(scanner.Match(text)) ==
          std::vector<std::string>{"denied plugin=calico op=delete"});
  }
}

TEST_CASE("groups of an alternation share a capture", "[unit]") {
  const SignatureScanner scanner = Scanner({Make(
      "either", {"was seen"},
      R"((?:pod (?P<name>\w+)|node (?P<name2>\w+)|host (?P<name10>\w+)) was seen)", {"name"})});
  CHECK(Describe(scanner.Match("pod a was seen")) == std::vector<std::string>{"either name=a"});
  CHECK(Describe(scanner.Match("node b was seen")) == std::vector<std::string>{"either name=b"});
  CHECK(Describe(scanner.Match("host c was seen")) == std::vector<std::string>{"either name=c"});
}

TEST_CASE(
    "the operation of a CNI call is told by the words around it where the plugin's are missing",
    "[unit]") {
  Signature call = Make("call", {"is unauthorized"},
                        R"((?:failed \((?P<op>add|delete)\).*)?connection is unauthorized)");
  call.stage = "authentication";
  Signature sandbox = call;
  sandbox.id = "sandbox";
  sandbox.stage = "runtime";
  std::vector<Signature> all;
  all.push_back(call);
  all.push_back(sandbox);
  const SignatureScanner scanner = Scanner(std::move(all));
  const auto op = [&](const std::string& text) {
    const auto records = scanner.Match(text);
    REQUIRE(records.size() == 2);
    CHECK(records[1].captures.empty() == (text.find("failed (") == std::string::npos));
    return records[0].captures.empty() ? "" : records[0].captures[0].second.str();
  };
  CHECK(op("networkPlugin cni failed to set up pod: connection is unauthorized") == "add");
  CHECK(op("networkPlugin cni failed to teardown pod: connection is unauthorized") == "delete");
  CHECK(op("set up pod: x, failed to clean up sandbox: connection is unauthorized") == "add");
  CHECK(op("KillPodSandbox: plugin failed (add): connection is unauthorized") == "add");
  CHECK(op("connection is unauthorized").empty());
}

TEST_CASE("bytes that are not UTF-8 do not hide a match", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  CHECK(scanner.Match("\xFF\xFE i/o timeout \xC3").size() == 1);
}

TEST_CASE("captures are redacted", "[unit]") {
  const SignatureScanner scanner =
      Scanner({Make("token", {"authorization"}, R"(authorization (?P<value>.*))")});
  const auto records = scanner.Match("authorization Bearer abcdef0123456789abcdef");
  REQUIRE(records.size() == 1);
  CHECK(records[0].captures[0].second.str().find("abcdef0123456789") == std::string::npos);
}

TEST_CASE("a signature that cannot work is refused with its id", "[unit]") {
  CHECK(ErrorOf(Make("x", {}, "a")) == "signature x: has no literals");
  CHECK(ErrorOf(Make("x", {"short"}, "a")) ==
        "signature x: literal 'short' is shorter than 7 bytes");
  CHECK(ErrorOf(Make("x", {"type=\"calico\""}, "a")) ==
        "signature x: literal 'type=\"calico\"' holds a character that quoting changes");
  CHECK(ErrorOf(Make("x", {"a\\\\longer"}, "a")) ==
        "signature x: literal 'a\\\\longer' holds a character that quoting changes");
  CHECK(ErrorOf(Make("x", {"literal"}, "(")) == "signature x: pattern: missing ): (");
  CHECK(ErrorOf(Make("x", {"literal"}, "literal", {"pod"})) ==
        "signature x: key 'pod' is no group");
  Signature signature = Make("x", {"literal"}, "literal$");
  signature.matches = {"a literal "};
  CHECK(ErrorOf(signature) == "signature x: does not match its example: a literal ");
  signature.matches = {"a literal"};
  signature.non_matches = {"the literal"};
  CHECK(ErrorOf(signature) == "signature x: matches its counter-example: the literal");
}

TEST_CASE("an example that lacks every literal does not match", "[unit]") {
  Signature signature = Make("x", {"literal"}, "anything");
  signature.matches = {"anything"};
  CHECK(ErrorOf(signature) == "signature x: does not match its example: anything");
}

TEST_CASE("lines that say the same are one record", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  MemorySink out;
  {
    SignatureGroups groups(scanner, out);
    const LogContext here{
        .node = "k8s01", .space = {}, .pod = {}, .container = {}, .unit = "kubelet"};
    const LogContext there{
        .node = "k8s02", .space = {}, .pod = {}, .container = {}, .unit = "kubelet"};
    groups.Look("dial tcp 10.0.0.1:443: connection refused", "line 3", 3, Utc(30), here);
    groups.Look("nothing", "line 4", 4, Utc(40), here);
    groups.Look("dial tcp 10.0.0.1:443: connection refused", "line 5", 5, Utc(50), here);
    groups.Look("dial tcp 10.0.0.2:443: connection refused", "line 6", 6, Utc(60), here);
    groups.Look("dial tcp 10.0.0.1:443: connection refused", "line 7", 7, Utc(70), there);
    CHECK(out.records.empty());
  }
  const auto records = out.All<SignatureRecord>();
  REQUIRE(records.size() == 3);
  CHECK(records[0].count == 2);
  CHECK(records[0].source.line == 3);
  CHECK(records[0].source.text.str() == "line 3");
  CHECK(records[0].last_source.line == 5);
  CHECK(records[0].first.stamp == Utc(30));
  CHECK(records[0].last.stamp == Utc(50));
  CHECK(records[0].unit.str() == "kubelet");
  CHECK(records[1].count == 1);
  CHECK(records[1].last_source.line == 0);
  CHECK(records[2].node.str() == "k8s02");
}

TEST_CASE("captures outside the key do not separate", "[unit]") {
  std::vector<Signature> signatures = Samples();
  signatures[1].key = {"plugin"};
  const SignatureScanner scanner = Scanner(signatures);
  MemorySink out;
  {
    SignatureGroups groups(scanner, out);
    groups.Look(R"(plugin type="calico" failed (add): Unauthorized)", "a", 1, {}, {});
    groups.Look(R"(plugin type="calico" failed (delete): Unauthorized)", "b", 2, {}, {});
  }
  const auto records = out.All<SignatureRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].count == 2);
  CHECK(records[0].captures[1].second.str() == "add");
  CHECK(records[0].last_source.line == 2);
}

TEST_CASE("in a reversed log the earliest line is the first", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  MemorySink out;
  {
    SignatureGroups groups(scanner, out);
    groups.Look("i/o timeout", "latest", 1, Utc(90), {});
    groups.Look("i/o timeout", "middle", 2, Utc(50), {});
    groups.Look("i/o timeout", "earliest", 3, Utc(10), {});
  }
  const auto records = out.All<SignatureRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].source.text.str() == "earliest");
  CHECK(records[0].first.stamp == Utc(10));
  CHECK(records[0].last_source.text.str() == "latest");
  CHECK(records[0].last.stamp == Utc(90));
}

TEST_CASE("January follows December where no year is written", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  MemorySink out;
  const Stamp december{.kind = Stamp::Kind::kLocalNoYear,
                       .value = *FromCivil(2000, 12, 31, 23, 59, 59),
                       .width = kSecond};
  const Stamp january{.kind = Stamp::Kind::kLocalNoYear,
                      .value = *FromCivil(2000, 1, 1, 0, 0, 1),
                      .width = kSecond};
  {
    SignatureGroups groups(scanner, out);
    groups.Look("i/o timeout", "old year", 1, december, {});
    groups.Look("i/o timeout", "new year", 2, january, {});
  }
  const auto records = out.All<SignatureRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].source.text.str() == "old year");
  CHECK(records[0].last_source.text.str() == "new year");
}

TEST_CASE("evidence is shortened", "[unit]") {
  const SignatureScanner scanner = Scanner(Samples());
  MemorySink out;
  const std::string line = "i/o timeout " + std::string(5000, '.');
  { SignatureGroups(scanner, out).Look(line, line, 1, {}, {}, 3); }
  const auto records = out.All<SignatureRecord>();
  REQUIRE(records.size() == 1);
  CHECK(records[0].source.text.str().size() <= 2000);
  CHECK(records[0].source.line_end == 3);
}

}  // namespace howdunit
