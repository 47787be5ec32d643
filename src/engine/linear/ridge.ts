import { factorise, solveFactored } from "../algebra/cholesky.ts";
import { symmetricEigen } from "../algebra/eigen.ts";
import { addColumnProducts, gramOfRows, mirrored } from "../algebra/gram.ts";
import { addTo, difference, timesVector, transposeTimes } from "../algebra/vector.ts";
import { type Design, wholeOf } from "./design.ts";

/** Times a solution is put right by what it leaves over: what squaring the features lost is won back. */
const REFINEMENTS = 3;

/**
 * The least of |y - Xv|² / 2n + l2 v²/2, in closed form: scikit-learn's `Ridge` with alpha = n l2, and `LinearRegression`
 * where l2 is 0. By Cholesky's factors of XᵀX, or of XXᵀ where there are fewer rows than columns; where these are singular
 * and nothing is penalised, the solution of least length, by eigenvectors. `y` is centred.
 */
export async function solveRidge(design: Design, l2: Float64Array, signal: AbortSignal): Promise<Float64Array> {
  return design.width <= design.rows ? byColumns(design, l2, signal) : byRows(design, l2, signal);
}

async function byColumns({ rows, width, each }: Design, l2: Float64Array, signal: AbortSignal): Promise<Float64Array> {
  const a = new Float64Array(width * width);
  await each((part) => addColumnProducts(a, part.x, part.rows, width, signal));
  mirrored(a, width);
  for (let i = 0; i < a.length; i += 1) a[i] = (a[i] as number) / rows;
  for (let j = 0; j < width; j += 1) a[j * width + j] = (a[j * width + j] as number) + (l2[j] as number);
  const factor = a.slice();
  const solve = factorise(factor, width)
    ? (b: Float64Array) => solveFactored(factor, width, b)
    : await pseudoInverse(a, width, rows, signal);
  const v = new Float64Array(width);
  for (let i = 0; i <= REFINEMENTS; i += 1) {
    const left = new Float64Array(width);
    await each(({ x, y, rows }) => void transposeTimes(x, width, difference(y, timesVector(x, rows, v)), left));
    addTo(v, solve(left.map((value, j) => value / rows - (l2[j] as number) * (v[j] as number))), 1);
  }
  return v;
}

/** With s² for 1 / l2: v = s² Xᵀ (X s² Xᵀ + n)⁻¹ y. Without a penalty on the features' own scale, which is l2 going to 0. */
async function byRows(design: Design, l2: Float64Array, signal: AbortSignal): Promise<Float64Array> {
  const { rows, width, scale } = design;
  const { x, y } = await wholeOf(design);
  const penalised = l2.some((price) => price > 0);
  const s = penalised ? l2.map((price) => 1 / Math.sqrt(price)) : scale;
  const scaled = x.map((value, place) => value * (s[place % width] as number));
  const k = await gramOfRows(scaled, rows, width, signal);
  if (penalised) for (let i = 0; i < rows; i += 1) k[i * rows + i] = (k[i * rows + i] as number) + rows;
  const factor = k.slice();
  const solve =
    penalised && factorise(factor, rows)
      ? (b: Float64Array) => solveFactored(factor, rows, b)
      : await pseudoInverse(k, rows, width, signal);
  const dual = solve(y);
  return transposeTimes(scaled, width, dual).map((value, j) => value * (s[j] as number));
}

/** What a singular matrix takes to b in least length: directions of no weight, as far as numbers can tell, are left out. */
async function pseudoInverse(a: Float64Array, n: number, other: number, signal: AbortSignal) {
  const { values, vectors } = await symmetricEigen(a, n, signal);
  const least = (values[0] as number) * Number.EPSILON * Math.max(n, other);
  return (b: Float64Array): Float64Array => {
    const x = new Float64Array(n);
    for (let k = 0; k < n && (values[k] as number) > least; k += 1) {
      const vector = vectors.subarray(k * n, (k + 1) * n);
      let part = 0;
      for (let i = 0; i < n; i += 1) part += (vector[i] as number) * (b[i] as number);
      addTo(x, vector, part / (values[k] as number));
    }
    return x;
  };
}
