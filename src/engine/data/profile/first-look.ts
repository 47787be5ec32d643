import { figureOf } from "../database.ts";
import { batches } from "../sql.ts";
import { aggregate, BATCH, countOf, type Table, type TableColumn } from "./table.ts";

/** Rows by which a column is taken for one of few values, which only decides how it is read. */
const SAMPLED = 20_000;
const FEW = 1_000;

/** What must be known of a column of numbers or dates before its values are gone through in order. */
export interface FirstLook {
  /** Values present. */
  count: number;
  /** Those of them that are finite. */
  finite: number;
  /** About the mean, of the finite values: what powers are summed about. */
  centre: number;
  min: number;
  max: number;
  /** Few different values, as far as the first rows tell; not asked of columns of fractions. */
  few: boolean;
}

export async function firstLook(table: Table): Promise<Map<TableColumn, FirstLook>> {
  const columns = table.columns.filter(({ value }) => value !== null);
  const found = await aggregate(table, columns, ({ sql, value }) => ({
    n: `count(${sql})`,
    f: `count(${value})`,
    m: `avg(${value})`,
    lo: `min(${value})`,
    hi: `max(${value})`,
  }));
  const few = await fewValues(
    table,
    columns.filter(({ shape }) => shape !== "number"),
  );
  return new Map(
    [...found].map(([column, { n, f, m, lo, hi }]) => {
      const [min, max] = [Number(lo ?? Number.NaN), Number(hi ?? Number.NaN)];
      const centre = figureOf(m as number | null) ?? min / 2 + max / 2;
      return [column, { count: countOf(n), finite: countOf(f), centre, min, max, few: few.has(column) }];
    }),
  );
}

async function fewValues({ database, name }: Table, columns: readonly TableColumn[]): Promise<Set<TableColumn>> {
  const few = new Set<TableColumn>();
  for (const group of batches(columns, BATCH)) {
    const inner = group.map(({ sql }, i) => `${sql} AS c${i}`).join(", ");
    const row = await database.one(
      `SELECT ${group.map((_, i) => `count(DISTINCT c${i}) AS d${i}`).join(", ")} FROM (SELECT ${inner} FROM ${name} LIMIT ${SAMPLED})`,
    );
    for (const [i, column] of group.entries()) if (countOf(row[`d${i}`]) <= FEW) few.add(column);
  }
  return few;
}
