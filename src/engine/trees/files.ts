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

interface Header extends Omit<TreeModel, "trees"> {
  format: "trainyard-trees";
  version: 1;
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
export async function saveTrees({ trees, ...model }: TreeModel, directory: string): Promise<void> {
  const header: Header = {
    format: "trainyard-trees",
    version: 1,
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
export async function loadTrees(directory: string): Promise<TreeModel> {
  const file = join(directory, MODEL);
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  const header = parse(text);
  if (header?.format !== "trainyard-trees") throw modelUnreadable(file, "it is no model of trees");
  if (header.version !== 1) throw modelUnreadable(file, `it is of version ${header.version}, and 1 is known here`);
  const bytes = await readFile(join(directory, TREES)).catch((error) => {
    throw modelUnreadable(join(directory, TREES), "it is missing", error);
  });
  const { trees, format, version, ...model } = header;
  const nodes = trees.reduce((sum, tree) => sum + tree.nodes, 0);
  const expected = NAMES.reduce((sum, name) => sum + ARRAYS[name].BYTES_PER_ELEMENT * nodes, 0);
  if (bytes.length !== expected) throw modelUnreadable(join(directory, TREES), `it has ${bytes.length} bytes instead of ${expected}`);
  return { ...model, trees: split(bytes, trees, nodes) };
}

function split(bytes: Buffer, trees: Header["trees"], nodes: number): Tree[] {
  const memory = new Uint8Array(bytes).buffer;
  let at = 0;
  const whole = NAMES.map((name): [ArrayName, Float64Array | Int32Array | Uint8Array] => {
    const array = new ARRAYS[name](memory, at, nodes);
    at += array.byteLength;
    return [name, array];
  });
  let from = 0;
  return trees.map((tree) => {
    const parts = whole.map(([name, array]) => [name, array.subarray(from, from + tree.nodes)]);
    const arrays = Object.fromEntries(parts) as Pick<Tree, ArrayName>;
    from += tree.nodes;
    return { ...arrays, sets: tree.sets, width: 1 };
  });
}

function parse(text: string): Header | null {
  try {
    return JSON.parse(text) as Header;
  } catch {
    return null;
  }
}
