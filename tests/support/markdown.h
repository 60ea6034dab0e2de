// What GitHub's own Markdown parser makes of a text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace howdunit::testing {

struct MarkdownTree {
  std::vector<std::string> blocks;      // kinds, in order: "heading", "paragraph", "list", …
  std::vector<std::string> cells;       // text of each table cell, in order
  std::vector<std::string> unexpected;  // links, images, emphasis, HTML other than <code> and <br>
};

// Parses with the extensions that GitHub uses: tables, bare links, strikethrough.
MarkdownTree ParseMarkdown(const std::string& text);

// Blanks and newlines at the ends go, runs of them become one blank.
std::string SquashBlanks(std::string_view text);

}  // namespace howdunit::testing
