#include "ingest/attribution/clusters_apart.h"

#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ingest/ingest.h"

namespace howdunit {
namespace {

using Texts = std::map<std::string, std::string>;
using Folders = std::vector<std::string>;

std::string Nodes(const std::vector<std::string>& names) {
  std::string text = "NAME   STATUS   ROLES    AGE   VERSION\n";
  for (const std::string& name : names) text += name + "     Ready    <none>   1d    v1.29.1\n";
  return text;
}

BundleContents Ingest(const Texts& texts) {
  const auto signatures = SignatureScanner::Create({});
  REQUIRE(signatures);
  return IngestTexts(texts, *signatures, {});
}

Folders ApartIn(const Texts& texts) { return ClustersApart(Ingest(texts)); }

TEST_CASE("clusters apart: folders whose lists of nodes share none", "[ingest]") {
  const std::string log = "2026-05-22T14:00:01Z all is well\n";
  const Texts two = {{"a/nodes.txt", Nodes({"cp1", "w1"})},
                     {"a/x/app.log", log},
                     {"b/get/nodes.txt", Nodes({"s1"})}};
  CHECK(ApartIn(two) == Folders{"a", "b"});
  Texts wrapped;
  for (const auto& [path, text] : two) wrapped["ticket/7/" + path] = text;
  CHECK(ApartIn(wrapped) == Folders{"ticket/7/a", "ticket/7/b"});
  const auto with = [&](const std::string& path, const std::string& text) {
    Texts texts = two;
    texts[path] = text;
    return ApartIn(texts);
  };
  CHECK(with("c/nodes.txt", Nodes({"z1"})) == Folders{"a", "b", "c"});
  CHECK(with("c/nodes.txt", Nodes({"z1", "w1"})).empty());  // later, or of a part of them
  CHECK(with("b/get/more.txt", Nodes({"w1"})).empty());
  CHECK(with("c/app.log", log).empty());  // whose it is nobody knows
  CHECK(with("app.log", log).empty());
  CHECK(ApartIn({{"nodes.txt", Nodes({"cp1"})}, {"later.txt", Nodes({"cp2"})}}).empty());
  CHECK(ApartIn({}).empty());
}

TEST_CASE("clusters apart: they are told at the list that shows it", "[ingest]") {
  const BundleContents contents =
      Ingest({{"a/nodes.txt", Nodes({"cp1"})}, {"b/nodes.txt", Nodes({"s1"})}});
  REQUIRE(contents.problems.size() == 1);
  CHECK(contents.problems[0].reason ==
        "the nodes of another cluster than those in a: give each folder by itself");
  CHECK(contents.problems[0].source.member == 1);
  CHECK(Ingest({{"a/nodes.txt", Nodes({"cp1"})}}).problems.empty());
}

}  // namespace
}  // namespace howdunit
