import { Block, FOUND } from "./block.ts";

/** Gives each row the label of its nearest centre, of several the first; returns the inertia, the sum of squared distances. */
export function assign(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array): number {
  const block = new Block(centres, width);
  let inertia = 0;
  for (let from = 0, count = 0; from < rows; from += count) {
    count = block.load(x, from);
    const found = block.nearest();
    for (let i = 0; i < count; i += 1) {
      labels[from + i] = found[i * FOUND] as number;
      inertia += found[i * FOUND + 1] as number;
    }
  }
  return inertia;
}

/** Each row's squared distance to the centre of its label. */
export function distancesTo(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array): Float64Array {
  const distances = new Float64Array(rows);
  const block = new Block(centres, width);
  for (let from = 0, count = 0; from < rows; from += count) {
    count = block.load(x, from);
    distances.set(block.toOwn(labels, from).subarray(0, count), from);
  }
  return distances;
}
