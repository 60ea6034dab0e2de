// Markdown as parsers other than GitHub's see it, and diagrams as Mermaid does.
import assert from "node:assert/strict";
import test from "node:test";
import { JSDOM } from "jsdom";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import { hostileMarkdown, reviews } from "./reviews.mjs";

const window = new JSDOM("").window;
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

// Links bare addresses with a scheme, as GitHub and GitLab do, and not every word with a dot.
const markdownIt = new MarkdownIt({ html: true, linkify: true });
markdownIt.linkify.set({ fuzzyLink: false });
const parsers = {
  "markdown-it": (text) => markdownIt.render(text),
  marked: (text) => marked.parse(text, { gfm: true, async: false }),
};
const allowed = new Set([
  "html", "head", "body", "h1", "h2", "h3", "h4", "p", "blockquote", "strong", "em", "code", "pre",
  "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "br", "a",
]);

// The tags that a parser makes of a document, and the links among them.
function look(html) {
  const document = new JSDOM(html).window.document;
  const tags = new Set([...document.querySelectorAll("*")].map((e) => e.tagName.toLowerCase()));
  const links = [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"));
  return { document, tags, links };
}

for (const [parser, render] of Object.entries(parsers)) {
  for (const review of reviews) {
    test(`${parser}: ${review.name} is made of nothing but what templates hold`, () => {
      for (const text of review.documents) {
        const { tags, links } = look(render(text));
        assert.deepEqual([...tags].filter((tag) => !allowed.has(tag)), []);
        assert.deepEqual(links, []);
      }
    });
  }

  test(`${parser}: hostile evidence is shown and means nothing`, () => {
    const { document, tags, links } = look(render(hostileMarkdown));
    assert.deepEqual([...tags].filter((tag) => !allowed.has(tag)), []);
    assert.deepEqual(links, []);
    assert.match(document.body.textContent, /<script>alert\(1\)<\/script>/);
    const widths = [...document.querySelectorAll("table")].map((table) =>
      new Set([...table.rows].map((row) => row.cells.length)));
    for (const width of widths) assert.equal(width.size, 1, "a row lost or won a cell");
  });
}

const blocks = (text) => [...text.matchAll(/^```mermaid\n([^]*?)\n```$/gm)].map((match) => match[1]);

test("mermaid: every diagram can be drawn", async () => {
  let count = 0;
  for (const review of reviews) {
    for (const block of blocks(review.markdown)) {
      assert.ok(await mermaid.parse(block), block);
      ++count;
    }
  }
  assert.ok(count > 10);
});

test("mermaid: all diagrams of a page stay below what GitLab draws", () => {
  for (const review of reviews) {
    assert.ok(blocks(review.markdown).join("").length <= 2000, review.name);
  }
});

test("mermaid: bars and arrows are read as they are meant", async () => {
  const gantt = blocks(reviews.find((r) => r.name === "k8s01-path-mismatch").markdown)
    .find((block) => block.startsWith("gantt"));
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(gantt);
  const names = diagram.db.getTasks().map((task) => task.task.trim());
  const written = gantt.split("\n").filter((line) => line.includes(" :"))
    .map((line) => line.split(" :")[0].trim());
  assert.deepEqual(names, written);
});
