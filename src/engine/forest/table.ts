import { applyBins, type Binning, binCount, type Feature, fitBins } from "../trees/bins.ts";

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
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
