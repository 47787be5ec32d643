/**
 * Replaces the lower triangle of a symmetric matrix [n, n] by its Cholesky factor L, A = L Lᵀ. False where a pivot is lost in
 * rounding: the matrix is then singular as far as numbers can tell, and what is left in it is of no use.
 */
export function factorise(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i += 1) {
    const row = i * n;
    const diagonal = a[row + i] as number;
    for (let j = 0; j <= i; j += 1) {
      const other = j * n;
      let sum = a[row + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (a[row + k] as number) * (a[other + k] as number);
      if (j < i) a[row + j] = sum / (a[other + j] as number);
      else if (sum > n * Number.EPSILON * diagonal) a[row + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** x of L Lᵀ x = b. */
export function solveFactored(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    const value = (x[i] as number) / (factor[i * n + i] as number);
    x[i] = value;
    for (let k = 0; k < i; k += 1) x[k] = (x[k] as number) - (factor[i * n + k] as number) * value;
  }
  return x;
}
