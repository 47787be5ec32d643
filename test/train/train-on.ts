import { loadBackend } from "../../src/engine/backend/load.ts";
import type { Frame } from "../../src/engine/data/column.ts";
import type { FitContext, TensorFlow } from "../../src/engine/model/algorithm.ts";
import { inOrder } from "../../src/engine/train/batch.ts";
import { type TrainOptions, trainExperiment } from "../../src/engine/train/train.ts";
import type { BackendChoice } from "../../src/protocol/backend.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import { penguins } from "./penguins.ts";

const loaded = new Map<BackendChoice, ReturnType<TensorFlow>>();

/** TensorFlow.js as a worker would have it, the same in all tests of a process; other tests may have switched its backend. */
export const tensorflow =
  (choice: BackendChoice = "cpu"): TensorFlow =>
  async () => {
    const known = loaded.get(choice) ?? loadBackend(choice);
    loaded.set(choice, known);
    const { tf, backend } = await known;
    await tf.setBackend(backend.name);
    return { tf, backend };
  };

export interface Epoch {
  epoch: number;
  figures: Record<string, number>;
}

export const PENGUIN_SPLITS = { train: penguins([0, 1, 2]), validation: penguins([3]), test: penguins([4]) };

/** Trains on frames and keeps every epoch's figures. */
export async function trainOn(
  experiment: Experiment,
  frames: Record<"train" | "validation" | "test", Frame> = PENGUIN_SPLITS,
  change: Partial<TrainOptions> = {},
) {
  const epochs: Epoch[] = [];
  const numbers = ({ rows }: Frame) => inOrder(rows).map((row) => row + 1);
  const result = await trainExperiment({
    run: "run",
    experiment,
    frames,
    rowNumbers: { train: numbers(frames.train), validation: numbers(frames.validation), test: numbers(frames.test) },
    booleans: new Set(),
    tensorflow: tensorflow(),
    signal: new AbortController().signal,
    onPhase: () => undefined,
    onEpoch: (epoch, figures) => void epochs.push({ epoch, figures }),
    onProgress: () => undefined,
    ...change,
  } satisfies TrainOptions & Partial<FitContext>);
  return { ...result, epochs };
}

/** Rows `i` of x1, x2 evenly spread, and y of them: a problem whose answer is known. */
export function plane(rows: number, y: (a: number, b: number) => number): Frame {
  const a = Float64Array.from({ length: rows }, (_, i) => Math.sin(i * 12.9898) * 2);
  const b = Float64Array.from({ length: rows }, (_, i) => Math.cos(i * 78.233) * 3 + 1);
  return {
    rows,
    columns: [
      { kind: "number", name: "a", values: a },
      { kind: "number", name: "b", values: b },
      { kind: "number", name: "y", values: a.map((value, i) => y(value, b[i] as number)) },
    ],
  };
}
