import type { Checkpoint } from "../train/checkpoint/checkpoint.ts";
import type { StoppingState } from "../train/early-stopping.ts";
import { checkpointUnreadable } from "../train/errors.ts";
import type { RandomState } from "../train/random.ts";
import { packedBytes, packTrees, type TreeLayout, unpackTrees } from "./pack.ts";
import type { Tree } from "./tree.ts";

/** Where the growing of trees stands beside the trees; null: what the kind of model does not have. */
interface TreesProgress {
  stopping: StoppingState | null;
  random: RandomState | null;
}

interface SavedState extends TreesProgress {
  kind: "trees";
  version: 1;
  layout: TreeLayout;
}

/** After `epoch` rounds. */
export function captureTrees(trees: readonly Tree[], epoch: number, progress: TreesProgress): Checkpoint {
  const { layout, bytes } = packTrees(trees);
  return { epoch, state: { kind: "trees", version: 1, ...progress, layout } satisfies SavedState, arrays: { trees: bytes } };
}

/** Throws `checkpoint-unreadable` for the checkpoint of another kind of model. */
export function restoreTrees({ state, arrays }: Checkpoint): TreesProgress & { trees: Tree[] } {
  const { kind, version, layout, stopping, random } = state as SavedState;
  const bytes = arrays.trees;
  if (kind !== "trees" || version !== 1 || bytes?.length !== packedBytes(layout))
    throw checkpointUnreadable(undefined, "it is of another kind of model, or another version");
  return { trees: unpackTrees(layout, bytes as Uint8Array), stopping, random };
}
