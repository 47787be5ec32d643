import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/paths.ts";
import { readSources, type Source } from "./sources.ts";

const MOST_LINES = 300;
const MEDIAN_LINES = 80;

const sources = readSources();
const lines = ({ text }: Source) => text.trimEnd().split("\n").length;

/** Places, as `file:line`, where `pattern` is found. */
function found(pattern: RegExp, from: readonly { path: string; text: string }[]): string[] {
  return from.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe("files", () => {
  it(`have at most ${MOST_LINES} lines`, () => {
    assert.deepEqual(
      sources.filter((source) => lines(source) > MOST_LINES).map((source) => `${source.path}: ${lines(source)}`),
      [],
    );
  });

  it(`have a median below ${MEDIAN_LINES} lines`, () => {
    const sizes = sources.map(lines).sort((a, b) => a - b);
    assert.ok((sizes[Math.floor(sizes.length / 2)] ?? 0) < MEDIAN_LINES);
  });

  it("leave nothing to be done later, and no test out", () => {
    assert.deepEqual(found(/\bTODO\b|\bFIXME\b|\bXXX\b/, sources), []);
    const tests = sources.filter(({ path }) => path.startsWith("test/"));
    assert.deepEqual(found(/\b(?:describe|it|test|suite)\.(?:skip|only)\(|^\s*(?:xit|xdescribe|fit|fdescribe)\(/, tests), []);
  });

  it("export things, not other files", () => {
    assert.deepEqual(found(/^export \* from "\./, sources), []);
  });

  it("name no place on the machine that they were written on, and no registry", () => {
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 }).split("\0");
    const texts = tracked
      .filter((path) => existsSync(join(ROOT, path)) && /\.(ts|mjs|cjs|js|json|md|py|sh|yml|grit)$|^\.ci\//.test(path))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
    assert.ok(texts.length > 50);
    assert.deepEqual(found(/\/work\/(?:main|shared)|registry\.npmjs|pythonhosted\.org|pypi\.org/, texts), []);
  });
});
