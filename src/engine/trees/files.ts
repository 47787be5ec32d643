import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelUnreadable } from "../model/errors.ts";
import type { Ensemble } from "./boost.ts";
import type { TreeFeature } from "./features.ts";
import type { Tree } from "./tree.ts";

/** What a model of trees is made of. */
export interface TreeModel extends Ensemble {
  features: TreeFeature[];
}

/** Any model that has trees, and beside them plain JSON. */
type WithTrees = { trees: Tree[] };
type Format = "trainyard-trees" | "trainyard-forest";

interface Header {
  format: Format;
  version: 1;
  /** Numbers that a node says; absent: one. */
  leafWidth?: number;
  /** Of each tree: nodes, and the categories that go left. */
  trees: { nodes: number; sets: number[][] }[];
}

const MODEL = "model.json";
const TREES = "trees.bin";
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

/** Writes `model.json`, which says what there is, and `trees.bin`, the nodes. */
export async function saveTrees({ trees, ...model }: WithTrees, directory: string, format: Format = "trainyard-trees"): Promise<void> {
  const width = trees[0]?.width ?? 1;
  const header: Header = {
    format,
    version: 1,
    ...(width > 1 && { leafWidth: width }),
    ...model,
    trees: trees.map(({ feature, sets }) => ({ nodes: feature.length, sets })),
  };
  await writeFile(join(directory, MODEL), `${JSON.stringify(header, null, 1)}\n`);
  const parts = NAMES.flatMap((name) => trees.map((tree) => tree[name])).map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  );
  await writeFile(join(directory, TREES), Buffer.concat(parts));
}

/** Reads what `saveTrees` wrote. Throws `model-unreadable` where it is missing, cut short or of another version. */
export async function loadTrees<M extends WithTrees = TreeModel>(directory: string, wanted: Format = "trainyard-trees"): Promise<M> {
  const file = join(directory, MODEL);
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  const header = parse(text);
  if (header?.format !== wanted) throw modelUnreadable(file, "it is no model of trees of this kind");
  if (header.version !== 1) throw modelUnreadable(file, `it is of version ${header.version}, and 1 is known here`);
  const bytes = await readFile(join(directory, TREES)).catch((error) => {
    throw modelUnreadable(join(directory, TREES), "it is missing", error);
  });
  const { trees, format, version, leafWidth = 1, ...model } = header;
  const nodes = trees.reduce((sum, tree) => sum + tree.nodes, 0);
  const expected = NAMES.reduce((sum, name) => sum + ARRAYS[name].BYTES_PER_ELEMENT * nodes * widthOf(name, leafWidth), 0);
  if (bytes.length !== expected) throw modelUnreadable(join(directory, TREES), `it has ${bytes.length} bytes instead of ${expected}`);
  return { ...model, trees: split(bytes, trees, nodes, leafWidth) } as unknown as M;
}

const widthOf = (name: ArrayName, leafWidth: number): number => (name === "values" ? leafWidth : 1);

function split(bytes: Buffer, trees: Header["trees"], nodes: number, leafWidth: number): Tree[] {
  const memory = new Uint8Array(bytes).buffer;
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

function parse(text: string): Header | null {
  try {
    return JSON.parse(text) as Header;
  } catch {
    return null;
  }
}
