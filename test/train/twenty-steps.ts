// Run by backends.test.ts in a process of its own: trains 20 steps on the backend named, and prints the weights.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackendName } from "../../src/protocol/backend.ts";
import { penguinExperiment } from "./penguins.ts";
import { PENGUIN_SPLITS, tensorflow, trainOn } from "./train-on.ts";

export interface TwentySteps {
  /** All weights before the first step and after the last. */
  first: number[];
  last: number[];
  loss: number | undefined;
}

const [backend, model] = process.argv.slice(2) as [BackendName, string];
const directory = mkdtempSync(join(tmpdir(), "trainyard-test-"));
const trained = async (steps: 0 | 20) => {
  // 208 training rows make 4 batches of 64: 20 steps in 5 epochs
  const training = { epochs: 5, batchSize: 64, earlyStopping: false, learningRate: 0.01 };
  const controller = new AbortController();
  const result = await trainOn(penguinExperiment({ model: JSON.parse(model), training }), PENGUIN_SPLITS, {
    tensorflow: tensorflow(backend),
    signal: controller.signal,
    onPhase: (phase) => phase === "training" && steps === 0 && controller.abort(),
  });
  await result.model.save(directory);
  const bytes = readFileSync(join(directory, "group1-shard1of1.bin"));
  return { loss: result.epochs.at(-1)?.figures.loss, weights: [...new Float32Array(Uint8Array.from(bytes).buffer)] };
};
try {
  const [first, last] = [await trained(0), await trained(20)];
  console.log(JSON.stringify({ first: first.weights, last: last.weights, loss: last.loss } satisfies TwentySteps));
} finally {
  rmSync(directory, { recursive: true, force: true });
}
