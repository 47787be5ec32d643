import { applyBins, type Binning, binCount, type Feature, fitBins } from "../trees/bins.ts";
import type { TreeParts } from "../trees/parts.ts";

/** What trees of a forest learn from, in memory that threads share. */
export interface Table {
  rows: number;
  binnings: Binning[];
  /** `columns[feature][row]`: its bin; missing is the bin after the last one. */
  columns: Uint8Array[];
  /** Index of the class, or the value less `base`. */
  targets: Float64Array;
  /** Of each row: what it counts for. */
  weights: Float64Array;
  /** Numbers that a leaf says: one (the mean, or the share of the second class), or of many classes one each. */
  width: number;
}

export interface TableParts {
  rows: number;
  features: readonly Feature[];
  targets: Float64Array;
  weights: Float64Array | null;
  width: number;
}

/** The same of rows that are read in parts, a byte a value. `binnings`: learnt from some of them. */
export async function tableInParts(
  parts: TreeParts,
  { rows, binnings, width }: Pick<Table, "rows" | "binnings" | "width">,
): Promise<Table> {
  const columns = binnings.map(() => new Uint8Array(new SharedArrayBuffer(rows)));
  const [targets, weights] = [sharedNumbers(rows), sharedNumbers(rows).fill(1)];
  let at = 0;
  for await (const part of parts()) {
    for (const [i, binning] of binnings.entries()) applyBins(binning, part.features[i] as Feature, columns[i] as Uint8Array, { at });
    targets.set(part.targets, at);
    if (part.weights) weights.set(part.weights, at);
    at += part.rows;
  }
  return { rows, binnings, columns, targets, weights, width };
}

export function tableOf({ rows, features, targets, weights, width }: TableParts, maxBins: number): Table {
  const binnings = features.map((feature) => fitBins(feature, maxBins));
  const columns = features.map((feature, i) => {
    const bins = new Uint8Array(new SharedArrayBuffer(rows));
    applyBins(binnings[i] as Binning, feature, bins);
    return bins;
  });
  return { rows, binnings, columns, targets: shared(targets), weights: shared(weights ?? new Float64Array(rows).fill(1)), width };
}

/** The bin of missing values of a feature. */
export const missingBin = ({ binnings }: Table, feature: number): number => binCount(binnings[feature] as Binning);

function shared(values: Float64Array): Float64Array {
  const copy = sharedNumbers(values.length);
  copy.set(values);
  return copy;
}

const sharedNumbers = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));
