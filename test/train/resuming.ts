import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Checkpoint, Checkpoints } from "../../src/engine/train/checkpoint/checkpoint.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/engine/train/checkpoint/safetensors.ts";
import type { TrainOptions } from "../../src/engine/train/train.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import { tempDir } from "../support/temp.ts";
import { type Epoch, PENGUIN_SPLITS, trainOn } from "./train-on.ts";

class Killed extends Error {}

/** All that must be the same of two trainings. */
export interface Outcome {
  epochs: Epoch[];
  scores: unknown;
  notes: string[];
  /** Bytes of the model's files. */
  files: Record<string, string>;
}

/** A training that nothing breaks off. */
export async function unbroken(experiment: Experiment, change: Partial<TrainOptions> = {}): Promise<Outcome> {
  const { epochs, scores, notes, model } = await trainOn(experiment, PENGUIN_SPLITS, change);
  const directory = tempDir();
  await model.save(directory);
  model.dispose();
  const names = ["model.json", "group1-shard1of1.bin", "trees.bin"];
  const files = names.flatMap((name) => {
    try {
      return [[name, readFileSync(join(directory, name)).toString("base64")]];
    } catch {
      return [];
    }
  });
  // names of tensors count up within a process
  const text = (name: string, bytes: string) =>
    name === "model.json" ? Buffer.from(bytes, "base64").toString().replace(/_\d+/g, "") : bytes;
  const timeless = notes.map((note) => note.replace(/(was compiled): .*/, "$1"));
  return { epochs, scores, notes: timeless, files: Object.fromEntries(files.map(([name = "", bytes = ""]) => [name, text(name, bytes)])) };
}

/** The same, killed right after its `nth` checkpoint (from 1) and gone on with; null where it came to its end before. */
export async function broken(
  experiment: Experiment,
  nth: number,
  where: "epoch" | "any" = "any",
  change: Partial<TrainOptions> = {},
): Promise<Outcome | null> {
  let saved: Checkpoint | null = null;
  let count = 0;
  const before: Epoch[] = [];
  const dying: Checkpoints = {
    resumed: null,
    due: (at) => where === "any" || at === "epoch",
    async save(checkpoint) {
      count += 1;
      saved = decodeCheckpoint(Buffer.concat(encodeCheckpoint(checkpoint)), "memory");
      if (count === nth) throw new Killed();
    },
  };
  try {
    const first = await trainOn(experiment, PENGUIN_SPLITS, {
      ...change,
      checkpoints: dying,
      onEpoch: (epoch, figures) => void before.push({ epoch, figures }),
    });
    first.model.dispose();
    return null;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  const rest = await unbroken(experiment, { ...change, checkpoints: { resumed: saved, due: () => false, save: async () => undefined } });
  const from = rest.epochs[0]?.epoch ?? Number.POSITIVE_INFINITY;
  return { ...rest, epochs: [...before.filter(({ epoch }) => epoch < from), ...rest.epochs] };
}
