import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { allowUserCode } from "../../src/engine/script/user-code.ts";
import { evaluateModel } from "../../src/engine/worker/evaluate.ts";
import { predictFile } from "../../src/engine/worker/predict.ts";
import { train } from "../../src/engine/worker/train.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { ModelJob } from "../../src/protocol/worker.ts";
import { tempDir } from "../support/temp.ts";

const never = new AbortController().signal;

const ROWS = 200;
const LINES = Array.from({ length: ROWS }, (_, i) => ({ day: i, shop: i % 2 === 0 ? "a" : "b", size: Math.sin(i / 3) * 10 + (i % 7) }));
const csv = (lines: typeof LINES) =>
  ["day,shop,size,price", ...lines.map(({ day, shop, size }) => `${day},${shop},${size},${2 * (LINES[day - 2]?.size ?? 0) + 1}`)].join(
    "\n",
  );

const lag = { step: "lag", columns: ["size"], by: ["shop"], order: "day" };
const experimentOf = (folder: string): Experiment =>
  schema.parse({
    data: join(folder, "sales.csv"),
    target: "price",
    task: "regression",
    split: { method: "time", column: "day" },
    recipe: [
      lag,
      { step: "script", file: "twice.ts", columns: ["size"] },
      { step: "fill-missing", columns: "number" },
      { step: "standard-scale", columns: "number" },
      { step: "one-hot-encode", columns: ["shop"] },
    ],
    model: { algorithm: "linear" },
    training: { epochs: 60, learningRate: 0.05, earlyStopping: false },
  });

describe("a model with lags and a script", () => {
  it("is told the same of its test rows again later, and goes on where training ended", async () => {
    const folder = tempDir();
    writeFileSync(join(folder, "sales.csv"), csv(LINES));
    writeFileSync(join(folder, "twice.ts"), "export const row = (one: { size: number }) => ({ ...one, twice: one.size * 2 });");
    const experiment = experimentOf(folder);
    const { source } = await prepareSource({ experiment, directory: folder, tempDirectory: folder });
    const job = { run: "run", experiment, source, directory: join(folder, "live"), backend: "cpu" as const };
    const outcome = await allowUserCode(folder, () => train(job, () => undefined, never));
    assert.ok((outcome.scores.test.r2 ?? 0) > 0.95, `r2 ${outcome.scores.test.r2}`);

    writeFileSync(join(folder, "twice.ts"), "throw new Error('the model has its own copy');");
    const artifacts = join(job.directory, "artifacts");
    const model: ModelJob = { run: "run", artifacts, experiment, source, split: "test", on: "test", backend: "cpu" };
    const again = await allowUserCode(folder, () => evaluateModel(model, never));
    assert.deepEqual(again, outcome.evaluation);

    const fitted = JSON.parse(readFileSync(join(artifacts, "recipe.json"), "utf8"));
    assert.match(JSON.stringify(fitted), /one\.size \* 2/, "the code is kept with the model");
    const later = join(folder, "later.csv");
    writeFileSync(later, csv(LINES.slice(-30)));
    const database = join(folder, "later.duckdb");
    const { rows } = await ingest(later, { database });
    const out = join(folder, "predicted.csv");
    const predict = () =>
      predictFile({ run: "run", artifacts, experiment, source: { database, rows }, on: { file: later }, backend: "cpu", out }, never);
    await allowUserCode(folder, predict);
    assert.equal(readFileSync(out, "utf8").trim().split("\n").length, 31);
    await assert.rejects(predict(), { code: "script-not-allowed" });
  });

  it("refuses rows that come before those of training", async () => {
    const folder = tempDir();
    writeFileSync(join(folder, "sales.csv"), csv([...LINES].reverse()));
    const experiment = { ...experimentOf(folder), split: schema.shape.split.parse({ method: "random" }) };
    const { source } = await prepareSource({ experiment, directory: folder, tempDirectory: folder });
    const job = { run: "run", experiment: { ...experiment, recipe: experiment.recipe.filter(({ step }) => step !== "script") }, source };
    const training = train({ ...job, directory: join(folder, "live"), backend: "cpu" }, () => undefined, never);
    await assert.rejects(training, { code: "rows-out-of-order" });
  });
});
