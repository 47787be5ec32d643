/** Rows learnt from and rows held out, as positions. */
export interface Part {
  train: Int32Array;
  test: Int32Array;
}

/**
 * scikit-learn's `TimeSeriesSplit`: each fold is learnt from all that came before it. `times`: for each row; rows of one time are
 * never parted, so a fold begins with the first row of its time. Rows closer than `gap` before a fold are not learnt from.
 */
export function timeSeriesSplit(times: Float64Array, folds: number, gap = 0): Part[] {
  const order = Int32Array.from(times.keys()).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  const size = Math.floor(order.length / (folds + 1));
  const starts = Array.from({ length: folds }, (_, i) => firstOfItsTime(times, order, order.length - (folds - i) * size));
  return starts.map((start, i) => {
    const from = times[order[start] as number] as number;
    const learnt = order.subarray(0, start).filter((row) => gap === 0 || (times[row] as number) <= from - gap);
    return { train: learnt.sort(), test: order.slice(start, starts[i + 1] ?? order.length).sort() };
  });
}

/** The last share of the rows in time, and those before it. */
export function lastInTime(times: Float64Array, share: number): Part {
  const order = Int32Array.from(times.keys()).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  const start = firstOfItsTime(times, order, Math.floor(order.length * (1 - share)));
  return { train: order.slice(0, start).sort(), test: order.slice(start).sort() };
}

function firstOfItsTime(times: Float64Array, order: Int32Array, at: number): number {
  let first = at;
  while (first > 0 && times[order[first - 1] as number] === times[order[at] as number]) first -= 1;
  return first;
}
