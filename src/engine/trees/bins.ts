import { sortNumbers } from "./sort.ts";

/** A column to learn trees on, before it is binned. Missing is NaN, or -1 for codes. */
export type Feature =
  | { kind: "number"; values: Float64Array | Float32Array }
  /** `levels`: how many categories there are, at most 255; codes count from 0. */
  | { kind: "category"; codes: Int32Array; levels: number };

/** How values of one feature become bins: learnt from training rows, plain JSON. */
export type Binning =
  /** Bin of a number: how many `edges` are below it (`value > edge`). */
  | { kind: "number"; edges: number[] }
  /** A code is its own bin. */
  | { kind: "category"; levels: number };

/** Bins of values that are there: at most 255, so that one more for missing still fits a byte. */
export const MAX_BINS = 255;
const SAMPLE = 200_000;

/**
 * Learns the bins of a feature. Numbers: midpoints between distinct values where there are few of them, else midpoints
 * at even quantiles of (at most 200,000 evenly spaced) rows, as scikit-learn's `_BinMapper`.
 */
export function fitBins(feature: Feature, maxBins: number = MAX_BINS): Binning {
  if (feature.kind === "category") return { kind: "category", levels: feature.levels };
  const sorted = sortNumbers(presentSample(feature.values));
  const distinct = distinctOf(sorted);
  if (distinct.length <= maxBins) return { kind: "number", edges: midpoints(distinct) };
  const edges: number[] = [];
  for (let i = 1; i < maxBins; i += 1) {
    // numpy's "midpoint" method on the position (n - 1) * i / bins
    const at = ((sorted.length - 1) * i) / maxBins;
    const edge = midpoint(sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number);
    if (edges.length === 0 || edge > (edges[edges.length - 1] as number)) edges.push(edge);
  }
  return { kind: "number", edges };
}

/** How many bins there are, without that of missing values. */
export const binCount = (binning: Binning): number => (binning.kind === "number" ? binning.edges.length + 1 : binning.levels);

/** Where bins are written: that of row i at `at + i * stride`. */
interface BinPlaces {
  at?: number;
  stride?: number;
}

/** The bin of each row; missing is the bin after the last one. */
export function applyBins(binning: Binning, feature: Feature, into: Uint8Array, { at = 0, stride = 1 }: BinPlaces = {}): void {
  const missing = binCount(binning);
  if (binning.kind === "number" && feature.kind === "number") {
    binNumbers(feature.values, { edges: paddedEdges(binning.edges), missing }, into, { at, stride });
  } else if (binning.kind === "category" && feature.kind === "category") {
    const { codes } = feature;
    for (let row = 0; row < codes.length; row += 1) into[at + row * stride] = (codes[row] as number) < 0 ? missing : (codes[row] as number);
  } else throw new TypeError(`a ${binning.kind} feature became a ${feature.kind} one`);
}

/** Bins of numbers by padded edges; NaN is `missing`. */
export function binNumbers(
  values: Float64Array | Float32Array,
  { edges, missing }: { edges: Float64Array; missing: number },
  into: Uint8Array,
  { at, stride }: Required<BinPlaces>,
): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number;
    into[at + row * stride] = Number.isNaN(value) ? missing : below(edges, value);
  }
}

/** Room for all edges, and one that is never reached. */
export const EDGES = 256;

/** 255 edges, the last of them never reached: so that every search takes the same eight steps. */
export function paddedEdges(edges: readonly number[]): Float64Array {
  const all = new Float64Array(EDGES).fill(Number.POSITIVE_INFINITY);
  all.set(edges);
  return all;
}

/** How many of the padded edges are below `value`. */
function below(edges: Float64Array, value: number): number {
  let at = 0;
  for (let step = EDGES / 2; step > 0; step >>= 1) at += step * Number(value > (edges[at + step - 1] as number));
  return at;
}

function presentSample(values: Float64Array | Float32Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / SAMPLE));
  const sample = new Float64Array(Math.ceil(values.length / stride));
  let count = 0;
  for (let row = 0; row < values.length; row += stride) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    sample[count] = value;
    count += 1;
  }
  return sample.subarray(0, count);
}

function distinctOf(sorted: Float64Array): number[] {
  const distinct: number[] = [];
  let last = Number.NaN;
  for (const value of sorted) {
    if (value !== last) distinct.push(value);
    last = value;
    if (distinct.length > MAX_BINS) break;
  }
  return distinct;
}

const midpoints = (distinct: number[]): number[] => distinct.slice(1).map((value, i) => midpoint(distinct[i] as number, value));

/** Between the two, and never the upper one where they differ: `value > edge` must part them. */
export function midpoint(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}
