import { figureOf, type Cell } from "../database.ts";
import { double } from "../sql.ts";
import { aggregate, countOf, type Table, type TableColumn } from "./table.ts";

export interface Moments {
  /** Finite values. */
  n: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  std: number | null;
  skewness: number | null;
  kurtosis: number | null;
  zeros: number;
  negatives: number;
  infinite: number;
}

/** Moments of number and date columns in two scans: powers about the mean, as pandas, so that a large mean costs no digits. */
export async function moments(table: Table): Promise<Map<TableColumn, Moments>> {
  const columns = table.columns.filter(({ value }) => value !== null);
  const first = await aggregate(table, columns, ({ value, sql }) => ({
    present: `count(${sql})`,
    n: `count(${value})`,
    min: `min(${value})`,
    max: `max(${value})`,
    sum: `fsum(${value})`,
    zeros: `count_if(${value} = 0)`,
    negatives: `count_if(${value} < 0)`,
  }));
  const means = new Map([...first].map(([column, { n, sum }]) => [column, countOf(n) > 0 ? Number(sum) / countOf(n) : Number.NaN]));
  const varying = columns.filter((column) => Number.isFinite(means.get(column)));
  const second = await aggregate(table, varying, (column) => {
    const d = `(${column.value} - ${double(means.get(column) as number)})`;
    return { m2: `fsum(${d} * ${d})`, m3: `fsum(${d} * ${d} * ${d})`, m4: `fsum(${d} * ${d} * ${d} * ${d})` };
  });
  return new Map(
    columns.map((column) => {
      const { present, n, min, max, zeros, negatives } = first.get(column) as NonNullable<ReturnType<typeof first.get>>;
      const powers = second.get(column);
      const count = countOf(n);
      return [
        column,
        {
          n: count,
          min: figureOf(min as Cell),
          max: figureOf(max as Cell),
          mean: figureOf(means.get(column)),
          ...shape(count, Number(powers?.m2), Number(powers?.m3), Number(powers?.m4)),
          zeros: countOf(zeros),
          negatives: countOf(negatives),
          infinite: countOf(present) - count,
        },
      ];
    }),
  );
}

/** Sample standard deviation (n - 1), adjusted Fisher-Pearson skewness and excess kurtosis, as pandas; 0 for a constant. */
function shape(n: number, m2: number, m3: number, m4: number): Pick<Moments, "std" | "skewness" | "kurtosis"> {
  const std = n > 1 ? Math.sqrt(m2 / (n - 1)) : null;
  const skewness = n < 3 ? null : m2 === 0 ? 0 : ((n * Math.sqrt(n - 1)) / (n - 2)) * (m3 / m2 ** 1.5);
  const adjust = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  const kurtosis = n < 4 ? null : m2 === 0 ? 0 : (n * (n + 1) * (n - 1) * m4) / ((n - 2) * (n - 3) * m2 ** 2) - adjust;
  return { std: figureOf(std), skewness: figureOf(skewness), kurtosis: figureOf(kurtosis) };
}
