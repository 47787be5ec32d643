import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelTestOutcome } from "../../src/protocol/modeltest.ts";
import { trainyard } from "../support/cli.ts";
import { fingerprint, git, makeWorkspace, SMALL_EXPERIMENT, type Workspace } from "../support/workspace.ts";

const TREES = { ...SMALL_EXPERIMENT, recipe: [], model: { algorithm: "gradient-boosted-trees", iterations: 15 } };

describe("trainyard test and card", function () {
  this.timeout(300_000);
  let workspace: Workspace;
  const run = (...args: string[]) => trainyard(workspace.folder, args);
  const write = (name: string, text: string) => writeFileSync(join(workspace.folder, name), text);
  let name: string;

  before(async () => {
    workspace = makeWorkspace({ experiment: TREES });
    name = (await run("train", "penguins.experiment.json", "--json")).json<{ name: string }>().name;
  });

  it("tests a model that has no file of tests in general, keeps what is found, and touches nothing of the user's", async () => {
    const before = fingerprint(workspace.folder);
    const result = await run("test", "penguins.experiment.json", "--json");
    assert.equal(result.code, 0, result.stderr + result.stdout);
    const { suites, runName } = result.json<ModelTestOutcome>();
    assert.equal(runName, name);
    assert.equal(suites[0]?.file, null);
    assert.ok(suites[0].results.some(({ kind, status }) => kind === "generated" && status === "passed"));
    assert.equal(fingerprint(workspace.folder), before);
    const ref = git(workspace.folder, "for-each-ref", "--format=%(refname) %(contents:subject)", "refs/trainyard/tests").trim();
    assert.match(ref, /^refs\/trainyard\/tests\/\w{26} trainyard tests of \S+: \d+ passed, 0 failed$/);
  });

  it("proposes a file that the model passes, and leaves one that is there as it is", async () => {
    const made = await run("test", "penguins.experiment.json", "--init");
    assert.equal(made.code, 0, made.stderr);
    const file = join(workspace.folder, "penguins.modeltest.json");
    assert.match(readFileSync(file, "utf8"), /\/\/ .*\n[\s\S]*"minimum-cases"[\s\S]*"repeatability"/);
    const passed = await run("test", name, "--json");
    assert.equal(passed.code, 0, passed.stdout);
    assert.equal(passed.json<ModelTestOutcome>().suites[0]?.file, "penguins.modeltest.json");
    const again = await run("test", name, "--init");
    assert.equal(again.code, 2);
    assert.match(again.stderr, /exists already/);
  });

  it("ends with 1 where a test fails, prints the row, and writes JUnit XML", async () => {
    const rows = { rows: { where: 'species == "Gentoo"', count: 5 }, expect: "Adelie" };
    write(
      "other.modeltest.json",
      JSON.stringify({ experiment: "penguins.experiment.json", tests: [{ test: "minimum-cases", name: "wrong", cases: [rows] }] }),
    );
    const result = await run("test", "--file", "other.modeltest.json", "--junit", "out/results.xml");
    assert.equal(result.code, 1, result.stderr);
    assert.match(
      result.stdout,
      /✗ wrong .*other\.modeltest\.json:1:\d+\n +5 of 5 rows are not as expected\.\n +expected Adelie, got Gentoo/,
    );
    assert.match(readFileSync(join(workspace.folder, "out", "results.xml"), "utf8"), /<testsuites [^>]*tests="1" failures="1"/);
    const history = git(
      workspace.folder,
      "log",
      "--format=%s",
      git(workspace.folder, "for-each-ref", "--format=%(refname)", "refs/trainyard/tests").trim(),
    );
    assert.ok(
      history
        .trim()
        .split("\n")
        .filter((line) => line.startsWith("trainyard tests of")).length >= 3,
      history,
    );
  });

  it("runs one test by its name, and says which there are", async () => {
    const one = await run("test", name, "--file", "penguins.modeltest.json", "--only", "Missing values", "--json");
    assert.equal(one.code, 0, one.stderr);
    assert.deepEqual(
      one.json<ModelTestOutcome>().suites[0]?.results.map((result) => result.name),
      ["Missing values"],
    );
    const none = await run("test", name, "--file", "penguins.modeltest.json", "--only", "Missing value");
    assert.equal(none.code, 2);
    assert.match(none.stderr, /Did you mean "Missing values"/);
  });

  it("ends with 2 on bad input, with line and column", async () => {
    write(
      "bad.modeltest.json",
      '{\n  "experiment": "penguins.experiment.json",\n  "tests": [\n    { "test": "stress", "name": "a", "condition": "noize" }\n  ]\n}',
    );
    const bad = await run("test", "--file", "bad.modeltest.json");
    assert.equal(bad.code, 2);
    assert.match(bad.stderr, /bad\.modeltest\.json:4:51: tests\[0\]\.condition cannot be "noize"/);
    assert.equal((await run("test", "--file", "none.modeltest.json")).code, 2);
    assert.equal((await run("test", "no-such-run")).code, 2);
    assert.equal((await run("test")).code, 2);
    write("new.experiment.json", JSON.stringify(TREES));
    const untrained = await run("test", "new.experiment.json");
    assert.equal(untrained.code, 2);
    assert.match(untrained.stderr, /Train it first: trainyard train new\.experiment\.json/);
  });

  it("writes the run's card, the tests on it", async () => {
    const card = await run("card", name, "--out", "CARD.md");
    assert.equal(card.code, 0, card.stderr);
    const text = readFileSync(join(workspace.folder, "CARD.md"), "utf8");
    assert.match(text, new RegExp(`^# Model card: ${name}\n`));
    assert.match(text, /## Tests of the model[\s\S]*wrong \| minimum-cases \| failed[\s\S]*## Limitations[\s\S]*Test "wrong" failed/);
    const printed = await run("card", name, "--json");
    assert.equal(printed.json<{ markdown: string; path: null }>().markdown, text);
    assert.ok(existsSync(join(workspace.folder, "CARD.md")));
  });
});
