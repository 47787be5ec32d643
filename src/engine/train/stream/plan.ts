import type { Experiment } from "../../../protocol/experiment.ts";
import { SPLITS, type SplitName } from "../../../protocol/run.ts";
import type { Frame } from "../../data/column.ts";
import { algorithmFor } from "../../model/registry.ts";
import type { FittedStep } from "../../recipe/fitted.ts";
import { stepFor } from "../../recipe/registry.ts";
import { dataExceedMemory } from "../errors.ts";
import { learn } from "../prepare.ts";
import { bytesARow, lettersARow, memoryLimit } from "./memory.ts";

/** How rows that do not all fit into memory are gone through: plain JSON, kept with the checkpoints. */
export interface StreamPlan {
  /** Rows of each split that are held in memory: the recipe is fitted on those of the training split. */
  held: Record<SplitName, number>;
  /** Rows that are in memory to make batches of. */
  atOnce: number;
  /** Rows of the file that are read together. */
  chunk: number;
  /** Bytes that all rows would take, and may. */
  needed: number;
  limit: number;
}

interface Source {
  splits: Record<SplitName, number>;
  /** Some rows of the training split, or fewer where there are fewer. */
  probe(rows: number): Promise<Frame>;
  columns: number;
  /** Some of them are free text, which may be of any length. */
  texts: boolean;
  booleans: ReadonlySet<string>;
}

const PROBE_ROWS = 2000;
/** Of the limit: where not even the numbers that are read take so much, nothing is looked into. */
const SURELY_FITS = 1 / 16;
/** Of a column that a recipe makes. */
const BYTES_MADE = 8;
/** Of a feature of a row in a matrix. */
const BYTES_IN_MATRIX = 4;
/** Who cannot stream is refused only where there is hardly any room. */
const SHARE_OF_FREE = { streams: 0.5, holds: 0.8 };
const [LARGEST_CHUNK, SMALLEST_CHUNK] = [20_480, 32];
/** Of the limit: training rows that are held, those of the other splits, and those that batches are made of, of which the next ones are read meanwhile. */
const [HELD, HELD_BESIDE, AT_ONCE] = [0.25, 0.05, 0.1];
/** Chunks from all over the file whose rows are shuffled together. */
const CHUNKS_SHUFFLED = 8;
/** Of the limit, beside what an algorithm keeps of every row. */
const LEAST_LEFT = 0.3;

/**
 * Null where all rows fit. Throws `data-exceed-memory` where they do not, and the algorithm needs them all at once or the
 * recipe looks back from row to row.
 */
export async function planStream(experiment: Experiment, source: Source): Promise<StreamPlan | null> {
  const algorithm = algorithmFor(experiment.model);
  const limit = memoryLimit(experiment.training.memory, algorithm.streams ? SHARE_OF_FREE.streams : SHARE_OF_FREE.holds);
  const rows = SPLITS.reduce((sum, split) => sum + source.splits[split], 0);
  if (!source.texts && rows * source.columns * 8 < limit * SURELY_FITS) return null;
  const frame = await source.probe(PROBE_ROWS);
  const { width, makes, looksBack } = preparedWidth(experiment, frame, source.booleans);
  const texts = (algorithm.bytesALetter ?? 0) * lettersARow(frame);
  const each = bytesARow(frame) + texts + ((makes ? BYTES_MADE : 0) + (algorithm.bytesAFeature ?? BYTES_IN_MATRIX)) * width;
  const keeps = algorithm.keepsOfARow?.(width) ?? 0;
  const needed = rows * (each + keeps);
  if (needed <= limit) return null;
  const kept = (source.splits.train + source.splits.validation) * keeps;
  const left = limit - kept;
  const fit = Math.floor((left * HELD) / each);
  const lacks = left < limit * LEAST_LEFT ? "kept" : fit < 4 * width ? "limit" : null;
  const why = !algorithm.streams ? "algorithm" : looksBack ? "recipe" : lacks;
  if (why) {
    const least = why === "kept" ? kept / (1 - LEAST_LEFT) : needed;
    throw dataExceedMemory({ why, algorithm: experiment.model.algorithm, rows, needed: least, limit });
  }
  const held = (split: SplitName) => Math.min(source.splits[split], split === "train" ? fit : Math.ceil((left * HELD_BESIDE) / each));
  const atOnce = Math.max(experiment.training.batchSize, Math.floor((left * AT_ONCE) / each));
  const together = Math.ceil(atOnce / (algorithm.streams === "shuffled" ? CHUNKS_SHUFFLED : 1));
  const chunk = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, together));
  return { held: { train: held("train"), validation: held("validation"), test: held("test") }, atOnce, chunk, needed, limit };
}

/** What a step makes of a row depends on the rows before it. */
const looksBack = ({ options }: FittedStep): boolean =>
  stepFor(options).remember !== undefined && !(options.step === "fill-missing" && options.strategy !== "forward");

/** Features that the recipe makes, learnt on a few rows; on so few it may find nothing to learn. */
function preparedWidth(experiment: Experiment, frame: Frame, booleans: ReadonlySet<string>) {
  try {
    const { recipe, features } = learn(experiment, frame, { booleans });
    return { width: features.length, makes: recipe.steps.length > 0, looksBack: recipe.steps.some(looksBack) };
  } catch {
    return { width: frame.columns.length, makes: true, looksBack: false };
  }
}
