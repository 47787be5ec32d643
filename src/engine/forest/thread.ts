import { parentPort, workerData } from "node:worker_threads";
import { growTree } from "./grow.ts";
import type { ThreadData } from "./growers.ts";

/** Grows the tree of each seed that it is sent, until it is ended. */
const { table, rules } = workerData as ThreadData;
parentPort?.on("message", (seed: number) => {
  const tree = growTree(table, rules, seed);
  const memory = Object.values(tree).flatMap((array) => (ArrayBuffer.isView(array) ? [array.buffer as ArrayBuffer] : []));
  parentPort?.postMessage(tree, memory);
});
