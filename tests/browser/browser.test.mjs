// pir.html in a browser: nothing overflows, evidence can be followed both ways, it prints.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { reviews } from "./reviews.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const skip = existsSync(executablePath) ? false : "Chromium is not installed";
const sample = reviews.find((review) => review.name === "k8s01-path-mismatch");
let browser;

before(async () => {
  if (skip) return;
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(async () => browser?.close());

async function open(review, options) {
  const page = await browser.newPage(options);
  const problems = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("requestfailed", (request) => problems.push(request.url()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) problems.push(request.url());
  });
  await page.goto(pathToFileURL(review.htmlPath).href);
  return { page, problems };
}

for (const width of [400, 1280, 1920]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`browser: nothing overflows at ${width} px, ${colorScheme}`, { skip }, async () => {
      for (const review of reviews) {
        const { page, problems } = await open(review, {
          viewport: { width, height: 900 }, colorScheme,
        });
        const over = await page.evaluate(() =>
          document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${review.name} is ${over} px too wide`);
        assert.deepEqual(problems, []);
        await page.close();
      }
    });
  }
}

test("browser: a citation leads to its line and back", { skip }, async () => {
  const { page } = await open(sample, { viewport: { width: 1280, height: 900 } });
  const citation = page.locator("#causes a.cite").first();
  const number = await citation.textContent();
  const id = await citation.getAttribute("id");
  await citation.click();
  assert.equal(new URL(page.url()).hash, `#${number}`);
  const entry = page.locator(`tr#${number}`);
  assert.ok(await entry.isVisible());
  await entry.locator(`a[href="#${id}"]`).click();
  assert.equal(new URL(page.url()).hash, `#${id}`);
  assert.ok(await page.locator(`#${id}`).isVisible());
  await page.close();
});

test("browser: the evidence opens below its statement", { skip }, async () => {
  const { page } = await open(sample, { viewport: { width: 1280, height: 900 } });
  const fold = page.locator("#causes details.lines").first();
  const line = fold.locator("dd").first();
  assert.equal(await line.isVisible(), false);
  await fold.locator("summary").click();
  assert.ok(await line.isVisible());
  assert.ok((await line.textContent()).length > 10);
  await page.close();
});

test("browser: every link has its target", { skip }, async () => {
  for (const review of reviews) {
    const { page } = await open(review);
    const missing = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
      .map((a) => a.getAttribute("href").slice(1))
      .filter((id) => document.getElementById(id) === null));
    assert.deepEqual(missing, [], review.name);
    await page.close();
  }
});

test("browser: pictures lead to the evidence and to the chains", { skip }, async () => {
  const { page } = await open(sample);
  assert.ok((await page.locator("svg.timeline a").count()) > 3);
  assert.ok((await page.locator("svg.graph a").count()) > 3);
  await page.close();
});

test("browser: it prints", { skip }, async () => {
  const { page } = await open(sample, { colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.ok(pdf.length > 20_000);
  await page.close();
});
