// The two scanners, held against the libraries that they stand in for.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "codec/block_yaml.h"
#include "codec/json.h"
#include "codec/plain_json.h"
#include "codec/yaml.h"
#include "support/object_text.h"

namespace howdunit {
namespace {

void Write(const Node& node, std::string& out) {
  out += std::to_string(static_cast<int>(node.kind)) + " " + std::to_string(node.line) + " " +
         std::to_string(node.line_end) + " " + std::to_string(node.key_line) + " [" + node.text +
         "]\n";
  for (const Node& item : node.items) {
    out += "- ";
    Write(item, out);
  }
  for (const auto& [key, value] : node.members) {
    out.append(key).append(": ");
    Write(value, out);
  }
  out += "end\n";
}

std::string Written(const std::vector<Document>& documents) {
  std::string out;
  for (const Document& document : documents) Write(document, out);
  return out;
}

// Whether the scanner read `text`; what it read must be what the library reads.
bool ScansYaml(const std::string& text) {
  const auto scanned = ScanBlockYaml(text, 7, {});
  if (!scanned) return false;
  const auto parsed = ParseAnyYaml(text, 7);
  INFO(text);
  CHECK((parsed ? Written(*parsed) : parsed.error().message) == Written({*scanned}));
  return true;
}

bool ScansJson(const std::string& text) {
  const auto scanned = ScanPlainJson(text, 7, {});
  if (!scanned) return false;
  const auto parsed = ParseAnyJson(text, 7);
  INFO(text);
  CHECK((parsed ? Written(*parsed) : parsed.error().message) == Written(*scanned));
  return true;
}

TEST_CASE("scanner: YAML of random objects is what libyaml reads", "[codec]") {
  int scanned = 0;
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    testing::ObjectText objects(seed);
    const std::string text = objects.Yaml();
    scanned += ScansYaml(text) ? 1 : 0;
    for (int i = 0; i < 2; ++i) scanned += ScansYaml(objects.Damaged(text)) ? 1 : 0;
  }
  CHECK(scanned > 500);
}

TEST_CASE("scanner: JSON of random objects is what nlohmann/json reads", "[codec]") {
  int scanned = 0;
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    testing::ObjectText objects(seed);
    const std::string text = objects.Json();
    scanned += ScansJson(text) ? 1 : 0;
    for (int i = 0; i < 2; ++i) scanned += ScansJson(objects.Damaged(text)) ? 1 : 0;
  }
  CHECK(scanned > 500);
}

TEST_CASE("scanner: every file of the repository is what the libraries read", "[codec]") {
  int files = 0;
  for (const char* folder : {"samples", "tests", "rules", "fuzz/corpus", "templates"}) {
    const auto root = std::filesystem::path(SOURCE_DIR) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file() || entry.file_size() > 100'000) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      INFO(entry.path());
      ScansYaml(text);
      ScansJson(text);
      ++files;
    }
  }
  CHECK(files > 200);
}

TEST_CASE("scanner: what kubectl prints needs no library", "[codec]") {
  for (const char* text : {
           "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    labels: {}\n"
           "    name: \"a\"\nkind: List\nmetadata:\n  resourceVersion: \"\"\n",
           "- - a\n  - b\n-  c: 1\n   d: |\n     x\n      y\n\n     z\n   e: null\n",
           "a: long text\n  that goes on\n\n  and on\nb: 'it''s'\nc: \"x\\ty \\\n  \\ z\"\nd:\ne: "
           "[]\n",
           "data:\n  ca.crt: |\n    -----BEGIN CERTIFICATE-----\n    aGk=\n  ns: default\n",
       }) {
    INFO(text);
    CHECK(ScansYaml(text));
  }
  CHECK(ScansJson(
      "{\n    \"a\": [\n        {\"b\": -1.5, \"c\": \"\\u003cx\\u003e\"},\n        null\n"
      "    ]\n}\n{}\n"));
}

TEST_CASE("scanner: what is unusual is left to the library", "[codec]") {
  for (const char* text :
       {"a: &x 1\n",  "a: *x\n",        "a: !t 1\n",           "a: [1]\n",     "a: {b: 1}\n",
        "a: 1 # c\n", "# c\na: 1\n",    "---\na: 1\n",         "a: >-\n  x\n", "a: |2\n   x\n",
        "a:\t1\n",    "? a\n",          "%YAML 1.1\n",         "a: 1",         "a\n",
        "a: b: c\n",  "a: 1\n  b: 2\n", "  a: 1\n b: 2\n",     "a: \"x\n",     "a: 'x\ny'\n",
        "\n",         "a: \"\\q\"\n",   "a: x\xE2\x80\xA8y\n", "a: \xFF\n",    "a: \x01\n"}) {
    INFO(text);
    CHECK_FALSE(ScansYaml(text));
  }
  for (const char* text : {"1", "\"a\"", "{\"a\":1e5}", "{\"a\":-0}", "{\"a\":01}", "{\"a\":1,}",
                           "[1,]", "[1", "{\"a\"", "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":\"\t\"}",
                           "{\"a\":\"\xFF\"}", "{a:1}", "[nul]", "{}x", "[\"a", "[\"\\", "[1.]"}) {
    INFO(text);
    CHECK_FALSE(ScansJson(text));
  }
}

TEST_CASE("scanner: limits are the libraries' to report", "[codec]") {
  CHECK_FALSE(ScanBlockYaml("a:\n  b:\n    c: 1\n", 1, {.depth = 2}));
  CHECK_FALSE(ScanBlockYaml("a: 123456789\n", 1, {.scalar_bytes = 8}));
  CHECK_FALSE(ScanBlockYaml("- 1\n- 2\n- 3\n", 1, {.nodes = 3}));
  CHECK_FALSE(ScanPlainJson("[[[1]]]", 1, {.depth = 2}));
  CHECK_FALSE(ScanPlainJson(std::string(100'000, '['), 1, {}));
}

}  // namespace
}  // namespace howdunit
