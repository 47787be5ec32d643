import { addBinned } from "../forest/binned.ts";
import { type Table, tableInParts, tableOf } from "../forest/table.ts";
import type { Judged } from "../forest/votes.ts";
import { rowWeights } from "../train/class-weights.ts";
import type { PreparedStream } from "../train/stream/prepared.ts";
import { type Feature, fitBins } from "../trees/bins.ts";
import { encodeRows, type TreeFeature, type TreeRows } from "../trees/features.ts";
import { addPredictions } from "../trees/tree.ts";
import type { FitContext, LabelledRows } from "./algorithm.ts";
import { treePartsOf } from "./tree-rows.ts";

interface Told {
  features: readonly TreeFeature[];
  /** Taken from the values of a regression. */
  base: number;
  width: number;
  maxBins: number;
}

/** The training rows to grow trees on, and, with the validation rows, to judge them by: by their values, or, in parts, by their bins. */
export async function tablesOf(context: FitContext<TreeRows>, { features, base, width, maxBins }: Told) {
  const { target, settings, train, validation, stream } = context;
  if (!stream) {
    const rowsOf = ({ x, y }: LabelledRows<TreeRows>) => ({
      rows: x.rows,
      features: encodeRows(features, x),
      targets: y.map((value) => value - base),
    });
    const [learning, held] = [rowsOf(train), rowsOf(validation)];
    const weights = rowWeights(settings.classWeights, target, train.y);
    return { table: tableOf({ ...learning, weights, width }, maxBins), learning: byValues(learning), judged: byValues(held) };
  }
  const binnings = encodeRows(features, train.x).map((feature) => fitBins(feature, maxBins));
  const inParts = (from: PreparedStream<TreeRows>, weighted: boolean) =>
    tableInParts(treePartsOf(from, features, context, { weighted, base }), { rows: from.rows, binnings, width });
  const table = await inParts(stream.train, true);
  return { table, learning: byBins(table), judged: byBins(await inParts(stream.validation, false)) };
}

const byValues = ({ rows, features, targets }: { rows: number; features: readonly Feature[]; targets: Float64Array }): Judged => ({
  rows,
  targets,
  addTo: (into, tree, places) => addPredictions(tree, features, rows, into, places),
});

const byBins = (table: Table): Judged => ({ ...table, addTo: (into, tree, places) => addBinned(tree, table, into, places) });
