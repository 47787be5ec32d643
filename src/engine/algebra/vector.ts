export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** sum := sum + times * values. */
export function addTo(sum: Float64Array, values: Float64Array, times: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + times * (values[i] as number);
}

export const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - (b[i] as number));

/** Xv of rows [rows, v.length]. */
export function timesVector(x: Float64Array, rows: number, v: Float64Array): Float64Array {
  const product = new Float64Array(rows);
  for (let row = 0, place = 0; row < rows; row += 1) {
    let sum = 0;
    for (let j = 0; j < v.length; j += 1, place += 1) sum += (x[place] as number) * (v[j] as number);
    product[row] = sum;
  }
  return product;
}

/** Xᵀr of rows [r.length, width], added to what is in `product`. */
export function transposeTimes(x: Float64Array, width: number, r: Float64Array, product = new Float64Array(width)): Float64Array {
  for (let row = 0, place = 0; row < r.length; row += 1) {
    const value = r[row] as number;
    for (let j = 0; j < width; j += 1, place += 1) product[j] = (product[j] as number) + value * (x[place] as number);
  }
  return product;
}
