import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { openSource } from "../../src/engine/data/read.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { evaluateModel } from "../../src/engine/worker/evaluate.ts";
import { predictFile } from "../../src/engine/worker/predict.ts";
import { train } from "../../src/engine/worker/train.ts";
import { tempDir } from "../support/temp.ts";
import { daysFrom, forecasting, weekly } from "./series.ts";

const never = new AbortController().signal;
const ROWS = 150;
const dayAt = (at: number) => new Date(daysFrom(at, 1)[0]!).toISOString().slice(0, 10);

/** Two shops, their rows mixed, the second one higher. */
function shops(folder: string): string {
  const values = weekly(ROWS);
  const lines = values.flatMap((value, at) => [`${dayAt(at)},a,${at % 5},${value}`, `${dayAt(at)},b,${at % 3},${value + 30}`]);
  const file = join(folder, "shops.csv");
  writeFileSync(file, ["day,shop,promo,sold", ...lines.reverse()].join("\n"));
  return file;
}

const experiment = (folder: string) =>
  forecasting(
    { series: ["shop"], known: ["promo"], horizon: 3, lags: [1, 7], rolling: { windows: [4] } },
    { data: join(folder, "shops.csv") },
  );

describe("a forecaster in a worker", () => {
  it("says the same of its test rows again later, and forecasts a file's empty rows", async () => {
    const folder = tempDir();
    shops(folder);
    const asked = experiment(folder);
    const { source } = await prepareSource({ experiment: asked, directory: folder, tempDirectory: folder });
    const directory = join(folder, "live");
    const outcome = await train({ run: "run", experiment: asked, source, directory, backend: "cpu" }, () => undefined, never);
    assert.equal(outcome.evaluation.forecast?.steps.length, 3);
    assert.equal(outcome.evaluation.skipped, 0);

    const model = { run: "run", artifacts: join(directory, "artifacts"), experiment: asked, backend: "cpu" as const };
    const again = await evaluateModel({ ...model, source, split: "test", on: "test" }, never);
    assert.deepEqual(again, outcome.evaluation);

    const file = join(folder, "next.csv");
    const next = (at: number, shop: string) => `${dayAt(at)},${shop},1,`;
    writeFileSync(file, ["day,shop,promo,sold", next(ROWS + 1, "b"), next(ROWS, "a"), next(ROWS, "b")].join("\n"));
    const database = join(folder, "next.duckdb");
    const { rows } = await ingest(file, { database });
    const out = join(folder, "out.csv");
    await predictFile({ ...model, source: { database, rows }, on: { file }, out }, never);
    const [head, ...found] = readFileSync(out, "utf8").trim().split("\n");
    assert.equal(head, "day,shop,promo,sold,prediction,prediction_lower,prediction_upper,steps_ahead");
    assert.deepEqual(
      found.map((line) => line.split(",").at(-1)),
      ["2", "1", "1"],
    );
    const [, a, b] = found.map((line) => Number(line.split(",")[4]));
    assert.ok(Math.abs(b! - a! - 30) < 10, `${a} and ${b}`);
  });

  it("takes of a sample the last training rows, and all later ones", async () => {
    const folder = tempDir();
    shops(folder);
    const asked = experiment(folder);
    const whole = await prepareSource({ experiment: asked, directory: folder, tempDirectory: tempDir() });
    const { source, data } = await prepareSource({ experiment: asked, directory: folder, tempDirectory: folder, sample: "40%" });
    assert.equal(data.splits?.test, whole.data.splits?.test);
    assert.ok(data.splits!.train < 0.5 * whole.data.splits!.train);
    const reader = await openSource(source, never);
    const { columns } = await reader.read({ columns: ["day", "shop"], split: "train" });
    reader.close();
    const last = Math.max(...(columns[0] as { values: Float64Array }).values);
    const days = new Set((columns[0] as { values: Float64Array }).values);
    assert.equal((last - Math.min(...days)) / 86_400_000, days.size - 1, "no gap");
    assert.equal(last, daysFrom(whole.data.splits!.train / 2 - 1, 1)[0]);
  });
});
