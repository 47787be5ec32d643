import type { Association, Correlation, Matrix, Profile } from "../../../protocol/profile.ts";
import { batches } from "../sql.ts";
import type { Category } from "./codes.ts";
import type { ColumnFacts } from "./facts.ts";
import type { Ranks } from "./ranks.ts";
import { type Numeric, relate } from "./relate.ts";
import { spearmanWhereBoth } from "./rerank.ts";
import type { Table } from "./table.ts";

const MOST_CATEGORIES = 20;
const MOST_NUMBERS = 100;
const MOST_LEVELS = 1_000;
/** Cells of crosstabs that are held at a time. */
const MOST_CELLS = 2 ** 23;
const LISTED = 100;
/** Integers with at most so many values serve as classes where they are the target. */
const MOST_INTEGER_CLASSES = 10;

export const isClass = ({ type, distinct }: Pick<ColumnFacts, "type" | "distinct">): boolean =>
  type === "category" || type === "boolean" || (type === "integer" && distinct <= MOST_INTEGER_CLASSES);

const isCategory = ({ type, distinct }: ColumnFacts): boolean => (type === "category" || type === "boolean") && distinct <= MOST_LEVELS;
export const isQuantity = ({ type }: ColumnFacts): boolean => type === "number" || type === "integer";

const numeric = ({ column, moments, rankOf }: ColumnFacts): Numeric => ({
  column,
  mean: moments?.mean ?? 0,
  std: moments?.std ?? null,
  count: moments?.n ?? 0,
  rankOf,
});
const category = ({ column, distinct }: ColumnFacts): Category => ({ column, levels: distinct });

type Relations = Pick<Profile, "pearson" | "spearman" | "cramersV" | "correlationRatio">;

const pairsOf = (length: number): [number, number][] =>
  Array.from({ length }, (_, i) => Array.from({ length: length - 1 - i }, (_, k): [number, number] => [i, i + 1 + k])).flat();

/** Relates numbers (the first 100) and categories (the first 20) to each other. */
export async function relations(
  table: Table,
  facts: readonly ColumnFacts[],
  ranks: Ranks,
  progress: (fraction: number) => void,
): Promise<Relations> {
  const numbers = facts.filter(isQuantity).slice(0, MOST_NUMBERS).map(numeric);
  const categories = facts.filter(isCategory).slice(0, MOST_CATEGORIES).map(category);
  const pairs = pairsOf(numbers.length);
  const ratios = categories.flatMap((_, c) => numbers.map((_, i): [number, number] => [c, i]));
  const groups = byCells(pairsOf(categories.length), categories);
  const ranked = numbers.every(({ column, rankOf }) => rankOf !== null || ranks.has(column));
  const found = await relate(table, { numbers, categories, pairs, ratios, tables: groups[0] ?? [] }, ranked ? ranks : null);
  progress(0.5);
  const crossed = [...found.cramersV];
  for (const tables of groups.slice(1))
    crossed.push(...(await relate(table, { numbers: [], categories, pairs: [], ratios: [], tables }, null)).cramersV);
  const names = numbers.map(({ column }) => column.name);
  const labels = categories.map(({ column }) => column.name);
  return {
    pearson: matrix(names, pairs, found.pearson),
    spearman: ranked
      ? await withMissing(table, numbers, matrix(names, pairs, found.spearman), ranks, (part) => progress(0.5 + part / 2))
      : null,
    cramersV: labels.length > 1 ? matrix(labels, groups.flat(), crossed) : null,
    correlationRatio:
      labels.length > 0 && names.length > 0 ? { categories: labels, numbers: names, values: batches(found.eta, names.length) } : null,
  };
}

/** Spearman's correlations of all pairs: those of columns with missing values are ranked by pair. */
async function withMissing(
  { database, rows }: Table,
  numbers: readonly Numeric[],
  known: Matrix,
  ranks: Ranks,
  progress: (fraction: number) => void,
): Promise<Matrix> {
  const { values } = known;
  const holed = numbers.filter(({ count }) => count < rows).length;
  const pairs = holed * (numbers.length - holed) + (holed * (holed - 1)) / 2;
  let done = 0;
  await spearmanWhereBoth(ranks, rows, numbers, (i, j, r) => {
    (values[i] as (number | null)[])[j] = r;
    (values[j] as (number | null)[])[i] = r;
    database.throwIfAborted();
    done += 1;
    progress(done / pairs);
  });
  return known;
}

