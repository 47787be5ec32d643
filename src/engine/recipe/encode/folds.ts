import { randomFrom, shuffle } from "../../train/random.ts";

export interface FoldOptions {
  folds: number;
  seed: number;
  /** For each row its class: every fold then has its share of each. */
  classes?: Int32Array | undefined;
}

/** For each row the fold it is in, from 0, drawn by the seed; folds differ by one row at most. */
export function assignFolds(rows: number, { folds, seed, classes }: FoldOptions): Uint8Array {
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) order[row] = row;
  shuffle(order, randomFrom(seed, "folds"));
  if (classes) order.sort((a, b) => (classes[a] as number) - (classes[b] as number)); // stable: within a class as shuffled
  const assigned = new Uint8Array(rows);
  for (let i = 0; i < rows; i += 1) assigned[order[i] as number] = i % folds;
  return assigned;
}
