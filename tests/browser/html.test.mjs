// pir.html as a validator of HTML sees it.
import assert from "node:assert/strict";
import test from "node:test";
import { HtmlValidate } from "html-validate";
import { reviews } from "./reviews.mjs";

const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // Prose of the evidence is long and has blanks where it has them.
    "long-title": "off",
    "no-trailing-whitespace": "off",
    // One file: there is nowhere else to put the styles.
    "no-inline-style": "off",
    // A region that can be scrolled must be reachable by keyboard.
    "no-redundant-role": "off",
    "prefer-native-element": "off",
  },
});

for (const review of reviews) {
  test(`html: ${review.name} is valid`, async () => {
    const report = await validator.validateString(review.html);
    const messages = report.results.flatMap((result) =>
      result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
    assert.deepEqual(messages.slice(0, 5), []);
  });

  test(`html: ${review.name} holds no script and asks nothing of the network`, () => {
    const tags = review.html.match(/<[a-zA-Z][^>]*>/g);
    for (const tag of tags) {
      assert.doesNotMatch(tag, /^<(script|iframe|object|embed|link|img|form|base)\b/i);
      assert.doesNotMatch(tag, /\son[a-z]+\s*=/i);
      assert.doesNotMatch(tag, /\s(src|href|action|xlink:href)\s*=\s*["']?(?!#)[^"'\s>]/i, tag);
      assert.doesNotMatch(tag, /url\((?!#)/i);
    }
  });
}
