// The templates that come with the program, and those that users bring.
#include <filesystem>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "report/incident.h"
#include "support/markdown.h"
#include "support/temp_folder.h"

namespace howdunit::testing {
namespace {

std::string RenderBy(const Database& database, const std::string& name) {
  const auto files = RenderReport(database, {.formats = {"json"}, .templates = {name}});
  INFO((files ? "" : files.error().message));
  REQUIRE(files);
  return files->back().text;
}

std::string ErrorOf(const std::string& text) {
  const TempFolder folder;
  folder.Write("own.md", text);
  const auto files = RenderReport(OpenIncident(), {.templates = {folder / "own.md"}});
  REQUIRE_FALSE(files);
  return ReplaceAll(files.error().message, folder.path().string() + "/", "");
}

// The names in tags of a template.
std::set<std::string> TagsIn(const std::string& text) {
  std::set<std::string> tags;
  const std::regex regex(R"(\{\{[#/^]?([a-z_]+)\}\})");
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    tags.insert((*at)[1].str());
  }
  return tags;
}

std::string BuiltIn(const std::string& name) {
  auto text = TemplateText(name);
  REQUIRE(text);
  return *std::move(text);
}

}  // namespace

TEST_CASE("templates: every name in them is listed with a sample", "[unit]") {
  std::set<std::string> listed;
  std::string_view rest = std::string_view();
  const std::string listing = ListTemplateVariables("1.2.3");
  for (rest = listing; !rest.empty();) {
    const std::string_view line = TrimLeft(TakeUntil(rest, "\n"));
    listed.insert(std::string(line.substr(0, line.find(' '))));
  }
  for (const std::string& name : TemplateNames()) {
    for (const std::string& tag : TagsIn(BuiltIn(name))) {
      INFO(name << ": " << tag);
      CHECK((listed.contains(tag) || tag.starts_with("todo")));
    }
  }
}

TEST_CASE("templates: every tag that is opened is closed", "[unit]") {
  for (const std::string& name : TemplateNames()) {
    const std::string text = BuiltIn(name);
    std::vector<std::string> open;
    const std::regex regex(R"(\{\{([#/^])([a-z_]+)\}\})");
    for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
      INFO(name << ": " << (*at)[0].str());
      if ((*at)[1].str() != "/") {
        open.push_back((*at)[2].str());
      } else {
        REQUIRE(open.back() == (*at)[2].str());
        open.pop_back();
      }
    }
    CHECK(open.empty());
  }
}

TEST_CASE("templates: none claims more than evidence can show", "[unit]") {
  for (const std::string& name : TemplateNames()) {
    for (const char* word : {"human error", "should have", "could have", "failed to", "obviously",
                             "simply", "just", "caused by", "MTTR", "if only"}) {
      INFO(name << ": " << word);
      CHECK_FALSE(ContainsIgnoringCase(BuiltIn(name), " " + std::string(word) + " "));
    }
  }
}

TEST_CASE("templates: each gives Markdown that is nothing but Markdown", "[unit]") {
  for (const std::string& name : TemplateNames()) {
    if (!name.ends_with(".md")) continue;
    for (const Database& database : {OpenIncident(), OpenHealthy()}) {
      INFO(name);
      for (const std::string& unexpected : ParseMarkdown(RenderBy(database, name)).unexpected) {
        INFO(unexpected);
        CHECK((unexpected == "strong" || unexpected == "emph" || unexpected == "block_quote" ||
               unexpected == "html_block" || unexpected == "softbreak" || unexpected == "code"));
      }
    }
  }
}

TEST_CASE("templates: a ticket has at most 25 lines", "[unit]") {
  for (const Database& database : {OpenIncident(), OpenHealthy()}) {
    CHECK(Split(TrimRight(RenderBy(database, "ticket.md")), '\n').size() <= 25);
  }
}

TEST_CASE("templates: one's own is filled in, and no braces get past the encoders", "[unit]") {
  const TempFolder folder;
  folder.Write("own.md",
               "{{! rows=2 }}\n{{#entries}}\n{{{entry_text}}} {{&entry_place}}\n{{/entries}}\n"
               "{{#summary}}{{summary_text}}{{/summary}}\n{{unknown}}\n");
  const std::string text = RenderBy(OpenIncident(), folder / "own.md");
  CHECK(Contains(text, "<code>"));
  CHECK_FALSE(Contains(text, "<script>"));
  folder.Write("own.html",
               "<p>{{{title}}}</p>{{#unexplained}}<p>{{{unexplained_text}}}</p>{{/unexplained}}");
  const std::string html = RenderBy(OpenIncident(), folder / "own.html");
  CHECK_FALSE(Contains(html, "<script>"));
}

TEST_CASE("templates: what is wrong with one's own is told with its name", "[unit]") {
  CHECK(Contains(ErrorOf("{{#open}} never closed"), "own.md: "));
  CHECK(ErrorOf("{{! lines=3 }}\n") ==
        "own.md:1: \"lines\": expected rows=, events=, excerpt=, citations=, incidents= or alike= "
        "and a number above 0");
  CHECK(Contains(ErrorOf("{{! rows=0 }}\n"), "own.md:1: \"rows\""));
}

TEST_CASE("templates: front matter is YAML whatever a title holds", "[unit]") {
  const Database database = OpenIncident();
  REQUIRE(database.Execute("UPDATE finding SET title = 'a: \"b\" # {{x}} - [c]'"));
  const auto files = RenderReport(database, {.formats = {"md"}, .front_matter = true});
  REQUIRE(files);
  CHECK(files->front().text.starts_with(
      "---\ntitle: \"a: \\\"b\\\" # {{x}} - [c]\"\ndate: 2026-05-23\ntags:\n"
      "  - post-incident-review\n"));
}

}  // namespace howdunit::testing
