import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { distFile } from "../dist.ts";
import { treeThreadLost } from "../trees/errors.ts";
import type { Tree } from "../trees/tree.ts";
import { type GrowRules, growTree } from "./grow.ts";
import type { Table } from "./table.ts";

/** Grows one tree at a time. */
export interface Grower {
  grow(seed: number): Promise<Tree>;
  close(): Promise<unknown>;
}

export interface ThreadData {
  table: Table;
  rules: GrowRules;
}

/** Values that all trees look at together, below which no thread is worth starting. */
const WORTH_A_THREAD = 3_000_000;
const MOST_THREADS = 16;

/** Threads worth having; 0: the caller grows the trees itself. */
export const threadsFor = ({ rows }: Table, { featuresANode }: GrowRules, trees: number): number =>
  rows * featuresANode * trees < WORTH_A_THREAD ? 0 : Math.min(availableParallelism(), MOST_THREADS, trees);

export const startGrowers = (data: ThreadData, threads: number): Grower[] =>
  threads === 0 ? [inThisThread(data)] : Array.from({ length: threads }, () => inThreadOfItsOwn(data));

const inThisThread = ({ table, rules }: ThreadData): Grower => ({
  grow: async (seed) => growTree(table, rules, seed),
  close: async () => undefined,
});

function inThreadOfItsOwn(data: ThreadData): Grower {
  const thread = new Worker(distFile("forest-thread.cjs"), { workerData: data });
  return {
    grow: (seed) =>
      new Promise((resolve, reject) => {
        const lost = (cause?: unknown) => reject(treeThreadLost(cause));
        thread.once("message", (tree: Tree) => {
          thread.off("error", lost).off("exit", lost);
          resolve(tree);
        });
        thread.once("error", lost).once("exit", lost);
        thread.postMessage(seed);
      }),
    close: () => thread.terminate(),
  };
}
