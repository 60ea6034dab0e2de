#include "support/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>

namespace howdunit::testing {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string Literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? "" : text;
}

void Visit(cmark_node* node, bool entering, MarkdownTree& tree, bool& in_cell) {
  const std::string kind = cmark_node_get_type_string(node);
  if (kind == "table_cell") {
    in_cell = entering;
    if (entering) tree.cells.emplace_back();
    return;
  }
  if (!entering || kind == "document" || kind.rfind("table", 0) == 0) return;
  if (kind == "text") {
    if (in_cell) tree.cells.back() += Literal(node);
  } else if (kind == "html_inline") {
    const std::string tag = Literal(node);
    if (tag != "<code>" && tag != "</code>" && tag != "<br>") tree.unexpected.push_back(tag);
  } else if (kind == "heading" || kind == "paragraph" || kind == "list" || kind == "item" ||
             kind == "code_block") {
    tree.blocks.push_back(kind);
  } else {
    tree.unexpected.push_back(kind);
  }
}

}  // namespace

MarkdownTree ParseMarkdown(const std::string& text) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  for (const char* name : {"table", "autolink", "strikethrough", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document.get()));
  MarkdownTree tree;
  bool in_cell = false;
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    Visit(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER, tree, in_cell);
  }
  return tree;
}

std::string SquashBlanks(std::string_view text) {
  std::string squashed;
  bool blank = true;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    if (!is_blank) squashed += c;
    if (is_blank && !blank) squashed += ' ';
    blank = is_blank;
  }
  while (squashed.ends_with(' ')) squashed.pop_back();
  return squashed;
}

}  // namespace howdunit::testing
