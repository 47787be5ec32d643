import { randomFrom } from "../train/random.ts";
import type { Tree } from "../trees/tree.ts";
import { forestTooLarge } from "./errors.ts";
import type { GrowRules } from "./grow.ts";
import { type Grower, startGrowers, threadsFor } from "./growers.ts";
import type { Table } from "./table.ts";

export interface Growth {
  table: Table;
  rules: GrowRules;
  trees: number;
  seed: number;
  /** Threads to use; absent: as many as pay. The trees do not depend on it. */
  threads?: number;
  /** The first trees of an earlier forest of the same data and seed: they are not grown again. */
  grown?: readonly Tree[];
  /** Hears of all trees in their order, with the seeds that their rows were drawn by, and says whether to go on. */
  onTree(tree: Tree, seed: number): Promise<boolean>;
}

/** Bytes of all trees; twice as much is needed while they are saved. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Grows the trees of a random forest, each by itself and from a seed of its own. What was grown until `onTree` said no is
 * given back, one tree at least. Throws `forest-too-large` as soon as the first tree shows how large they will be.
 */
export async function growForest({ table, rules, trees: wanted, seed, threads, grown: before = [], onTree }: Growth): Promise<Tree[]> {
  const random = randomFrom(seed, "trees");
  const seeds = Array.from({ length: wanted }, () => random.below(2 ** 32));
  const growers = startGrowers({ table, rules }, threads ?? threadsFor(table, rules, wanted));
  const grown = new Map(before.entries());
  const trees: Tree[] = [];
  let next = before.length;
  let goesOn = true;
  let telling = Promise.resolve();
  const tell = async () => {
    for (let tree = grown.get(trees.length); tree && (goesOn || trees.length === 0); tree = grown.get(trees.length)) {
      grown.delete(trees.length);
      if (trees.length === 0) refuseTooLarge(tree, wanted);
      trees.push(tree);
      goesOn = await onTree(tree, seeds[trees.length - 1] as number);
    }
  };
  const work = async (grower: Grower) => {
    while (goesOn && next < wanted) {
      const index = next;
      next += 1;
      grown.set(index, await grower.grow(seeds[index] as number));
      telling = telling.then(tell);
      await telling;
    }
  };
  try {
    await tell();
    await Promise.all(growers.map(work));
    return trees;
  } finally {
    await Promise.all(growers.map((grower) => grower.close()));
  }
}

function refuseTooLarge(tree: Tree, trees: number): void {
  const bytes = trees * Object.values(tree).reduce((sum, array) => sum + (ArrayBuffer.isView(array) ? array.byteLength : 0), 0);
  if (bytes > MOST_BYTES) throw forestTooLarge(trees, tree.feature.length, bytes);
}
