import { numberOf } from "../database.ts";
import { labelSql } from "../kinds.ts";
import { batches, double } from "../sql.ts";
import { BATCH, type Table, type TableColumn } from "./table.ts";

/** Cramer's V of two categories, uncorrected as scipy's `association`; null where one of them does not vary. */
export async function cramersV({ database }: Table, a: TableColumn, b: TableColumn): Promise<number | null> {
  const cells = await database.all(`SELECT ${labelSql(a.sql, a.storage)} AS a, ${labelSql(b.sql, b.storage)} AS b, count(*) AS n
    FROM data WHERE ${a.sql} IS NOT NULL AND ${b.sql} IS NOT NULL GROUP BY 1, 2`);
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  let total = 0;
  for (const cell of cells) {
    const n = numberOf(cell.n);
    rows.set(String(cell.a), (rows.get(String(cell.a)) ?? 0) + n);
    columns.set(String(cell.b), (columns.get(String(cell.b)) ?? 0) + n);
    total += n;
  }
  const degrees = Math.min(rows.size, columns.size) - 1;
  if (degrees < 1) return null;
  let chi2 = total;
  for (const cell of cells) {
    const expected = ((rows.get(String(cell.a)) as number) * (columns.get(String(cell.b)) as number)) / total;
    const n = numberOf(cell.n);
    chi2 += (n - expected) ** 2 / expected - expected;
  }
  return Math.min(1, Math.sqrt(Math.max(0, chi2) / total / degrees));
}

/** A column of numbers and the mean of its finite values. */
export interface Numeric {
  column: TableColumn;
  mean: number;
}

/** Correlation ratio eta of each number with one category: root of between-class over total variation; null where nothing varies. */
export async function correlationRatios(
  { database }: Table,
  category: TableColumn,
  numbers: readonly Numeric[],
): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (const group of batches(numbers, BATCH)) {
    const sums = group.flatMap(({ column, mean }, i) => {
      const d = `(${column.value} - ${double(mean)})`;
      return [`count(${column.value}) AS __n${i}`, `coalesce(fsum(${d}), 0) AS __s${i}`, `coalesce(fsum(${d} * ${d}), 0) AS __q${i}`];
    });
    const classes = await database.all(`SELECT ${sums.join(", ")} FROM data WHERE ${category.sql} IS NOT NULL GROUP BY ${category.sql}`);
    for (const i of group.keys()) {
      let [n, s, q, between] = [0, 0, 0, 0];
      for (const row of classes) {
        const [nk, sk] = [numberOf(row[`__n${i}`]), Number(row[`__s${i}`])];
        n += nk;
        s += sk;
        q += Number(row[`__q${i}`]);
        between += nk > 0 ? (sk * sk) / nk : 0;
      }
      const total = q - (s * s) / n;
      found.push(total > 0 ? Math.sqrt(Math.min(1, Math.max(0, (between - (s * s) / n) / total))) : null);
    }
  }
  return found;
}
