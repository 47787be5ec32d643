import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { allowUserCode } from "../../src/engine/script/user-code.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import { train } from "../../src/engine/worker/train.ts";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { TrainOutcome } from "../../src/protocol/worker.ts";
import { tempDir } from "../support/temp.ts";

const ROWS = 2000;
const folder = tempDir();
const never = new AbortController().signal;

const BUILD = `export const buildModel = (tf, { inputShape, units, activation }) =>
  tf.sequential({ layers: [tf.layers.dense({ units: 8, activation: "relu", inputShape }), tf.layers.dense({ units, activation })] });
`;

/** Four numbers that are two and noise, rows that are odd in one of them; a value; a text of which one word says the class. */
function tables(): void {
  const random = randomFrom(3, "sample");
  const words = Array.from({ length: 40 }, (_, i) => `word${String.fromCharCode(97 + (i % 26), 97 + (i >> 3))}`);
  const numbers: string[] = [];
  const texts: string[] = [];
  for (let row = 0; row < ROWS; row += 1) {
    const [a, b] = [random.next() * 2 - 1, random.next() * 2 - 1];
    const odd = row % 50 === 7;
    const c = odd ? 4 + random.next() : a + b + 0.05 * random.next();
    numbers.push(`${a.toFixed(4)},${b.toFixed(4)},${c.toFixed(4)},${(a - b).toFixed(4)},${odd ? 1 : 0},${(3 * a - b + 2).toFixed(4)}`);
    const good = random.next() < 0.5;
    const text = Array.from({ length: 6 }, () => words[random.below(40)]);
    text[random.below(6)] = good ? "lovely" : "dreadful";
    texts.push(`${text.join(" ")} ${row},${good ? "good" : "bad"}`);
  }
  writeFileSync(join(folder, "numbers.csv"), `a,b,c,d,odd,value\n${numbers.join("\n")}\n`);
  writeFileSync(join(folder, "texts.csv"), `text,mood\n${texts.join("\n")}\n`);
  writeFileSync(join(folder, "model.mjs"), BUILD);
}

async function trained(memory: string, change: { training?: object } & Record<string, unknown>): Promise<TrainOutcome> {
  const experiment = schema.parse({
    data: join(folder, "numbers.csv"),
    recipe: [],
    ...change,
    training: { epochs: 5, batchSize: 16, learningRate: 0.02, earlyStopping: false, checkpoint: 0, ...change.training, memory },
  });
  const directory = tempDir();
  const { source } = await prepareSource({ experiment, directory: folder, tempDirectory: tempDir() });
  return allowUserCode(folder, () => train({ run: "run", experiment, source, directory, backend: "cpu" }, () => undefined, never));
}

/** A figure of the test rows, in memory and in parts. */
async function both(change: Parameters<typeof trained>[1], figure: string, memory = "80 KB"): Promise<[held: number, streamed: number]> {
  const [held, streamed] = [await trained("1 GB", change), await trained(memory, change)];
  assert.match(streamed.notes[0] ?? "", /read from the file in parts/);
  assert.doesNotMatch(held.notes.join(), /read from the file in parts/);
  assert.equal(streamed.evaluation.rows, held.evaluation.rows);
  assert.deepEqual(streamed.splits, held.splits);
  return [held.scores.test[figure] ?? Number.NaN, streamed.scores.test[figure] ?? Number.NaN];
}

describe("networks on rows beyond memory", function () {
  this.timeout(300_000);
  before(tables);

  it("anomaly-detector: odd rows are found as well as in memory", async () => {
    const model = { algorithm: "anomaly-detector", label: "odd", hidden: [8], encoding: 2, contamination: 0.02 };
    const found = await both({ task: "anomaly-detection", exclude: ["value"], model }, "roc_auc");
    for (const area of found) assert.ok(area > 0.95, `${found}`);
  });

  it("denoising-pretrain: restores as well as in memory", async () => {
    const model = { algorithm: "denoising-pretrain", hidden: [8], encoding: 3 };
    const [held, streamed] = await both({ task: "representation-learning", exclude: ["odd", "value"], model }, "denoising_mse");
    assert.ok(Math.abs(streamed / held - 1) < 0.3, `${streamed} ${held}`);
  });

  it("script: a network of one's own, which is told of all rows", async () => {
    const model = { algorithm: "script", file: "model.mjs" };
    const [held, streamed] = await both({ target: "value", task: "regression", exclude: ["odd"], model }, "r2");
    assert.ok(held > 0.95 && streamed > 0.95, `${streamed} ${held}`);
  });

  it("text-classifier: with the words of the rows that are held", async () => {
    const change = {
      data: join(folder, "texts.csv"),
      target: "mood",
      task: "binary",
      model: { algorithm: "text-classifier", embeddingSize: 8, hidden: [] },
    };
    const [held, streamed] = await both({ ...change, training: { learningRate: 0.05 } }, "accuracy", "1 MB");
    assert.ok(held > 0.95 && streamed > 0.95, `${streamed} ${held}`);
  });
});
