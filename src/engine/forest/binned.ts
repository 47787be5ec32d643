import { type Binning, binCount, midpoint } from "../trees/bins.ts";
import type { Tree } from "../trees/tree.ts";
import type { Table } from "./table.ts";

/**
 * As `addPredictions`, of rows of which only the bins are known. A number counts as the middle of its bin: where a threshold lies
 * within a bin, rows of that bin all go one way.
 */
export function addBinned(
  tree: Tree,
  { rows, binnings, columns }: Pick<Table, "rows" | "binnings" | "columns">,
  into: Float64Array,
  { stride, leaveOut }: { stride: number; leaveOut: Uint32Array | null },
): void {
  const { feature, set, missingLeft, left, right, width } = tree;
  const missing = binnings.map(binCount);
  const middles = binnings.map(middlesOf);
  const lastLeft = Int32Array.from(feature, (asked, node) =>
    asked < 0 ? 0 : lastUpTo(middles[asked] as Float64Array, tree.threshold[node] as number),
  );
  const goesLeft = tree.sets.map((codes) => new Set(codes));
  for (let row = 0; row < rows; row += 1) {
    if (leaveOut && leaveOut[row] !== 0) continue;
    let node = 0;
    for (let asked = feature[0] as number; asked >= 0; asked = feature[node] as number) {
      const bin = (columns[asked] as Uint8Array)[row] as number;
      const chosen = set[node] as number;
      const isLeft =
        bin === missing[asked]
          ? missingLeft[node] === 1
          : chosen < 0
            ? bin <= (lastLeft[node] as number)
            : (goesLeft[chosen] as Set<number>).has(bin);
      node = (isLeft ? left[node] : right[node]) as number;
    }
    for (let i = 0; i < width; i += 1)
      into[row * stride + i] = (into[row * stride + i] as number) + (tree.values[node * width + i] as number);
  }
}

/** A value of each bin, ascending; of the outer ones, which have no end, the farthest there is. */
function middlesOf(binning: Binning): Float64Array {
  if (binning.kind === "category") return new Float64Array(0);
  const { edges } = binning;
  return Float64Array.from({ length: edges.length + 1 }, (_, bin) => {
    if (bin === edges.length) return Number.MAX_VALUE;
    return bin === 0 ? -Number.MAX_VALUE : midpoint(edges[bin - 1] as number, edges[bin] as number);
  });
}

/** The last of ascending values that is not above `limit`; -1: all are. */
function lastUpTo(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
