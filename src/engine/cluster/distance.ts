/** The squared distance of two points of `width` values. Two sums at a time: a processor need not wait for the one before. */
export function squaredDistance(a: Float64Array, atA: number, b: Float64Array, atB: number, width: number): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 3 < width; j += 4) {
    const d0 = (a[atA + j] as number) - (b[atB + j] as number);
    const d1 = (a[atA + j + 1] as number) - (b[atB + j + 1] as number);
    const d2 = (a[atA + j + 2] as number) - (b[atB + j + 2] as number);
    const d3 = (a[atA + j + 3] as number) - (b[atB + j + 3] as number);
    even += d0 * d0 + d2 * d2;
    odd += d1 * d1 + d3 * d3;
  }
  for (; j < width; j += 1) {
    const d = (a[atA + j] as number) - (b[atB + j] as number);
    even += d * d;
  }
  return even + odd;
}
