import type { Candidate } from "../../src/engine/measure/candidates.ts";
import type { Work } from "../../src/engine/measure/work.ts";
import { experiment } from "../../src/protocol/experiment.schema.ts";

/** A training on rows of random numbers: two classes, by default long enough to be worth measuring. */
export function workOf({
  rows = 6400,
  features = 4,
  hidden = [8],
  epochs = 1000,
  compile = "auto" as "auto" | "off",
  patience = 0,
} = {}): Work {
  const { model, training } = experiment.parse({
    data: "rows.csv",
    target: "y",
    task: "binary",
    model: { algorithm: "mlp", hidden },
    training: { epochs, batchSize: 32, compile, earlyStopping: patience > 0 && { patience } },
  });
  const names = Array.from({ length: features }, (_, i) => `x${i}`);
  const part = (count: number) => ({
    x: { rows: count, features: names, data: Float32Array.from({ length: count * features }, (_, i) => Math.sin(i * 12.9898)) },
    y: Float64Array.from({ length: count }, (_, i) => i % 2),
  });
  return {
    model,
    target: { task: "binary", column: "y", classes: ["a", "b"], counts: [rows / 2, rows / 2] },
    features: names,
    settings: training,
    train: part(rows),
    validation: part(64),
  };
}

export const ONE: Candidate = { name: "tensorflow", threads: 1 };
export const ALL: Candidate = { name: "tensorflow", threads: 4 };
export const WASM: Candidate = { name: "wasm" };
export const CPU: Candidate = { name: "cpu" };
