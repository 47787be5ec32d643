import { rowWeights } from "../train/class-weights.ts";
import type { PreparedStream } from "../train/stream/prepared.ts";
import { chunksOf } from "../train/stream/row-parts.ts";
import { encodeRows, type TreeFeature, type TreeRows } from "../trees/features.ts";
import type { TreeParts } from "../trees/parts.ts";
import type { FitContext } from "./algorithm.ts";

/** Rows of a stream as trees learn from them. `weighted`: classes count as the settings say. `base`: taken from the values of a regression. */
export function treePartsOf(
  stream: PreparedStream<TreeRows>,
  features: readonly TreeFeature[],
  { target, settings }: Pick<FitContext<TreeRows>, "target" | "settings">,
  { weighted, base = 0 }: { weighted: boolean; base?: number },
): TreeParts {
  return async function* () {
    for await (const { x, y } of chunksOf(stream))
      yield {
        rows: x.rows,
        features: encodeRows(features, x),
        targets: base === 0 ? y : y.map((value) => value - base),
        weights: weighted ? rowWeights(settings.classWeights, target, y) : null,
      };
  };
}

/** What to tell the reader of trees whose rows were read in parts. */
export const binnedNote = (rows: number): string =>
  `Of each row a byte a column was held: borders between them, and which categories count, are those of ${rows.toLocaleString("en-US")} training rows.`;
