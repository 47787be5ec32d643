import { EDGES } from "./bins.ts";
import { treesTooLarge } from "./errors.ts";
import { type Layout, layoutOf } from "./histogram.ts";
import { type Kernels, kernelsOn } from "./kernels.ts";

/** Sizes that say all about the shared memory of a training. */
export interface Sizes {
  /** Rows to learn from. */
  rows: number;
  /** Rows after those, that are judged after each round. */
  held: number;
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
  /** `groups[feature >> 2][4 * row + (feature & 3)]`: the bin of a row. By four, as they are read: a leaf's rows lie far apart. */
  groups: Uint8Array[];
  /** Gradient and hessian of each row. */
  pairs: Float32Array;
  /** Rows that are learnt from, leaf after leaf. */
  order: Uint32Array;
  scratch: Uint32Array;
  histograms: Float64Array[];
  /** Index of the class, or the value, of each row. */
  targets: Float64Array;
  /** Of each row; all 1 where there are none. */
  weights: Float64Array;
  /** Raw predictions, row-major, `width` a row. */
  scores: Float64Array;
  /** The scores after the round at hand; of one score a row they are the same array. */
  next: Float64Array;
  grown: GrownNodes;
  /** What a split must hold: rows, hessian, L2, gain; of the tree at hand. */
  rules: Float64Array;
  /** Sums of the two nodes that splits are looked for in: gradient, hessian, rows. */
  nodes: Float64Array;
  /** Of each feature: 1 where its bins are categories. */
  categorical: Uint8Array;
  /** Of each feature: 1 where the tree at hand may ask for it. */
  allowed: Uint8Array;
  /** Of the feature whose numbers are being binned. */
  edges: Float64Array;
  /** What each share gives back: a handful of numbers. */
  results: Float64Array;
  /** What each share's kernels give back. */
  sums: Float64Array;
  kernels: Kernels;
}

/** The tree at hand, as bins go through it. */
export interface GrownNodes {
  /** Feature that a node asks for; -1: it is a leaf. */
  feature: Int32Array;
  /** `goesLeft[256 * node + bin]`: 1 where that bin goes left. */
  goesLeft: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  values: Float64Array;
  /** Leaves in the order of their rows: where each ends in `order`, and its node. */
  ends: Uint32Array;
  leaves: Int32Array;
}

export const RESULTS = 4;
export const SUMS = 8;

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
  const { rows, held, slots, width, shares, bins } = sizes;
  const all = rows + held;
  const nodes = 2 * slots;
  const layout = layoutOf(bins);
  const scores = next(Float64Array, all * width);
  const parts = {
    layout,
    histograms: Array.from({ length: slots }, () => next(Float64Array, layout.length)),
    targets: next(Float64Array, all),
    weights: next(Float64Array, all),
    scores,
    next: width === 1 ? scores : next(Float64Array, all * width),
    results: next(Float64Array, shares * RESULTS),
    sums: next(Float64Array, shares * SUMS),
    edges: next(Float64Array, EDGES),
    pairs: next(Float32Array, all * 2),
    order: next(Uint32Array, rows),
    scratch: next(Uint32Array, rows),
    rules: next(Float64Array, 4),
    nodes: next(Float64Array, 6),
    grown: {
      values: next(Float64Array, nodes),
      feature: next(Int32Array, nodes),
      left: next(Int32Array, nodes),
      right: next(Int32Array, nodes),
      leaves: next(Int32Array, slots),
      ends: next(Uint32Array, slots),
      goesLeft: next(Uint8Array, nodes * 256),
    },
    categorical: next(Uint8Array, bins.length),
    allowed: next(Uint8Array, bins.length),
    groups: Array.from({ length: Math.ceil(bins.length / 4) }, () => next(Uint8Array, 4 * all)),
  };
  return { parts, bytes };
}

interface ArrayOf<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): T;
  new (buffer: ArrayBufferLike, from: number, length: number): T;
}
