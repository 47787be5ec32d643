import { addColumnProducts, mirrored } from "../algebra/gram.ts";
import { addTo, dot, transposeTimes } from "../algebra/vector.ts";
import { type Design, wholeOf } from "./design.ts";

/** Of more columns the products of all pairs take too much memory. */
const MOST_PAIRED = 4096;

/** What coefficients, all zero at first, leave of y. */
interface LeftOver {
  /** A column times itself. */
  square(j: number): number;
  /** A column times what is left. */
  along(j: number): number;
  /** The coefficient of a column is more by so much. */
  take(j: number, by: number): void;
}

/** By the products of all pairs of columns, which are reckoned once; where rows are few, or columns very many, row by row. */
export const leftOver = (design: Design, signal: AbortSignal): Promise<LeftOver> =>
  !design.inParts && design.width > Math.min(MOST_PAIRED, design.rows) ? byRows(design) : byPairs(design, signal);

async function byPairs({ width, each }: Design, signal: AbortSignal): Promise<LeftOver> {
  const gram = new Float64Array(width * width);
  const products = new Float64Array(width);
  await each(async ({ x, y, rows }) => {
    await addColumnProducts(gram, x, rows, width, signal);
    transposeTimes(x, width, y, products);
  });
  mirrored(gram, width);
  return {
    square: (j) => gram[j * width + j] as number,
    along: (j) => products[j] as number,
    take(j, by) {
      for (let k = 0, place = j * width; k < width; k += 1, place += 1)
        products[k] = (products[k] as number) - by * (gram[place] as number);
    },
  };
}

async function byRows(design: Design): Promise<LeftOver> {
  const { rows, width } = design;
  const { x, y } = await wholeOf(design);
  const columns = Array.from({ length: width }, (_, j) => Float64Array.from({ length: rows }, (_, row) => x[row * width + j] as number));
  const squares = columns.map((column) => dot(column, column));
  const residual = y.slice();
  return {
    square: (j) => squares[j] as number,
    along: (j) => dot(columns[j] as Float64Array, residual),
    take: (j, by) => addTo(residual, columns[j] as Float64Array, -by),
  };
}
