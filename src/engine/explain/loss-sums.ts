import type { Moments } from "./student.ts";

/** How many rows there are, and the sums of their losses' distances from the mean of all, and of the squares of these. */
export interface LossSums {
  rows: number;
  sum: number;
  squares: number;
}

export const NOTHING: LossSums = { rows: 0, sum: 0, squares: 0 };

/** The sums of each code's rows in one pass; code -1 is in none. `distances`: of the losses from their mean. */
export function sumsByCode(distances: Float64Array, codes: Int32Array, count: number): LossSums[] {
  const rows = new Float64Array(count);
  const sum = new Float64Array(count);
  const squares = new Float64Array(count);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    if (code < 0) continue;
    const distance = distances[row] as number;
    rows[code] = (rows[code] as number) + 1;
    sum[code] = (sum[code] as number) + distance;
    squares[code] = (squares[code] as number) + distance * distance;
  }
  return Array.from(rows, (own, code) => ({ rows: own, sum: sum[code] as number, squares: squares[code] as number }));
}

export const less = (whole: LossSums, part: LossSums): LossSums => ({
  rows: whole.rows - part.rows,
  sum: whole.sum - part.sum,
  squares: whole.squares - part.squares,
});

/** `mean`: of the losses of all rows. */
export function momentsOf({ rows, sum, squares }: LossSums, mean: number): Moments {
  return { rows, mean: mean + sum / rows, variance: Math.max(0, (squares - (sum * sum) / rows) / (rows - 1)) };
}
