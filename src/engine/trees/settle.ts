import type { Workspace } from "./workspace.ts";

/** Adds to the scores of the rows `order[from..to)` what their leaves say, of which there are `leaves`. */
export function settle(
  { grown, order, next, sizes: { width } }: Workspace,
  output: number,
  leaves: number,
  [from, to]: readonly [number, number],
): void {
  for (let leaf = 0, i = from; leaf < leaves && i < to; leaf += 1) {
    const end = Math.min(to, grown.ends[leaf] as number);
    const value = grown.values[grown.leaves[leaf] as number] as number;
    for (; i < end; i += 1) {
      const at = (order[i] as number) * width + output;
      next[at] = (next[at] as number) + value;
    }
  }
}

/** The same for the rows `from` to `to` wherever they lie, by going down the tree: they may have had no part in it. */
export function follow({ grown, groups, next, sizes: { width } }: Workspace, output: number, [from, to]: readonly [number, number]): void {
  const { feature, goesLeft, left, right, values } = grown;
  for (let row = from; row < to; row += 1) {
    let node = 0;
    for (let asked = feature[0] as number; asked >= 0; asked = feature[node] as number) {
      const bin = (groups[asked >> 2] as Uint8Array)[4 * row + (asked & 3)] as number;
      node = (goesLeft[256 * node + bin] === 1 ? left[node] : right[node]) as number;
    }
    const at = row * width + output;
    next[at] = (next[at] as number) + (values[node] as number);
  }
}
