import { squaredDistance } from "./distance.ts";

/** Gives each row the label of its nearest centre, of several the first; returns the inertia, the sum of squared distances. */
export function assign(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array): number {
  const clusters = centres.length / width;
  let inertia = 0;
  for (let row = 0; row < rows; row += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < clusters; k += 1) {
      const apart = squaredDistance(x, row * width, centres, k * width, width);
      if (apart >= least) continue;
      least = apart;
      labels[row] = k;
    }
    inertia += least;
  }
  return inertia;
}

/** Each row's squared distance to the centre of its label. */
export function distancesTo(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array): Float64Array {
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    distances[row] = squaredDistance(x, row * width, centres, (labels[row] as number) * width, width);
  }
  return distances;
}
