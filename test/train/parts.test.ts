import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { openSource } from "../../src/engine/data/read.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { loadTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { evaluateModel } from "../../src/engine/worker/evaluate.ts";
import { predictFile } from "../../src/engine/worker/predict.ts";
import { train } from "../../src/engine/worker/train.ts";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { ModelJob } from "../../src/protocol/worker.ts";
import { tempDir } from "../support/temp.ts";

const never = new AbortController().signal;
/** More than are read together. */
const MANY = 25_000;

const sizeAt = (day: number): number => Math.sin(day / 3) * 10 + (day % 7);
const csv = (from: number, count: number, sizeOf: (day: number) => string = (day) => sizeAt(day).toFixed(6)) =>
  `day,size,price\n${Array.from({ length: count }, (_, i) => `${from + i},${sizeOf(from + i)},${(2 * sizeAt(from + i - 1) + 1).toFixed(6)}`).join("\n")}\n`;

const experimentOf = (change: object) =>
  schema.parse({
    data: "sales.csv",
    target: "price",
    task: "regression",
    split: { method: "time", column: "day" },
    recipe: [{ step: "lag", columns: ["size"], order: "day" }],
    model: { algorithm: "linear" },
    ...change,
  });

async function trained(change: object = {}) {
  const folder = tempDir();
  writeFileSync(join(folder, "sales.csv"), csv(0, 300));
  const experiment = experimentOf(change);
  const { source } = await prepareSource({ experiment, directory: folder, tempDirectory: folder });
  const job = { run: "run", experiment, source, directory: join(folder, "live"), backend: "cpu" as const };
  await train(job, () => undefined, never);
  return { experiment, artifacts: join(job.directory, "artifacts"), folder };
}

async function sourceOf(text: string) {
  const folder = tempDir();
  writeFileSync(join(folder, "later.csv"), text);
  const database = join(folder, "later.duckdb");
  const { rows } = await ingest(join(folder, "later.csv"), { database });
  return { database, rows };
}

describe("rows that are read in parts", function () {
  this.timeout(300_000);
  const drop = [
    { step: "lag", columns: ["size"], order: "day" },
    { step: "drop-missing", columns: "number" },
  ];

  it("are predicted as all at once: lags reach from one part into the next", async () => {
    const { experiment, artifacts, folder } = await trained({ recipe: drop });
    const source = await sourceOf(csv(300, MANY));
    const out = join(folder, "out.csv");
    const job = { run: "run", artifacts, experiment, source, on: { file: "" }, backend: "cpu" as const };
    await predictFile({ ...job, out }, never);
    const lines = readFileSync(out, "utf8").trim().split("\n").slice(1);
    const said = lines.map((line) => Number(line.split(",")[3]));
    const reader = await openSource(source);
    const frame = await reader.read({ columns: ["day", "size"] });
    reader.close();
    const whole = await loadTrained(artifacts, experiment, () => assert.fail("no network"));
    const [all] = await predictRows(whole, frame);
    assert.deepEqual(said, all?.kind === "number" && Array.from(all.values));
    const found = await evaluateModel(job as ModelJob, never);
    assert.equal(found.rows, MANY);
    assert.ok((found.metrics.r2 ?? 0) > 0.999, `${found.metrics.r2}`);
  });

  it("name the row of the file that is wrong", async () => {
    const { experiment, artifacts, folder } = await trained({ recipe: [] });
    const source = await sourceOf(csv(300, MANY, (day) => (day === 300 + MANY - 6 ? "" : sizeAt(day).toFixed(6))));
    const job = { run: "run", artifacts, experiment, source, on: { file: "" }, backend: "cpu" as const };
    const named = (error: { code?: string; facts?: { place?: { row?: number } } }) => {
      assert.equal(error.code, "feature-missing");
      assert.equal(error.facts?.place?.row, MANY - 5);
      return true;
    };
    await assert.rejects(predictFile({ ...job, out: join(folder, "out.csv") }, never), named);
    await assert.rejects(evaluateModel(job as ModelJob, never), named);
  });
});
