import { treesTooLarge } from "./errors.ts";
import { type Layout, layoutOf } from "./histogram.ts";
import { type Kernels, kernelsOn } from "./kernels.ts";

/** Sizes that say all about the shared memory of a training. */
export interface Sizes {
  rows: number;
  /** Bins of each feature, without that of missing values. */
  bins: readonly number[];
  /** Histograms that are kept at a time. */
  slots: number;
  /** Scores of a row: one, or one per class. */
  width: number;
  /** Threads that work on it. */
  shares: number;
}

/** The memory that the threads of a training share. */
export interface Workspace {
  sizes: Sizes;
  layout: Layout;
  /** `columns[feature][row]`: its bin. */
  columns: Uint8Array[];
  /** Gradient and hessian of each row. */
  pairs: Float32Array;
  /** Rows, leaf after leaf. */
  order: Uint32Array;
  scratch: Uint32Array;
  histograms: Float64Array[];
  /** Index of the class, or the value, of each row. */
  targets: Float64Array;
  /** Of each row; all 1 where there are none. */
  weights: Float64Array;
  /** Raw predictions, row-major, `width` a row. */
  scores: Float64Array;
  /** 1 for the bins that go left in the split at hand. */
  goesLeft: Uint8Array;
  /** What a split must hold: rows, hessian, L2, gain; of the tree at hand. */
  rules: Float64Array;
  /** Sums of the two nodes that splits are looked for in: gradient, hessian, rows. */
  nodes: Float64Array;
  /** Of each feature: 1 where its bins are categories. */
  categorical: Uint8Array;
  /** Of each feature: 1 where the tree at hand may ask for it. */
  allowed: Uint8Array;
  /** What each share gives back: a handful of numbers. */
  results: Float64Array;
  kernels: Kernels;
}

export const RESULTS = 4;

/** Bytes that a workspace takes. */
const bytesOf = (sizes: Sizes): number => layoutBytes(sizes).reduce((sum, bytes) => sum + aligned(bytes), 0);

const PAGE = 65_536;
/** What 32-bit addresses reach. */
const MOST_BYTES = 65_536 * PAGE;

/** Throws `trees-too-large` before anything is taken. */
export function allocate(sizes: Sizes): WebAssembly.Memory {
  const bytes = bytesOf(sizes);
  if (bytes > MOST_BYTES) throw treesTooLarge(sizes.rows, sizes.bins.length, bytes);
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The same memory, seen by one of the threads. */
export function viewOf(memory: WebAssembly.Memory, sizes: Sizes): Workspace {
  const layout = layoutOf(sizes.bins);
  let at = 0;
  const next = <T>(make: new (buffer: ArrayBufferLike, from: number, length: number) => T, length: number, size: number): T => {
    const view = new make(memory.buffer, at, length);
    at += aligned(length * size);
    return view;
  };
  const { rows, slots, width, shares } = sizes;
  const histograms = Array.from({ length: slots }, () => next(Float64Array, layout.length, 8));
  const targets = next(Float64Array, rows, 8);
  const weights = next(Float64Array, rows, 8);
  const scores = next(Float64Array, rows * width, 8);
  const results = next(Float64Array, shares * RESULTS, 8);
  const pairs = next(Float32Array, rows * 2, 4);
  const order = next(Uint32Array, rows, 4);
  const scratch = next(Uint32Array, rows, 4);
  const rules = next(Float64Array, 4, 8);
  const nodes = next(Float64Array, 6, 8);
  const goesLeft = next(Uint8Array, 256, 1);
  const categorical = next(Uint8Array, sizes.bins.length, 1);
  const allowed = next(Uint8Array, sizes.bins.length, 1);
  const columns = sizes.bins.map(() => next(Uint8Array, rows, 1));
  return {
    sizes,
    layout,
    columns,
    pairs,
    order,
    scratch,
    histograms,
    targets,
    weights,
    scores,
    rules,
    nodes,
    goesLeft,
    categorical,
    allowed,
    results,
    kernels: kernelsOn(memory),
  };
}

function layoutBytes({ rows, bins, slots, width, shares }: Sizes): number[] {
  const histogram = layoutOf(bins).length * 8;
  return [
    ...Array.from({ length: slots }, () => histogram),
    rows * 8,
    rows * 8,
    rows * width * 8,
    shares * RESULTS * 8,
    rows * 8,
    rows * 4,
    rows * 4,
    4 * 8,
    6 * 8,
    256,
    bins.length,
    bins.length,
    ...bins.map(() => rows),
  ];
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;
