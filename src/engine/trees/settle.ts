import type { Workspace } from "./workspace.ts";

/** Adds to the scores of the rows `order[from..to)` what their leaves say, of which there are `leaves`. */
export function settle(
  { grown, order, next, kernels, sizes: { width } }: Workspace,
  output: number,
  leaves: number,
  [from, to]: readonly [number, number],
): void {
  for (let leaf = 0, i = from; leaf < leaves && i < to; leaf += 1) {
    const end = Math.min(to, grown.ends[leaf] as number);
    const value = grown.values[grown.leaves[leaf] as number] as number;
    if (i < end) kernels.settle(next.byteOffset + 8 * output, 8 * width, order.byteOffset + 4 * i, order.byteOffset + 4 * end, value);
    i = Math.max(i, end);
  }
}

/** The same for the rows `from` to `to` wherever they lie, by going down the tree: they may have had no part in it. */
export function follow(
  { grown, groups, next, kernels, sizes: { width } }: Workspace,
  output: number,
  [from, to]: readonly [number, number],
): void {
  const [first, second] = groups as [Uint8Array, Uint8Array?];
  const apart = second ? second.byteOffset - first.byteOffset : 0;
  const nodes = [grown.feature, grown.goesLeft, grown.left, grown.right, grown.values] as const;
  const [feature, goesLeft, left, right, values] = nodes.map(({ byteOffset }) => byteOffset) as [number, number, number, number, number];
  kernels.follow(next.byteOffset + 8 * output, 8 * width, first.byteOffset, apart, feature, goesLeft, left, right, values, from, to);
}
