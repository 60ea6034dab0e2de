#include "ingest/signatures/pattern.h"

#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "rules/rule.h"

namespace howdunit {
namespace {

using Groups = std::array<std::string_view, Pattern::kMostGroups + 1>;

// "whole|first group|…", or "no".
std::string Found(bool found, const Groups& groups) {
  if (!found) return "no";
  std::string text;
  for (const std::string_view group : groups) text.append(group).append("|");
  return text;
}

void CheckBothAgree(const Pattern& pattern, std::string_view text) {
  Groups fast;
  Groups slow;
  const bool found = pattern.Find(text, fast);
  INFO(text);
  REQUIRE(Found(found, fast) == Found(pattern.FindByRe2(text, slow), slow));
}

// What logs do to a text: a byte is lost, doubled or another one, the text is cut, two are joined.
std::string Mutated(std::string text, const std::string& other, std::mt19937& random) {
  for (auto left = random() % 4; left > 0 && !text.empty(); --left) {
    const std::size_t at = random() % text.size();
    switch (random() % 5) {
      case 0: text.erase(at, 1 + random() % 8); break;
      case 1: text.insert(at, text.substr(at, 1 + random() % 20)); break;
      case 2: text[at] = static_cast<char>(' ' + random() % 95); break;
      case 3: text.resize(at); break;
      default: text.insert(at, other); break;
    }
  }
  return text;
}

TEST_CASE("pattern: machine code finds what RE2 finds, in every signature's texts", "[property]") {
  const auto book = LoadRuleBook();
  REQUIRE(book);
  std::mt19937 random(11);
  std::vector<std::string> texts;
  for (const Signature& signature : book->signatures) {
    for (const auto* list : {&signature.matches, &signature.non_matches}) {
      for (const std::string& text : *list) texts.push_back(UnescapeGoFully(text));
    }
  }
  for (const Signature& signature : book->signatures) {
    const auto pattern = Pattern::Compile(signature.pattern);
    REQUIRE(pattern);
    INFO(signature.id);
    const Pattern checked = Pattern::CompileChecked(signature.pattern);
    CHECK(checked.names() == pattern->names());
    for (const std::string& text : texts) CheckBothAgree(*pattern, text);
    for (const std::string& text : texts) CheckBothAgree(checked, text);
    for (const std::string& own : signature.matches) {
      for (int i = 0; i < 40; ++i) {
        const std::string& other = texts[random() % texts.size()];
        CheckBothAgree(*pattern, RepairUtf8(Mutated(UnescapeGoFully(own), other, random)));
      }
    }
  }
}

TEST_CASE("pattern: text that is not ASCII is matched by characters", "[unit]") {
  const auto pattern = Pattern::Compile("a(?P<two>.{2})b(?:é)?$");
  REQUIRE(pattern);
  Groups groups;
  CHECK(pattern->Find("aéüb", groups));
  CHECK(groups[1] == "éü");
  CHECK(pattern->Find("axxbé", groups));
  CHECK_FALSE(pattern->Find("aéb", groups));
  CHECK_FALSE(pattern->Find("axxb\n", groups));
}

TEST_CASE("pattern: what takes machine code too long is decided by RE2", "[unit]") {
  const auto pattern = Pattern::Compile("(?P<tail>(?:a?){30}a{30}c|b+)");
  REQUIRE(pattern);
  Groups groups;
  const std::string text = std::string(30, 'a') + "bb";
  CHECK(pattern->Find(text, groups));
  CHECK(groups[1] == "bb");
  CHECK(Pattern::CompileChecked("(?P<tail>(?:a?){30}a{30}c|b+)").Find(text, groups));
  CHECK(groups[1] == "bb");
}

TEST_CASE("pattern: an error says what is wrong", "[unit]") {
  CHECK_FALSE(Pattern::Compile("a(b"));
  CHECK_FALSE(Pattern::Compile("a++"));  // possessive: PCRE2's alone
  CHECK_FALSE(Pattern::Compile("(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)"));
}

}  // namespace
}  // namespace howdunit
