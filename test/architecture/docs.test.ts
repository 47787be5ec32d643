import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/paths.ts";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const isThere = (path: string) => existsSync(join(ROOT, path));
/** First groups of all matches, each once. */
const allOf = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))];

describe("what is written about the project", () => {
  it("names only files and folders that are there", () => {
    const paths = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"].flatMap((file) =>
      allOf(read(file), /`((?:src|webview|test|bench|examples)\/[\w./-]*\w)`/g),
    );
    assert.ok(paths.length > 50);
    assert.deepEqual(
      paths.filter((path) => !isThere(path)),
      [],
    );
  });

  it("links only to what is there", () => {
    const readme = read("README.md");
    const anchors = allOf(readme, /^#+ (.*)$/gm).map((title) => `#${title.toLowerCase().replaceAll(" ", "-")}`);
    const links = allOf(readme, /\]\(([^)\s]+)\)/g);
    assert.deepEqual(
      links.filter((link) => !(link.startsWith("#") ? anchors.includes(link) : isThere(link.replace(/#.*/, "")))),
      [],
    );
  });

  it("holds each invariant by a test", () => {
    const [, invariants = ""] = /^## Invariants\n([\s\S]*?)^## /m.exec(read("ARCHITECTURE.md")) ?? [];
    const numbered = invariants.split(/^(?=\d+\. )/m).slice(1);
    assert.deepEqual(
      numbered.map((one) => Number.parseInt(one, 10)),
      numbered.map((_, at) => at + 1),
    );
    assert.deepEqual(
      numbered.filter((one) => !/`test\/[\w./-]+`/.test(one)),
      [],
    );
  });

  it("shows every command of the command line, and no other", () => {
    const [, block = ""] = /^## On the command line\n[\s\S]*?```\n([\s\S]*?)```/m.exec(read("README.md")) ?? [];
    const commands = readdirSync(join(ROOT, "src", "cli", "commands")).map((file) => file.replace(/\.ts$/, ""));
    assert.deepEqual(allOf(block, /^trainyard (\w+)/gm).sort(), commands.sort());
  });
});
