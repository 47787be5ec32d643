/** Gives each row the label of its nearest centre, of several the first. How many labels are others now, and the inertia. */
export function assign(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array) {
  const clusters = centres.length / width;
  let changed = 0;
  let inertia = 0;
  for (let row = 0; row < rows; row += 1) {
    const start = row * width;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < clusters; k += 1) {
      const from = k * width;
      let sum = 0;
      for (let j = 0; j < width; j += 1) {
        const apart = (x[start + j] as number) - (centres[from + j] as number);
        sum += apart * apart;
      }
      if (sum < least) {
        least = sum;
        nearest = k;
      }
    }
    inertia += least;
    if (labels[row] !== nearest) {
      labels[row] = nearest;
      changed += 1;
    }
  }
  return { changed, inertia };
}

/** Each row's squared distance to the centre of its label. */
export function distancesTo(x: Float64Array, rows: number, width: number, centres: Float64Array, labels: Int32Array): Float64Array {
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) {
      const apart = (x[row * width + j] as number) - (centres[(labels[row] as number) * width + j] as number);
      sum += apart * apart;
    }
    distances[row] = sum;
  }
  return distances;
}
