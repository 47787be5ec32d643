import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSource } from "../../src/engine/data/read.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import type { Matrix } from "../../src/engine/recipe/matrix.ts";
import { learn } from "../../src/engine/train/prepare.ts";
import { experimentRows } from "../../src/engine/worker/rows.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { tempDir } from "../support/temp.ts";

const HEADER = "size,weight,age,city,tags,when,price";
const CITIES = ["Oslo", "Rome", "Kyiv", ""];

/** Rows as people have them: some values missing, a repeated one, one far out. */
const ROWS = Array.from({ length: 240 }, (_, i) =>
  [
    i === 17 ? 900 : (i * 37) % 91,
    i % 11 === 0 ? "" : ((i * 13) % 29) + 0.5,
    (i * 7) % 60,
    CITIES[(i * i) % 4],
    ["sea;sun", "sun", "", "snow"][i % 4],
    `20${10 + (i % 9)}-0${1 + (i % 9)}-11`,
    100 + ((i * 31) % 83),
  ].join(","),
);

/** What no training row is like: other numbers, cities, tags and years, and another target. */
const strange = (i: number) => [1e6 + i, -5e5, 7777 * i, `Nowhere ${i}`, "moon", `1950-01-${10 + (i % 20)}`, -9999].join(",");

const EXPERIMENT: Experiment = schema.parse({
  data: "data.csv",
  target: "price",
  task: "regression",
  model: { algorithm: "linear" },
  recipe: [
    { step: "drop-duplicates", columns: "all" },
    { step: "drop-outliers", columns: ["size"] },
    { step: "multi-label-binarise", columns: ["tags"], separator: ";" },
    { step: "date-parts", columns: "date", parts: ["year", "month_cyclic"] },
    { step: "clip-outliers", columns: ["weight"], method: "percentiles" },
    { step: "fill-missing", columns: ["weight"], indicator: true },
    { step: "fill-missing", columns: ["city"], strategy: "mode" },
    { step: "quantile-scale", columns: ["age"] },
    { step: "robust-scale", columns: ["size"] },
    { step: "standard-scale", columns: ["weight"] },
    { step: "min-max-scale", columns: ["when_year"] },
    { step: "target-encode", columns: ["city"] },
    { step: "select-by-variance", columns: "number" },
    { step: "select-by-correlation", columns: "number" },
    { step: "select-by-mutual-information", columns: "all", top: 6 },
  ],
});

async function learnFrom(lines: readonly string[]) {
  const directory = tempDir();
  writeFileSync(join(directory, "data.csv"), `${[HEADER, ...lines].join("\n")}\n`);
  const { source } = await prepareSource({ experiment: EXPERIMENT, directory, tempDirectory: directory });
  const reader = await openSource(source);
  try {
    const rows = experimentRows(reader, EXPERIMENT);
    const learnt = learn(EXPERIMENT, await rows.read("train"), rows);
    return { recipe: JSON.stringify(learnt.recipe), x: [...(learnt.rows.x as Matrix).data], training: await rows.numbers("train") };
  } finally {
    reader.close();
  }
}

describe("what a recipe learns", () => {
  it("does not move when all validation and test rows change", async () => {
    const before = await learnFrom(ROWS);
    const inTraining = new Set(before.training);
    const changed = ROWS.map((line, i) => (inTraining.has(i + 1) ? line : strange(i)));
    assert.ok(changed.filter((line, i) => line !== ROWS[i]).length > 60);
    const after = await learnFrom(changed);
    assert.deepEqual(after, before);
  });

  it("does move when one training row changes", async () => {
    const before = await learnFrom(ROWS);
    const row = (before.training[0] as number) - 1;
    const after = await learnFrom(ROWS.map((line, i) => (i === row ? strange(i) : line)));
    assert.notEqual(after.recipe, before.recipe);
  });
});
