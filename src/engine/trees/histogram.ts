import type { Workspace } from "./workspace.ts";

/** Where each feature's bins lie in a histogram, and how long one is: two numbers a bin, that of missing values included. */
export interface Layout {
  /** Bins of each feature, without that of missing values. */
  bins: readonly number[];
  /** Where each feature begins. */
  offsets: Int32Array;
  length: number;
}

export function layoutOf(bins: readonly number[]): Layout {
  const offsets = new Int32Array(bins.length);
  let length = 0;
  for (const [feature, count] of bins.entries()) {
    offsets[feature] = length;
    length += 2 * (count + 1);
  }
  return { bins, offsets, length };
}

/**
 * Adds up gradient and hessian of the rows `order[start..end)`, by bin, for the features `from` to `to`, in the histogram
 * in `slot`. Up to eight features at a time where they lie together: what is known of a row is read once for all of them.
 */
export function fillHistogram(
  { layout, groups, pairs, order, histograms, kernels }: Workspace,
  slot: number,
  [start, end]: readonly [number, number],
  [from, to]: readonly [number, number],
): void {
  const histogram = histograms[slot] as Float64Array;
  histogram.fill(0, layout.offsets[from], to < layout.bins.length ? layout.offsets[to] : layout.length);
  const into = (feature: number) => histogram.byteOffset + 8 * (layout.offsets[feature] as number);
  const bins = (feature: number) => (groups[feature >> 2] as Uint8Array).byteOffset + (feature & 3);
  const rows = [pairs.byteOffset, order.byteOffset + 4 * start, order.byteOffset + 4 * end] as const;
  for (let f = from; f < to; ) {
    if ((f & 3) === 0 && f + 8 <= to) {
      const [a, b] = [bins(f), bins(f + 4)];
      kernels.fillEight(into(f), into(f + 1), into(f + 2), into(f + 3), into(f + 4), into(f + 5), into(f + 6), into(f + 7), a, b, ...rows);
      f += 8;
    } else if ((f & 3) === 0 && f + 4 <= to) {
      kernels.fillFour(into(f), into(f + 1), into(f + 2), into(f + 3), bins(f), ...rows);
      f += 4;
    } else if ((f & 1) === 0 && f + 2 <= to) {
      kernels.fillTwo(into(f), into(f + 1), bins(f), ...rows);
      f += 2;
    } else {
      kernels.fillOne(into(f), bins(f), ...rows);
      f += 1;
    }
  }
}

/** `larger = parent - smaller`, in the parent's place, for the features `from` to `to`. */
export function subtractHistogram(
  { layout, histograms }: Workspace,
  parentSlot: number,
  smallerSlot: number,
  [from, to]: readonly [number, number],
): void {
  const parent = histograms[parentSlot] as Float64Array;
  const smaller = histograms[smallerSlot] as Float64Array;
  const end = to < layout.bins.length ? (layout.offsets[to] as number) : layout.length;
  for (let i = layout.offsets[from] as number; i < end; i += 1) parent[i] = (parent[i] as number) - (smaller[i] as number);
}
