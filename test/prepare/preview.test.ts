import assert from "node:assert/strict";
import { Previews } from "../../src/engine/prepare/preview.ts";
import { readSample } from "../../src/engine/prepare/sample.ts";
import type { Matrix } from "../../src/engine/recipe/matrix.ts";
import { learn } from "../../src/engine/train/prepare.ts";
import { experimentRows, withSource } from "../../src/engine/worker/rows.ts";
import type { Experiment } from "../../src/protocol/experiment.ts";
import type { Preview } from "../../src/protocol/prepare.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { going, penguinSource, penguins, sameStep } from "./support.ts";

const RECIPE = [
  { step: "drop-missing", columns: ["sex"] },
  { step: "fill-missing", columns: "number", strategy: "median" },
  { step: "standard-scale", columns: "number" },
  { step: "one-hot-encode", columns: "category" },
];

async function previewsOf(experiment: Experiment, mostRows?: number): Promise<Previews> {
  const { source } = await penguinSource(experiment);
  return new Previews(experiment, await withSource(source, going, (reader) => readSample(reader, experiment, mostRows)));
}

async function look(experiment: Experiment, step: number, wanted: object = {}): Promise<Preview> {
  const previews = await previewsOf(experiment);
  const steps = experiment.recipe.slice(0, step + 1);
  return previews.preview({ steps, step, from: 0, count: 1000, keyOf: sameStep, ...wanted }, going);
}

const column = ({ page }: Preview, name: string) => page.columns.find((one) => one.name === name)?.values ?? [];

describe("Previews", () => {
  it("shows, after the last step, the very rows that training learns from", async () => {
    const experiment = penguins(RECIPE);
    const { source } = await penguinSource(experiment);
    const frame = await withSource(source, going, (reader) => experimentRows(reader, experiment).read("train"));
    const x = learn(experiment, frame).rows.x as Matrix;
    const preview = await look(experiment, 3);
    const kept = preview.page.dropped.flatMap((gone, at) => (gone ? [] : [at]));
    assert.equal(kept.length, x.rows);
    for (const [position, name] of x.features.entries()) {
      const values = column(preview, name);
      for (const [row, at] of kept.entries()) assert.equal(values[at], x.data[row * x.features.length + position], `${name}, row ${row}`);
    }
  });

  it("says what each step did", async () => {
    const { steps } = await look(penguins(RECIPE), 3);
    assert.deepEqual(
      steps.map(({ state, rows, columns }) => [state, rows[0] - rows[1], columns[1] - columns[0]]),
      [
        ["done", steps[0]!.rows[0] - steps[0]!.rows[1], 0],
        ["done", 0, 0],
        ["done", 0, 0],
        ["done", 0, 3],
      ],
    );
    const [drop, fill, scale, encode] = steps;
    assert.ok(drop!.rows[1] < drop!.rows[0] && drop!.missing[1] < drop!.missing[0]);
    assert.equal(fill!.missing[1], 0);
    assert.equal(fill!.changedCells, fill!.missing[0], "each missing cell, and no other");
    assert.equal(scale!.changed.length, scale!.used.length);
    assert.deepEqual(encode!.removed, ["island", "sex"]);
    assert.deepEqual(encode!.added, ["island_Biscoe", "island_Dream", "island_Torgersen", "sex_female", "sex_male"]);
  });

  it("shows the cells that a step changes, with what they were before, on their own if asked", async () => {
    const experiment = penguins(RECIPE.slice(1));
    const all = await look(experiment, 0);
    assert.equal(all.page.matching, all.page.total);
    const some = await look(experiment, 0, { changedOnly: true });
    assert.equal(some.page.total, all.page.total);
    assert.ok(some.page.matching > 0 && some.page.matching < 10);
    const bill = some.page.columns.findIndex(({ name }) => name === "bill_length_mm");
    const was = some.page.before[bill] ?? [];
    assert.ok(was.every((value) => value === null) && some.page.columns[bill]!.values.every((value) => typeof value === "number"));
    assert.equal(some.page.before[some.page.columns.findIndex(({ name }) => name === "island")], null);
  });

  it("puts what a step touches first, and new columns beside what they are made of", async () => {
    const { columns, page } = await look(penguins(RECIPE), 3);
    assert.deepEqual(
      columns.slice(0, 2).map(({ name, change }) => [name, change]),
      [
        ["island", "removed"],
        ["island_Biscoe", "added"],
      ],
    );
    assert.deepEqual(
      page.names,
      columns.map(({ name }) => name),
    );
  });

  it("shows a step's error at that step, and the rows as the steps before it left them", async () => {
    const broken = penguins([RECIPE[1]!, { step: "standard-scale", columns: ["bill_length"] }, RECIPE[3]!]);
    const { steps, page } = await look(broken, 2);
    assert.deepEqual(
      steps.map(({ state }) => state),
      ["done", "failed", "unreached"],
    );
    assert.equal(steps[1]!.error?.code, "column-missing");
    assert.equal(steps[1]!.error?.place?.field, "recipe.1.columns");
    assert.ok(
      page.columns.find(({ name }) => name === "bill_length_mm")!.values.every((value) => value !== null),
      "filled by the first",
    );
  });

  it("says which steps are off, and which found nothing to do", async () => {
    const { steps } = await look(
      penguins([
        { ...RECIPE[2], enabled: false },
        { step: "date-parts", columns: "date" },
      ]),
      1,
    );
    assert.deepEqual(
      steps.map(({ state }) => state),
      ["off", "idle"],
    );
  });

  it("learns anew only what changed, and gives the same", async () => {
    const experiment = penguins(RECIPE);
    const previews = await previewsOf(experiment);
    const ask = (steps: Experiment["recipe"]) =>
      previews.preview({ steps, step: steps.length - 1, from: 0, count: 5, keyOf: sameStep }, going);
    const first = await ask(experiment.recipe);
    await ask(penguins([RECIPE[0]!, { ...RECIPE[1], strategy: "mean" }, RECIPE[3]!]).recipe);
    await ask(experiment.recipe.slice(0, 2));
    assert.deepEqual(await ask(experiment.recipe), first);
    assert.deepEqual(await look(experiment, 3, { count: 5 }), first);
  });

  it("draws rows by a fixed seed where there are too many, and says so", async () => {
    const experiment = penguins(RECIPE.slice(1));
    const previews = await previewsOf(experiment, 100);
    const ask = () => previews.preview({ steps: experiment.recipe, step: 2, from: 0, count: 1000, keyOf: sameStep }, going);
    const preview = await ask();
    const whole = await look(experiment, 2);
    assert.deepEqual(preview.sample, { rows: 100, of: whole.sample.of });
    assert.deepEqual(whole.sample, { rows: whole.sample.of, of: whole.sample.of });
    const numbers = preview.page.numbers;
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
    assert.deepEqual(
      (await (await previewsOf(experiment, 100)).preview({ steps: [], step: -1, from: 0, count: 1000, keyOf: sameStep }, going)).page
        .numbers,
      numbers,
    );
  });

  it("ends when it is given up", async () => {
    const experiment = penguins(RECIPE);
    const previews = await previewsOf(experiment);
    const given = AbortSignal.abort();
    await assert.rejects(previews.preview({ steps: experiment.recipe, step: 3, from: 0, count: 1, keyOf: sameStep }, given), (error) =>
      TrainyardError.is(error, "cancelled"),
    );
  });
});
