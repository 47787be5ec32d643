import { figureOf } from "../database.ts";
import { double } from "../sql.ts";
import type { Numeric } from "./association.ts";
import type { Table } from "./table.ts";

const MOST = 100;
const TILE = 20;

/** Pearson's r of each pair of the first 100 columns given, over the rows where both are there; null where undefined. */
export async function pearson(
  { database }: Table,
  columns: readonly Numeric[],
): Promise<{ columns: string[]; values: (number | null)[][] }> {
  const used = columns.slice(0, MOST);
  const matrix: (number | null)[][] = used.map((_, i) => used.map((_, j) => (i === j ? 1 : null)));
  for (let a = 0; a < used.length; a += TILE) {
    for (let b = a; b < used.length; b += TILE) {
      const pairs: [number, number][] = [];
      for (let i = a; i < Math.min(a + TILE, used.length); i += 1) {
        for (let j = Math.max(i + 1, b); j < Math.min(b + TILE, used.length); j += 1) pairs.push([i, j]);
      }
      if (pairs.length === 0) continue;
      const inner = [...new Set(pairs.flat())].map((i) => `${centred(used[i] as Numeric)} AS x${i}`).join(", ");
      const row = await database.one(
        `SELECT ${pairs.map(([i, j]) => `corr(x${i}, x${j}) AS r${i}_${j}`).join(", ")} FROM (SELECT ${inner} FROM data)`,
      );
      for (const [i, j] of pairs) {
        const r = figureOf(row[`r${i}_${j}`]);
        (matrix[i] as (number | null)[])[j] = r;
        (matrix[j] as (number | null)[])[i] = r;
      }
    }
  }
  return { columns: used.map(({ column }) => column.name), values: matrix };
}

/** SQL of a column less its mean: DuckDB's sums lose digits to a large one. */
export const centred = ({ column, mean }: Numeric): string => `(${column.value} - ${double(mean)})`;
