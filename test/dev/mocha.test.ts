import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

interface Counts {
  passed: number;
  failed: number;
  skipped: string[];
  failures: { title: string }[];
  unsteady: { title: string }[];
}
type RunMocha = (name: string, files: string[], log: string) => Promise<Counts>;

const { mocha } = (await import(pathToFileURL(join(ROOT, "src", "dev", "lib", "mocha.mjs")).href)) as { mocha: RunMocha };

const STEADY = 'it("passes", () => {}); it("passes too", () => {});';
const BROKEN = 'it("passes beside it", () => {}); it("is broken", () => { throw new Error("always"); });';
const unsteady = (mark: string) => `const fs = require("node:fs");
  it("is unsteady", () => { if (!fs.existsSync(${JSON.stringify(mark)})) { fs.writeFileSync(${JSON.stringify(mark)}, ""); throw new Error("once"); } });`;

describe("running mocha", () => {
  const folder = tempDir();
  const run = (...sources: string[]): Promise<Counts> => {
    const files = sources.map((source, index) => {
      const file = join(folder, `${index}.test.cjs`);
      writeFileSync(file, source);
      return file;
    });
    return mocha("mocha-itself", files, join(folder, "mocha.log"));
  };
  const titles = (failures: { title: string }[]) => failures.map(({ title }) => title);

  it("counts what passes", async () => {
    const { passed, failed } = await run(STEADY);
    assert.deepEqual([passed, failed], [2, 0]);
  });

  it("runs the file of a failure again: what fails twice has failed, in one count", async () => {
    const { passed, failed, failures, unsteady: told } = await run(STEADY, BROKEN);
    assert.deepEqual([passed, failed, titles(failures), told], [3, 1, ["is broken"], []]);
  });

  it("names as unsteady what passes then", async () => {
    const { passed, failed, unsteady: told } = await run(STEADY, unsteady(join(folder, "mark")), BROKEN);
    assert.deepEqual([passed, failed, titles(told)], [4, 1, ["is unsteady"]]);
  });

  it("says that a test file which does not load, or a hook, has failed", async () => {
    assert.equal((await run("throw new Error('no');")).failed, 1);
    const { failed, failures } = await run('before(() => { throw new Error("hook"); }); it("is not reached", () => {});');
    assert.deepEqual([failed, failures.length], [1, 1]);
  });

  it("runs nothing again when many files fail", async () => {
    const mark = join(folder, "second");
    const { failed } = await run(BROKEN, BROKEN, BROKEN, unsteady(mark));
    assert.equal(failed, 4);
    assert.ok(existsSync(mark));
  });
});
