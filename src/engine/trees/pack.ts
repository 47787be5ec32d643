import type { Tree } from "./tree.ts";

/** What trees are beside their arrays, as plain JSON. */
export interface TreeLayout {
  /** Numbers that a node says; absent: one. */
  leafWidth?: number;
  /** Of each tree: nodes, and the categories that go left. */
  trees: { nodes: number; sets: number[][] }[];
}

/** The arrays of all trees one after another, each array by itself, little-endian. */
const ARRAYS = {
  threshold: Float64Array,
  values: Float64Array,
  gain: Float64Array,
  rows: Float64Array,
  feature: Int32Array,
  set: Int32Array,
  left: Int32Array,
  right: Int32Array,
  missingLeft: Uint8Array,
} as const;
type ArrayName = keyof typeof ARRAYS;
const NAMES = Object.keys(ARRAYS) as ArrayName[];

export function packTrees(trees: readonly Tree[]): { layout: TreeLayout; bytes: Uint8Array } {
  const width = trees[0]?.width ?? 1;
  const layout = { ...(width > 1 && { leafWidth: width }), trees: trees.map(({ feature, sets }) => ({ nodes: feature.length, sets })) };
  const parts = NAMES.flatMap((name) => trees.map((tree) => tree[name])).map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  );
  return { layout, bytes: Buffer.concat(parts) };
}

/** Bytes that trees of a layout take. */
export const packedBytes = ({ trees, leafWidth = 1 }: TreeLayout): number => {
  const nodes = trees.reduce((sum, tree) => sum + tree.nodes, 0);
  return NAMES.reduce((sum, name) => sum + ARRAYS[name].BYTES_PER_ELEMENT * nodes * widthOf(name, leafWidth), 0);
};

/** What `packTrees` packed; `bytes` are `packedBytes` of them. */
export function unpackTrees({ trees, leafWidth = 1 }: TreeLayout, bytes: Uint8Array): Tree[] {
  const memory = new Uint8Array(bytes).buffer;
  const nodes = trees.reduce((sum, tree) => sum + tree.nodes, 0);
  let at = 0;
  const whole = NAMES.map((name): [ArrayName, Float64Array | Int32Array | Uint8Array] => {
    const array = new ARRAYS[name](memory, at, nodes * widthOf(name, leafWidth));
    at += array.byteLength;
    return [name, array];
  });
  let from = 0;
  return trees.map((tree) => {
    const parts = whole.map(([name, array]) => {
      const each = widthOf(name, leafWidth);
      return [name, array.subarray(from * each, (from + tree.nodes) * each)];
    });
    const arrays = Object.fromEntries(parts) as Pick<Tree, ArrayName>;
    from += tree.nodes;
    return { ...arrays, sets: tree.sets, width: leafWidth };
  });
}

const widthOf = (name: ArrayName, leafWidth: number): number => (name === "values" ? leafWidth : 1);
