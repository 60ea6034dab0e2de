#include "report/encode.h"

#include <random>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "support/markdown.h"

namespace howdunit::testing {
namespace {

using report::EncodeCode;
using report::EncodeFence;
using report::EncodeInline;
using report::EncodeMermaidLabel;
using report::Flowchart;

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
    CHECK(EncodeInline(text).str() == text);
  }
  CHECK(EncodeCode("describe-pod.txt:88").str() == "<code>describe-pod.txt:88</code>");
}

TEST_CASE("encode: what is markup is not") {
  CHECK(EncodeInline("<b>").str() == "&lt;b&gt;");
  CHECK(EncodeInline("a|b\\").str() == "a&#124;b&#92;");
  CHECK(EncodeInline("*a* _b_ [E1]").str() == "\\*a\\* \\_b\\_ \\[E1\\]");
  CHECK(EncodeInline("ask @team, now").str() == "ask <code>&#64;team</code>, now");
  CHECK(EncodeInline("2026. x").str() == "2026\\. x");
  CHECK(EncodeInline("- x\ny").str() == "\\- x y");
  CHECK(EncodeCode("a|b\nc").str() == "<code>a&#124;b&#92;nc</code>");
  CHECK(EncodeCode("").str().empty());
}

TEST_CASE("encode: a fence is longer than any run of backticks in it") {
  CHECK(EncodeFence("a ```` b\n", "text").str() == "`````text\na ```` b\n`````");
  CHECK(EncodeFence("", "sh").str() == "```sh\n```");
  CHECK(EncodeFence("\x1b[1m", "text").str() == "```text\n\\x1b[1m\n```");
}

TEST_CASE("encode: a Mermaid label keeps what every version can read") {
  CHECK(EncodeMermaidLabel("a:b \"c\" %%{init}%% (k8s01)").text == "a_b _c_ ___init___ (k8s01)");
  CHECK(EncodeMermaidLabel(std::string(100, 'x')).text.size() == 40);
}

TEST_CASE("encode: a chart that a host would refuse is not drawn") {
  Flowchart chart;
  CHECK_FALSE(chart.drawable());
  const std::size_t first = chart.AddNode(EncodeMermaidLabel("0"));
  for (const char* label : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    chart.AddArrow(first, chart.AddNode(EncodeMermaidLabel(label)), Flowchart::Arrow::kSolid);
  }
  CHECK(chart.drawable());
  CHECK(chart.AddNode(EncodeMermaidLabel("1")) == 1);
  chart.AddNode(EncodeMermaidLabel("9"));
  CHECK_FALSE(chart.drawable());
}

TEST_CASE("encode: 20,000 hostile texts break out of no cell, paragraph, heading or fence") {
  std::mt19937 random(1);  // NOLINT(cert-msc*): the same texts every time
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = Hostile(random);
    CAPTURE(text);
    const std::string in = EncodeInline(text).str();
    const std::string code = EncodeCode(text).str();

    const MarkdownTree table =
        ParseMarkdown("| a | b | c |\n|---|---|---|\n| " + in + " | " + code + " | end |\n");
    REQUIRE(table.unexpected.empty());
    REQUIRE(table.cells.size() == 6);
    REQUIRE(SquashBlanks(table.cells[3]) == Seen(text));
    const std::string shown = ReplaceAll(ReplaceAll(MakeVisible(text), "\n", "\\n"), "\t", "\\t");
    REQUIRE(SquashBlanks(table.cells[4]) == SquashBlanks(shown));
    REQUIRE(table.cells[5] == "end");

    const MarkdownTree page = ParseMarkdown("# " + in + "\n\n" + in + "\n\n- " + in + "\n\n" +
                                            EncodeFence(text, "text").str() + "\n\nend\n");
    REQUIRE(page.unexpected.empty());
    REQUIRE(page.blocks ==
            (Seen(text).empty()
                 ? std::vector<std::string>{"heading", "list", "item", "code_block", "paragraph"}
                 : std::vector<std::string>{"heading", "paragraph", "list", "item", "paragraph",
                                            "code_block", "paragraph"}));
  }
}

}  // namespace howdunit::testing
