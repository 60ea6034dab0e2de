#include <random>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "report/markup/markup.h"
#include "report/markup/mermaid.h"
#include "support/markdown.h"

namespace howdunit::testing {
namespace {

using report::Code;
using report::Fence;
using report::MermaidLabel;
using report::Words;

const report::Review& NoReview() {
  static const report::Review kReview;
  return kReview;
}

std::string Encode(const report::Prose& prose) {
  return report::MakeMarkdown()->Encode(prose, report::EvidenceRegister(NoReview(), 1));
}

std::string Encode(const report::Block& block) { return report::MakeMarkdown()->Encode(block); }

// Pieces that mean something to some reader of Markdown, and ordinary ones.
const std::vector<std::string> kPieces = {"`",
                                          "``",
                                          "```",
                                          "````",
                                          "|",
                                          "||",
                                          "\\",
                                          "\\\\",
                                          "\\|",
                                          "<",
                                          ">",
                                          "<script>",
                                          "</code>",
                                          "</td>",
                                          "<!--",
                                          "-->",
                                          "<img src=x>",
                                          "<a href='x'>",
                                          "&",
                                          "&lt;",
                                          "&#60;",
                                          "&amp;",
                                          "&#x3c;",
                                          "[",
                                          "]",
                                          "](",
                                          "[a](b)",
                                          "![a](b)",
                                          "[^1]",
                                          "[E99]",
                                          "- [ ] ",
                                          "*",
                                          "**",
                                          "_",
                                          "__",
                                          "~",
                                          "~~",
                                          "#",
                                          "# ",
                                          "## ",
                                          "1. ",
                                          "2026. ",
                                          "1) ",
                                          "- ",
                                          "+ ",
                                          "* ",
                                          "---",
                                          "===",
                                          "> ",
                                          "    ",
                                          "\t",
                                          "\n",
                                          "\n\n",
                                          "\r",
                                          "@team",
                                          "a@b.example",
                                          "#12",
                                          "$x$",
                                          "$",
                                          ":fire:",
                                          "http://evil.example/",
                                          "https://x:443/a?b=c&d",
                                          "www.evil.example",
                                          "ftp://x",
                                          "mailto:a@b.c",
                                          "{{x}}",
                                          "{{{x}}}",
                                          "{%",
                                          "^",
                                          "!",
                                          "\xE2\x80\xAE",
                                          "\xE2\x80\x8B",
                                          "\x1B[31m",
                                          "é",
                                          "语",
                                          " ",
                                          "  ",
                                          "a",
                                          "B",
                                          "7",
                                          "pod",
                                          "calico-node-4t5hk",
                                          "snake_case",
                                          "/etc/cni/net.d",
                                          "\"",
                                          "'",
                                          "(",
                                          ")",
                                          "=",
                                          ",",
                                          ".",
                                          ";",
                                          "%",
                                          "TODO(human)",
                                          "</details>"};

std::string Hostile(std::mt19937& random) {
  std::string text;
  for (auto left = 1 + random() % 12; left > 0; --left) text += kPieces[random() % kPieces.size()];
  return text;
}

// What a reader should see of `text` in one line.
std::string Seen(std::string_view text) { return SquashBlanks(MakeVisible(text)); }

}  // namespace

TEST_CASE("encode: ordinary text stays readable in the source") {
  for (const char* text :
       {"calico-node-4t5hk", "/etc/cni/net.d is a directory",
        "connection is unauthorized: Unauthorized", "plugin type=\"calico\" failed (delete)",
        "100% of 3/4 pods", "a_b, v1.35.0; 2026-05-23 02:01:13"}) {
    CHECK(Encode(Words(text)) == text);
  }
  CHECK(Encode(Code("describe-pod.txt:88")) == "<code>describe-pod.txt:88</code>");
}

TEST_CASE("encode: what is markup is not") {
  CHECK(Encode(Words("<b>")) == "&lt;b&gt;");
  CHECK(Encode(Words("a|b\\")) == "a&#124;b&#92;");
  CHECK(Encode(Words("*a* _b_ [E1]")) == "\\*a\\* \\_b\\_ \\[E1\\]");
  CHECK(Encode(Words("ask @team, now")) == "ask <code>&#64;team</code>, now");
  CHECK(Encode(Words("2026. x")) == "2026\\. x");
  CHECK(Encode(Words("- x\ny")) == "\\- x y");
  CHECK(Encode(Code("a|b\nc")) == "<code>a&#124;b&#92;nc</code>");
  CHECK(Encode(Code("")).empty());
}

TEST_CASE("encode: a fence is longer than any run of backticks in it") {
  CHECK(Encode(Fence{"a ```` b\n", "text"}) == "`````text\na ```` b\n`````");
  CHECK(Encode(Fence{"", "sh"}) == "```sh\n```");
  CHECK(Encode(Fence{"\x1b[1m", "text"}) == "```text\n\\x1b[1m\n```");
}

TEST_CASE("encode: a Mermaid label keeps what every version can read") {
  CHECK(MermaidLabel("a:b \"c\" %%{init}%% (k8s01)") == "a_b _c_ ___init___ (k8s01)");
  CHECK(MermaidLabel(std::string(100, 'x')).size() == 40);
}

TEST_CASE("encode: a chart that a host would refuse is not drawn") {
  report::CausalGraph graph;
  CHECK(Encode(graph).empty());
  const auto add = [&](const std::string& label) {
    return graph.AddNode(
        {.id = "F1", .label = label, .title = label, .verdict = "confirmed", .evidence = {}});
  };
  const std::size_t first = add("0");
  for (const char* label : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    graph.AddArrow({.cause = first, .effect = add(label), .certain = true});
  }
  CHECK(Encode(graph).find("n1 --> n9") != std::string::npos);
  CHECK(add("1") == 1);
  add("9");
  CHECK(Encode(graph).empty());
}

TEST_CASE("encode: 20,000 hostile texts break out of no cell, paragraph, heading or fence") {
  std::mt19937 random(1);  // NOLINT(cert-msc*): the same texts every time
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = Hostile(random);
    CAPTURE(text);
    const std::string in = Encode(Words(text));
    const std::string code = Encode(Code(text));

    const MarkdownTree table =
        ParseMarkdown("| a | b | c |\n|---|---|---|\n| " + in + " | " + code + " | end |\n");
    REQUIRE(table.unexpected.empty());
    REQUIRE(table.cells.size() == 6);
    REQUIRE(SquashBlanks(table.cells[3]) == Seen(text));
    const std::string shown = ReplaceAll(ReplaceAll(MakeVisible(text), "\n", "\\n"), "\t", "\\t");
    REQUIRE(SquashBlanks(table.cells[4]) == SquashBlanks(shown));
    REQUIRE(table.cells[5] == "end");

    const MarkdownTree page = ParseMarkdown("# " + in + "\n\n" + in + "\n\n- " + in + "\n\n" +
                                            Encode(Fence{text, "text"}) + "\n\nend\n");
    REQUIRE(page.unexpected.empty());
    REQUIRE(page.blocks ==
            (Seen(text).empty()
                 ? std::vector<std::string>{"heading", "list", "item", "code_block", "paragraph"}
                 : std::vector<std::string>{"heading", "paragraph", "list", "item", "paragraph",
                                            "code_block", "paragraph"}));
  }
}

}  // namespace howdunit::testing
