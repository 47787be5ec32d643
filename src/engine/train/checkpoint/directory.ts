import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT } from "../../../protocol/journal.ts";
import type { Checkpoint, Checkpoints } from "./checkpoint.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./safetensors.ts";

/** Least time between two checkpoints within an epoch. */
const WITHIN_EPOCH_MS = 5_000;
/** Saving takes at most one part of so many of the time. */
const MOST_OFTEN = 20;

interface Options {
  /** Seconds between checkpoints; false: none are saved. */
  every: number | false;
  /** What the figures so far are in: is on disk before the checkpoint that counts on them. */
  journal?: { sync(): void };
}

/** Checkpoints in a live run's directory; one that lies there already is what to go on from. */
export async function checkpointsIn(directory: string, { every, journal }: Options): Promise<Checkpoints> {
  const file = join(directory, CHECKPOINT.directory, CHECKPOINT.state);
  const resumed = await readCheckpoint(file);
  let last = performance.now();
  let took = 0;
  return {
    resumed,
    due(where) {
      if (every === false) return false;
      const least = Math.max(every * 1000, where === "epoch" ? 0 : WITHIN_EPOCH_MS, took * MOST_OFTEN);
      return performance.now() - last >= least;
    },
    async save(checkpoint) {
      if (every === false) return;
      const begun = performance.now();
      journal?.sync();
      await writeWhole(join(directory, CHECKPOINT.directory), CHECKPOINT.state, encodeCheckpoint(checkpoint));
      last = performance.now();
      took = last - begun;
    },
  };
}

/** Null where there is none. Throws `checkpoint-unreadable`. */
async function readCheckpoint(file: string): Promise<Checkpoint | null> {
  try {
    return decodeCheckpoint(await readFile(file), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** How far the checkpoint of a file is. Throws `checkpoint-unreadable`. */
export const checkpointEpoch = async (file: string): Promise<number> => decodeCheckpoint(await readFile(file), file).epoch;

async function writeWhole(directory: string, name: string, parts: Uint8Array[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, name);
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, "w");
  try {
    for (const part of parts) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(directory);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => undefined); // Windows has no such thing
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
