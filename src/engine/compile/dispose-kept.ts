import { BatchShelf } from "./batch-shelf.ts";
import { nodeBackend, type TF } from "./binding.ts";
import { Shelf } from "./shelf.ts";

/**
 * Lets go of the graphs that were disposed of and are kept for functions that do the same: when a search or a cross-validation in a process that goes on
 * is over. Graphs in use stay. Throws `CompileRefused` where the backend is not tfjs-node's.
 */
export function disposeKept(tf: TF): void {
  const backend = nodeBackend(tf);
  Shelf.of(backend).clear();
  BatchShelf.of(backend).clear();
}
