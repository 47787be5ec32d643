import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelOtherVersion, modelUnreadable } from "../model/errors.ts";
import type { Ensemble } from "./boost.ts";
import type { TreeFeature } from "./features.ts";
import { packedBytes, packTrees, type TreeLayout, unpackTrees } from "./pack.ts";
import type { Tree } from "./tree.ts";

/** What a model of trees is made of. */
export interface TreeModel extends Ensemble {
  features: TreeFeature[];
}

/** Any model that has trees, and beside them plain JSON. */
type WithTrees = { trees: Tree[] };
type Format = "trainyard-trees" | "trainyard-forest";

interface Header extends TreeLayout {
  format: Format;
  version: 1;
}

const MODEL = "model.json";
const TREES = "trees.bin";

/** Writes `model.json`, which says what there is, and `trees.bin`, the nodes. */
export async function saveTrees({ trees, ...model }: WithTrees, directory: string, format: Format = "trainyard-trees"): Promise<void> {
  const { layout, bytes } = packTrees(trees);
  const header: Header = { format, version: 1, ...model, ...layout };
  await writeFile(join(directory, MODEL), `${JSON.stringify(header, null, 1)}\n`);
  await writeFile(join(directory, TREES), bytes);
}

/** Reads what `saveTrees` wrote. Throws `model-unreadable` where it is missing, cut short or of another version. */
export async function loadTrees<M extends WithTrees = TreeModel>(directory: string, wanted: Format = "trainyard-trees"): Promise<M> {
  const file = join(directory, MODEL);
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  const header = parse(text);
  if (header?.format !== wanted) throw modelUnreadable(file, "it is no model of trees of this kind");
  if (header.version !== 1) throw modelOtherVersion(file, header.version);
  const bytes = await readFile(join(directory, TREES)).catch((error) => {
    throw modelUnreadable(join(directory, TREES), "it is missing", error);
  });
  const { trees, format, version, leafWidth, ...model } = header;
  const layout: TreeLayout = { trees, ...(leafWidth !== undefined && { leafWidth }) };
  const expected = packedBytes(layout);
  if (bytes.length !== expected) throw modelUnreadable(join(directory, TREES), `it has ${bytes.length} bytes instead of ${expected}`);
  return { ...model, trees: unpackTrees(layout, bytes) } as unknown as M;
}

function parse(text: string): Header | null {
  try {
    return JSON.parse(text) as Header;
  } catch {
    return null;
  }
}
