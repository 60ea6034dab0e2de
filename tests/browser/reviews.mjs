// The reviews that the tests read: every sample, analysed once.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = process.env.ROOT;
const folder = mkdtempSync(join(tmpdir(), "howdunit-reviews-"));

export const hostileMarkdown = readFileSync(join(root, "tests/report/golden/incident.md"), "utf8");

export const reviews = readdirSync(join(root, "samples"))
  .filter((name) => !name.endsWith(".md"))
  .map((name) => {
    const output = join(folder, name);
    try {
      execFileSync(process.env.HOWDUNIT, [
        "-q", "analyze", join(root, "samples", name), "-o", output, "--template", "howie.md",
        "--template", "runbook.md", "--template", "ticket.md",
      ]);
    } catch (error) {
      if (error.status !== 3) throw error; // 3: something in the bundle could not be read
    }
    const read = (file) => readFileSync(join(output, file), "utf8");
    return {
      name,
      htmlPath: join(output, "pir.html"),
      html: read("pir.html"),
      markdown: read("pir.md"),
      documents: ["pir.md", "howie.md", "runbook.md", "ticket.md"].map(read),
    };
  });
