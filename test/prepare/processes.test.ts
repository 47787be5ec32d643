import assert from "node:assert/strict";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../../src/engine/alive.ts";
import type { Contract } from "../../src/protocol/contract.ts";
import type { PrepareOutcome, PreviewQuery } from "../../src/protocol/prepare.ts";
import { type Child, startChild } from "../../src/protocol/process/child.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { childrenNamed } from "../support/children.ts";
import { trainyard } from "../support/cli.ts";
import { DIST } from "../support/paths.ts";
import { until } from "../support/wait.ts";
import { makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

const FILE = "penguins.experiment.json";
const text = (recipe: object[]) => JSON.stringify({ ...SMALL_EXPERIMENT, recipe });
const withStep = (source: string) => ({ recipe: [{ step: "script", columns: "number", file: "step.ts" }], source });

describe("preparing, in processes", function () {
  this.timeout(300_000);
  let engine: Child<Contract>;
  let folder: string;

  beforeEach(async () => {
    ({ folder } = makeWorkspace({ repository: false }));
    engine = await startChild<Contract>({ module: join(DIST, "engine.cjs"), name: "engine" });
  });
  afterEach(async () => {
    await engine.stop();
  });

  const preview = (recipe: object[], more: Partial<PreviewQuery> = {}, signal?: AbortSignal) =>
    engine.client.request(
      "recipe/preview",
      { folder, file: FILE, text: text(recipe), step: recipe.length - 1, from: 0, count: 10, ...more },
      signal ? { signal } : {},
    );

  it("previews an unsaved text, again and again in the same worker", async () => {
    const first = await preview(SMALL_EXPERIMENT.recipe);
    assert.deepEqual(
      first.steps.map(({ state }) => state),
      ["done", "done", "done", "done"],
    );
    const workers = childrenNamed(engine.pid, "worker");
    assert.equal(workers.length, 1);
    const second = await preview([...SMALL_EXPERIMENT.recipe.slice(0, 2), { step: "min-max-scale", columns: "number" }]);
    assert.deepEqual(childrenNamed(engine.pid, "worker"), workers);
    assert.ok(second.columns.filter(({ change }) => change === "changed").length === 4);
  });

  it("runs a step anew once a file that it imports has changed", async () => {
    const { recipe, source } = withStep('import { factor } from "./factor";\nexport const row = () => ({ made: factor });');
    writeFileSync(join(folder, "step.ts"), source);
    const made = async () => (await preview(recipe)).page.columns.find(({ name }) => name === "made")?.values[0];
    writeFileSync(join(folder, "factor.ts"), "export const factor = 2;");
    assert.equal(await made(), 2);
    writeFileSync(join(folder, "factor.ts"), "export const factor = 3;");
    utimesSync(join(folder, "factor.ts"), new Date(), new Date(Date.now() + 5000));
    assert.equal(await made(), 3);
  });

  it("reads the data anew once they change", async () => {
    const before = await preview([]);
    const data = join(folder, "penguins.csv");
    writeFileSync(data, readFileSync(data, "utf8").split("\n").slice(0, 301).join("\n"));
    const after = await preview([]);
    assert.ok(after.page.total < before.page.total);
  });

  it("runs a user's own step outside the engine, anew when its file changes", async () => {
    const { recipe } = withStep("");
    const double = (by: number) =>
      writeFileSync(
        join(folder, "step.ts"),
        `export const row = (row: Record<string, number>) => ({ long: (row.body_mass_g ?? 0) * ${by} });\n`,
      );
    const long = async () => (await preview(recipe)).page.columns.find(({ name }) => name === "long")?.values[0];
    double(2);
    const twice = (await long()) as number;
    double(4);
    assert.equal(await long(), twice * 2);
  });

  it("ends a preview that never yields when it is given up; the next one gets a worker of its own", async () => {
    const { recipe } = withStep("");
    const marker = join(folder, "running");
    const source = `import { writeFileSync } from "node:fs";\nexport const row = () => { writeFileSync(${JSON.stringify(marker)}, ""); for (;;); };\n`;
    writeFileSync(join(folder, "step.ts"), source);
    const controller = new AbortController();
    const endless = preview(recipe, {}, controller.signal);
    await until(() => existsSync(marker));
    const [stuck] = childrenNamed(engine.pid, "worker");
    controller.abort();
    await assert.rejects(endless, (error) => TrainyardError.is(error, "cancelled"));
    assert.equal((await preview(SMALL_EXPERIMENT.recipe)).steps.length, 4);
    await until(() => !isAlive(stuck as number));
  });

  it("suggests what a text does not see to yet", async () => {
    const found = await engine.client.request("recipe/suggest", { folder, file: FILE, text: text([]) });
    assert.ok(found.length >= 4);
    assert.deepEqual(await engine.client.request("recipe/suggest", { folder, file: FILE, text: text(SMALL_EXPERIMENT.recipe) }), []);
  });

  it("writes what training reads: trainyard prepare", async () => {
    const done = await trainyard(folder, ["prepare", FILE, "--out", "prepared.csv", "--json"]);
    assert.equal(done.code, 0, done.stderr);
    const { rows, columns, splits, steps } = done.json<PrepareOutcome>();
    const [head, ...lines] = readFileSync(join(folder, "prepared.csv"), "utf8").trim().split("\n");
    assert.equal(head, columns.join(","));
    assert.deepEqual(columns.slice(-2), ["species", "split"]);
    assert.equal(lines.length, rows);
    for (const [name, count] of Object.entries(splits)) assert.equal(lines.filter((line) => line.endsWith(`,${name}`)).length, count);
    assert.equal(steps.length, 4);
    const train = await trainyard(folder, ["prepare", FILE, "--out", "train.csv", "--split", "train"]);
    assert.match(train.stdout, /2\. fill-missing .*10 -> 0/);
    const own = readFileSync(join(folder, "train.csv"), "utf8").trim().split("\n").slice(1);
    assert.deepEqual(
      own,
      lines.filter((line) => line.endsWith(",train")).map((line) => line.slice(0, -",train".length)),
    );
  });

  it("says what is wrong with a file name, a split or an experiment", async () => {
    const codes = await Promise.all(
      [
        ["prepare", FILE, "--out", "prepared.xls"],
        ["prepare", FILE, "--out", "prepared.csv", "--split", "holdout"],
        ["prepare", "gone.experiment.json", "--out", "prepared.csv"],
      ].map(async (args) => (await trainyard(folder, args)).code),
    );
    assert.deepEqual(codes, [2, 2, 2]);
  });
});
