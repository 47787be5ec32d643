import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import { memoryLimit } from "../../src/engine/train/stream/memory.ts";
import { train } from "../../src/engine/worker/train.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import type { TrainJob } from "../../src/protocol/worker.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "./penguins.ts";

const ROWS = 3000;
const never = new AbortController().signal;

/** Sorted by its class, as files are: `y` is "far" beyond a circle; a category that says nothing, some missing values. */
function circle(): string {
  const random = randomFrom(1, "sample");
  const lines = Array.from({ length: ROWS }, () => {
    const [a, b] = [random.next() * 2 - 1, random.next() * 2 - 1];
    const missing = random.next() < 0.02;
    return { far: a * a + b * b > 0.64, line: `${missing ? "" : a.toFixed(6)},${b.toFixed(6)},${"pqr"[random.below(3)]}` };
  });
  const sorted = [...lines.filter(({ far }) => far), ...lines.filter(({ far }) => !far)];
  const file = join(tempDir(), "circle.csv");
  writeFileSync(file, `a,b,c,y\n${sorted.map(({ line, far }) => `${line},${far ? "far" : "near"}`).join("\n")}\n`);
  return file;
}

const file = circle();
const experimentOn = (memory: string, change: object = {}, training: object = {}) =>
  penguinExperiment({
    data: file,
    target: "y",
    task: "binary",
    model: { algorithm: "mlp", hidden: [16] },
    training: { epochs: 6, batchSize: 16, learningRate: 0.05, memory, checkpoint: 0, ...training },
    ...change,
  });

async function jobFor(experiment: Experiment, directory = tempDir()): Promise<TrainJob> {
  const { source } = await prepareSource({ experiment, directory, tempDirectory: tempDir() });
  return { run: "run", experiment, source, directory, backend: "cpu" };
}

const weightsOf = (directory: string) => readFileSync(join(directory, "artifacts", "model", "group1-shard1of1.bin")).toString("base64");

describe("rows beyond memory", function () {
  this.timeout(300_000);

  it("are streamed: as good as in memory, on all rows, and said so", async () => {
    const [whole, part] = [await jobFor(experimentOn("1 GB")), await jobFor(experimentOn("200 KB"))];
    const [held, streamed] = [await train(whole, () => undefined, never), await train(part, () => undefined, never)];
    assert.deepEqual(streamed.splits, held.splits);
    assert.equal(streamed.evaluation.rows, held.evaluation.rows);
    assert.ok((held.scores.test.accuracy ?? 0) > 0.9, `${held.scores.test.accuracy}`);
    assert.ok((streamed.scores.test.accuracy ?? 0) > 0.9, `${streamed.scores.test.accuracy}`);
    assert.match(streamed.notes[0] ?? "", /read from the file in parts.*fitted on [\d,]+ of 2,100 training rows/);
    assert.equal(
      held.notes.some((note) => /read from the file in parts/.test(note)),
      false,
    );
  });

  it("give the same weights for the same seed, and others for another", async () => {
    const trained = async (seed: number) => {
      const job = await jobFor(experimentOn("200 KB", {}, { epochs: 2, seed }));
      await train(job, () => undefined, never);
      return weightsOf(job.directory);
    };
    const [one, two, other] = [await trained(1), await trained(1), await trained(2)];
    assert.equal(one, two);
    assert.notEqual(one, other);
  });

  it("are gone on with after a kill, by the plan that was made at first", async () => {
    const experiment = experimentOn("200 KB", {}, { epochs: 4 });
    const whole = await jobFor(experiment);
    await train(whole, () => undefined, never);
    const killed = await jobFor(experiment);
    const controller = new AbortController();
    await train(killed, (_, state) => void ("epoch" in state && state.epoch >= 2 && controller.abort()), controller.signal);
    const roomy = { ...killed, experiment: { ...experiment, training: { ...experiment.training, memory: "1 GB" } } };
    const outcome = await train(roomy, () => undefined, never);
    assert.match(outcome.notes.join(), /read from the file in parts/);
    assert.equal(weightsOf(killed.directory), weightsOf(whole.directory));
  });

  it("name the row of the file that is wrong", async () => {
    const experiment = experimentOn("200 KB", { recipe: [{ step: "one-hot-encode", columns: ["c"] }] });
    await assert.rejects(
      train(await jobFor(experiment), () => undefined, never),
      (error: { code?: string; facts?: { place?: { row?: number } } }) => {
        assert.equal(error.code, "feature-missing");
        const line = readFileSync(file, "utf8").split("\n")[error.facts?.place?.row ?? 0];
        assert.match(line ?? "", /^,/);
        return true;
      },
    );
  });

  it("are refused before they are read where an algorithm needs them all, or the recipe looks back", async () => {
    const refused = async (change: object, memory = "40 KB") =>
      assert.rejects(
        train(await jobFor(experimentOn(memory, change)), () => undefined, never),
        (error: { code?: string; message: string; facts?: { remedy: string } }) => {
          assert.equal(error.code, "data-exceed-memory");
          assert.match(error.message, /3,000 rows would take about .* they may take/);
          assert.match(error.facts?.remedy ?? "", /--sample \d+%/);
          return true;
        },
      );
    await refused({ model: { algorithm: "image-classifier" } });
    await refused({ model: { algorithm: "forecaster", time: "a" }, task: "regression", target: "b" });
    await refused({ model: { algorithm: "random-forest" }, recipe: [] });
    await refused({}, "4 KB");
  });

  it("a limit is a size, or half of what is free", () => {
    assert.equal(memoryLimit("512 MB"), 512 * 2 ** 20);
    assert.equal(memoryLimit("1.5GiB"), 1.5 * 2 ** 30);
    assert.ok(memoryLimit("auto") > 2 ** 20);
  });
});
