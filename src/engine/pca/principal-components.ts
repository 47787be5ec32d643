import { symmetricEigen } from "../algebra/eigen.ts";
import { addColumnProducts, gramOfRows, mirrored } from "../algebra/gram.ts";
import { transposeTimes } from "../algebra/vector.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import type { RowParts } from "../train/stream/row-parts.ts";

export interface PrincipalComponents {
  /** Of the columns, which are centred by it. */
  mean: Float64Array;
  /** One for each direction in which the rows differ, of length 1; the one of most variance first. */
  components: Float64Array[];
  /** Variance along each, of n - 1 degrees of freedom. */
  variances: number[];
  /** The sum of the columns' variances. */
  total: number;
}

/**
 * scikit-learn's `PCA`: eigenvectors of the covariance matrix, or, of fewer rows than columns, of the rows' products, each
 * with its largest entry positive. Directions without variance, as far as numbers can tell, are left out.
 */
export async function principalComponents(parts: RowParts<DoubleMatrix>, width: number, signal: AbortSignal): Promise<PrincipalComponents> {
  const { rows } = parts;
  const mean = await meansOf(parts, width);
  const centred = (data: Float64Array) => data.map((value, place) => value - (mean[place % width] as number));
  const byColumns = width <= rows;
  const size = byColumns ? width : rows;
  const few: Float64Array[] = [];
  if (!byColumns) await parts.each(({ x }) => void few.push(centred(x.data)));
  const x = few[0] ?? new Float64Array(0);
  const products = byColumns ? await columnProducts(parts, width, centred, signal) : await gramOfRows(x, rows, width, signal);
  let trace = 0;
  for (let i = 0; i < size; i += 1) trace += products[i * size + i] as number;
  const { values, vectors } = await symmetricEigen(products, size, signal);
  const least = (values[0] as number) * Number.EPSILON * Math.max(rows, width);
  const components: Float64Array[] = [];
  const variances: number[] = [];
  for (let k = 0; k < size && (values[k] as number) > least; k += 1) {
    const vector = vectors.slice(k * size, (k + 1) * size);
    components.push(facing(byColumns ? vector : transposeTimes(x, width, vector).map((value) => value / Math.sqrt(values[k] as number))));
    variances.push((values[k] as number) / (rows - 1));
  }
  return { mean, components, variances, total: trace / (rows - 1) };
}

async function columnProducts(
  { each }: RowParts<DoubleMatrix>,
  width: number,
  centred: (data: Float64Array) => Float64Array,
  signal: AbortSignal,
): Promise<Float64Array> {
  const sums = new Float64Array(width * width);
  await each(({ x }) => addColumnProducts(sums, centred(x.data), x.rows, width, signal));
  return mirrored(sums, width);
}

/** The same direction with the largest entry, of several the first, positive. */
function facing(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? vector.map((value) => -value) : vector;
}

async function meansOf({ rows, each }: RowParts<DoubleMatrix>, width: number): Promise<Float64Array> {
  const sums = new Float64Array(width);
  await each(({ x: { data } }) => {
    for (let place = 0; place < data.length; place += 1) sums[place % width] = (sums[place % width] as number) + (data[place] as number);
  });
  return sums.map((sum) => sum / rows);
}