function byCells(pairs: [number, number][], categories: readonly Category[]): [number, number][][] {
  const groups: [number, number][][] = [];
  let cells = Number.POSITIVE_INFINITY;
  for (const [a, b] of pairs) {
    const own = (categories[a] as Category).levels * (categories[b] as Category).levels;
    if (cells + own > MOST_CELLS) {
      groups.push([]);
      cells = 0;
    }
    cells += own;
    groups.at(-1)?.push([a, b]);
  }
  return groups;
}

function matrix(columns: string[], pairs: readonly [number, number][], found: readonly (number | null)[]): Matrix {
  const values: (number | null)[][] = columns.map((_, i) => columns.map((_, j) => (i === j ? 1 : null)));
  for (const [k, [i, j]] of pairs.entries()) {
    (values[i] as (number | null)[])[j] = found[k] ?? null;
    (values[j] as (number | null)[])[i] = found[k] ?? null;
  }
  return { columns, values };
}

/** Strength of each column's relation to the target, by column name. */
export async function toTarget(table: Table, columns: readonly ColumnFacts[], target: ColumnFacts): Promise<Map<string, Association>> {
  const found = new Map<string, Association>();
  const classes = isClass(target);
  if (!classes && !isQuantity(target)) return found;
  const others = columns.filter((column) => column !== target && (isQuantity(column) || isCategory(column)));
  for (const group of batches(others, MOST_NUMBERS)) {
    const [numbers, categories] = [group.filter(isQuantity), group.filter(isCategory)];
    const note = (column: ColumnFacts, measure: Association["measure"], value: number | null | undefined) => {
      if (value !== null && value !== undefined) found.set(column.column.name, { measure, value });
    };
    if (classes) {
      const sides = { numbers: numbers.map(numeric), categories: [target, ...categories].map(category) };
      const ratios = numbers.map((_, i): [number, number] => [0, i]);
      const tables = byCells(
        categories.map((_, c): [number, number] => [0, c + 1]),
        sides.categories,
      );
      const first = await relate(table, { ...sides, pairs: [], ratios, tables: tables[0] ?? [] }, null);
      const crossed = [...first.cramersV];
      for (const more of tables.slice(1))
        crossed.push(...(await relate(table, { ...sides, numbers: [], pairs: [], ratios: [], tables: more }, null)).cramersV);
      for (const [i, column] of numbers.entries()) note(column, "correlation-ratio", first.eta[i]);
      for (const [i, column] of categories.entries()) note(column, "cramers-v", crossed[i]);
    } else {
      const pairs = numbers.map((_, i): [number, number] => [0, i + 1]);
      const ratios = categories.map((_, c): [number, number] => [c, 0]);
      const sides = { numbers: [target, ...numbers].map(numeric), categories: categories.map(category) };
      const { pearson, eta } = await relate(table, { ...sides, pairs, ratios, tables: [] }, null);
      for (const [i, column] of numbers.entries()) note(column, "pearson", pearson[i]);
      for (const [i, column] of categories.entries()) note(column, "correlation-ratio", eta[i]);
    }
  }
  return found;
}

/** Pairs that stand out, strongest first. */
export function standingOut({ pearson, spearman, cramersV, correlationRatio }: Relations, threshold: number): Correlation[] {
  const pairs: Correlation[] = [];
  const add = (a: string | undefined, b: string | undefined, measure: Association["measure"], value: number | null | undefined) => {
    if (a !== undefined && b !== undefined && value !== null && value !== undefined && Math.abs(value) >= threshold)
      pairs.push({ a, b, measure, value });
  };
  for (const [i, j] of pairsOf(pearson.columns.length)) {
    const [linear, monotone] = [pearson.values[i]?.[j] ?? null, spearman?.values[i]?.[j] ?? null];
    const ranked = Math.abs(monotone ?? 0) > Math.abs(linear ?? 0) + CLEARLY;
    add(pearson.columns[i], pearson.columns[j], ranked ? "spearman" : "pearson", ranked ? monotone : linear);
  }
  if (cramersV)
    for (const [i, j] of pairsOf(cramersV.columns.length))
      add(cramersV.columns[i], cramersV.columns[j], "cramers-v", cramersV.values[i]?.[j]);
  for (const [c, row] of correlationRatio?.values.entries() ?? [])
    for (const [i, value] of row.entries()) add(correlationRatio?.categories[c], correlationRatio?.numbers[i], "correlation-ratio", value);
  const order = (x: Correlation, y: Correlation) => Math.abs(y.value) - Math.abs(x.value) || (x.a + x.b < y.a + y.b ? -1 : 1);
  return pairs.sort(order).slice(0, LISTED);
}

/** By so much ranks must relate more strongly than values do to be named instead. */
const CLEARLY = 0.1;
