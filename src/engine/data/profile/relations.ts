import type { Association, Correlation } from "../../../protocol/profile.ts";
import { THRESHOLDS } from "../../../protocol/thresholds.ts";
import { correlationRatios, cramersV, type Numeric } from "./association.ts";
import type { ColumnFacts } from "./facts.ts";
import { centred } from "./pearson.ts";
import type { Table } from "./table.ts";

const MOST_CATEGORIES = 20;
const MOST_NUMBERS = 100;
const MOST_LEVELS = 1_000;
const LISTED = 100;
/** Integers with at most so many values serve as classes where they are the target. */
const MOST_INTEGER_CLASSES = 10;

export const isClass = ({ type, distinct }: Pick<ColumnFacts, "type" | "distinct">): boolean =>
  type === "category" || type === "boolean" || (type === "integer" && distinct <= MOST_INTEGER_CLASSES);

const isCategory = ({ type, distinct }: ColumnFacts): boolean => (type === "category" || type === "boolean") && distinct <= MOST_LEVELS;
export const isQuantity = ({ type }: ColumnFacts): boolean => type === "number" || type === "integer";

export const numeric = ({ column, moments }: ColumnFacts): Numeric => ({ column, mean: moments?.mean ?? 0 });

/** Strength of each column's relation to the target, by column name. */
export async function toTarget(table: Table, columns: readonly ColumnFacts[], target: ColumnFacts): Promise<Map<string, Association>> {
  const found = new Map<string, Association>();
  const others = columns.filter((column) => column !== target);
  const note = (column: ColumnFacts, measure: Association["measure"], value: number | null | undefined) => {
    if (value !== null && value !== undefined) found.set(column.column.name, { measure, value });
  };
  const numbers = others.filter(isQuantity);
  const categories = others.filter(isCategory);
  if (isClass(target)) {
    const ratios = await correlationRatios(table, target.column, numbers.map(numeric));
    for (const [i, column] of numbers.entries()) note(column, "correlation-ratio", ratios[i]);
    for (const column of categories) note(column, "cramers-v", await cramersV(table, column.column, target.column));
  } else if (isQuantity(target)) {
    for (const [column, r] of await pearsonWith(table, target, numbers)) note(column, "pearson", r);
    for (const column of categories)
      note(column, "correlation-ratio", (await correlationRatios(table, column.column, [numeric(target)]))[0]);
  }
  return found;
}

async function pearsonWith(table: Table, target: ColumnFacts, numbers: readonly ColumnFacts[]): Promise<[ColumnFacts, number | null][]> {
  const { database } = table;
  const found: [ColumnFacts, number | null][] = [];
  for (let start = 0; start < numbers.length; start += MOST_NUMBERS) {
    const group = numbers.slice(start, start + MOST_NUMBERS);
    const row = await database.one(
      `SELECT ${group.map((one, i) => `corr(${centred(numeric(one))}, ${centred(numeric(target))}) AS r${i}`).join(", ")} FROM data`,
    );
    for (const [i, column] of group.entries()) {
      const r = row[`r${i}`];
      found.push([column, r === null || !Number.isFinite(Number(r)) ? null : Number(r)]);
    }
  }
  return found;
}

/** Pairs that stand out, strongest first. Categories beyond the first twenty are not paired. */
export async function standingOut(
  table: Table,
  columns: readonly ColumnFacts[],
  matrix: { columns: string[]; values: (number | null)[][] },
): Promise<Correlation[]> {
  const pairs: Correlation[] = [];
  const add = (a: string, b: string, measure: Association["measure"], value: number | null | undefined) => {
    if (value !== null && value !== undefined && Math.abs(value) >= THRESHOLDS.HIGH_CORRELATION) pairs.push({ a, b, measure, value });
  };
  for (const [i, row] of matrix.values.entries()) {
    for (let j = i + 1; j < row.length; j += 1) add(matrix.columns[i] as string, matrix.columns[j] as string, "pearson", row[j]);
  }
  const categories = columns.filter(isCategory).slice(0, MOST_CATEGORIES);
  const numbers = columns.filter(isQuantity).slice(0, MOST_NUMBERS);
  for (const [i, a] of categories.entries()) {
    for (const b of categories.slice(i + 1)) add(a.column.name, b.column.name, "cramers-v", await cramersV(table, a.column, b.column));
    const ratios = await correlationRatios(table, a.column, numbers.map(numeric));
    for (const [k, b] of numbers.entries()) add(a.column.name, b.column.name, "correlation-ratio", ratios[k]);
  }
  const order = (x: Correlation, y: Correlation) => Math.abs(y.value) - Math.abs(x.value) || (x.a + x.b < y.a + y.b ? -1 : 1);
  return pairs.sort(order).slice(0, LISTED);
}
