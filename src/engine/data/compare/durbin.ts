const HUGE = 1e140;

/** P(D < x) of one sample of n by Durbin's matrix: Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution" (2003). */
export function durbin(n: number, x: number): number {
  const t = n * x;
  const k = Math.floor(t) + 1;
  const size = 2 * k - 1;
  const power = matrixPower(firstMatrix(size, k - t), size, n);
  let value = power.matrix[(k - 1) * size + k - 1] as number;
  let exponent = power.exponent;
  for (let i = 1; i <= n; i += 1) {
    value = (value * i) / n;
    if (value < 1 / HUGE) {
      value *= HUGE;
      exponent -= 1;
    }
  }
  return value * HUGE ** exponent;
}

/** h is how far the next whole number is from n x. */
function firstMatrix(size: number, h: number): Float64Array {
  const matrix = new Float64Array(size * size);
  const at = (i: number, j: number) => i * size + j;
  for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) matrix[at(i, j)] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < size; i += 1) {
    matrix[at(i, 0)] = (matrix[at(i, 0)] as number) - h ** (i + 1);
    matrix[at(size - 1, i)] = (matrix[at(size - 1, i)] as number) - h ** (size - i);
  }
  matrix[at(size - 1, 0)] = (matrix[at(size - 1, 0)] as number) + (2 * h > 1 ? (2 * h - 1) ** size : 0);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < size; j += 1) for (let g = 1; g <= i - j + 1; g += 1) matrix[at(i, j)] = (matrix[at(i, j)] as number) / g;
  return matrix;
}

interface Scaled {
  matrix: Float64Array;
  /** The matrix is to be multiplied by `HUGE` so many times. */
  exponent: number;
}

function matrixPower(matrix: Float64Array, size: number, n: number): Scaled {
  if (n === 1) return { matrix, exponent: 0 };
  const half = matrixPower(matrix, size, Math.floor(n / 2));
  const square = scaled({ matrix: product(half.matrix, half.matrix, size), exponent: 2 * half.exponent }, size);
  return n % 2 === 0 ? square : scaled({ matrix: product(matrix, square.matrix, size), exponent: square.exponent }, size);
}

function scaled({ matrix, exponent }: Scaled, size: number): Scaled {
  const middle = matrix[Math.floor(size / 2) * size + Math.floor(size / 2)] as number;
  return middle > HUGE ? { matrix: matrix.map((value) => value / HUGE), exponent: exponent + 1 } : { matrix, exponent };
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let k = 0; k < size; k += 1) {
      const factor = a[i * size + k] as number;
      if (factor === 0) continue;
      for (let j = 0; j < size; j += 1) result[i * size + j] = (result[i * size + j] as number) + factor * (b[k * size + j] as number);
    }
  return result;
}
