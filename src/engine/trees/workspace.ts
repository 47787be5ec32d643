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

const PAGE = 65_536;
/** What 32-bit addresses reach. */
const MOST_BYTES = 65_536 * PAGE;

/** Throws `trees-too-large` before anything is taken. */
export function allocate(sizes: Sizes): WebAssembly.Memory {
  const { bytes } = partsOf(sizes);
  if (bytes > MOST_BYTES) throw treesTooLarge(sizes.rows, sizes.bins.length, bytes);
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The same memory, seen by one of the threads. */
export function viewOf(memory: WebAssembly.Memory, sizes: Sizes): Workspace {
  return { ...partsOf(sizes, memory.buffer).parts, sizes, kernels: kernelsOn(memory) };
}

/** The arrays one after another, and where the last one ends; without a buffer that end alone counts. */
function partsOf(sizes: Sizes, buffer?: ArrayBufferLike): { parts: Omit<Workspace, "sizes" | "kernels">; bytes: number } {
  let bytes = 0;
  const next = <T>(make: ArrayOf<T>, length: number): T => {
    const array = buffer ? new make(buffer, bytes, length) : new make(0);
    bytes += Math.ceil((length * make.BYTES_PER_ELEMENT) / 8) * 8;
    return array;
  };
  const { rows, slots, width, shares, bins } = sizes;
  const layout = layoutOf(bins);
  const parts = {
    layout,
    histograms: Array.from({ length: slots }, () => next(Float64Array, layout.length)),
    targets: next(Float64Array, rows),
    weights: next(Float64Array, rows),
    scores: next(Float64Array, rows * width),
    results: next(Float64Array, shares * RESULTS),
    pairs: next(Float32Array, rows * 2),
    order: next(Uint32Array, rows),
    scratch: next(Uint32Array, rows),
    rules: next(Float64Array, 4),
    nodes: next(Float64Array, 6),
    goesLeft: next(Uint8Array, 256),
    categorical: next(Uint8Array, bins.length),
    allowed: next(Uint8Array, bins.length),
    columns: bins.map(() => next(Uint8Array, rows)),
  };
  return { parts, bytes };
}

interface ArrayOf<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBufferLike, from: number, length: number): T;
}
