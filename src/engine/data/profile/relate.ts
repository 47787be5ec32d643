import { doublesOf, integersOf } from "../vectors.ts";
import { ClassSums } from "./class-sums.ts";
import { type Category, withCodes } from "./codes.ts";
import { Crosstab } from "./crosstab.ts";
import { PairSums, type Side } from "./pair-sums.ts";
import type { RankOf, Ranks } from "./ranks.ts";
import type { Table, TableColumn } from "./table.ts";

/** A column of numbers, with what keeps digits: values are taken less their mean, over their deviation. */
export interface Numeric {
  column: TableColumn;
  mean: number;
  std: number | null;
  /** Finite values. */
  count: number;
  rankOf: RankOf | null;
}

type Pairs = readonly (readonly [number, number])[];

/** What is to be related, by positions in `numbers` and `categories`. */
export interface Relating {
  numbers: readonly Numeric[];
  categories: readonly Category[];
  /** Numbers. */
  pairs: Pairs;
  /** A category and a number. */
  ratios: Pairs;
  /** Categories. */
  tables: Pairs;
}

interface Related {
  /** Of `pairs`. */
  pearson: (number | null)[];
  /** Of `pairs` without missing values; null for the others, and without ranks. */
  spearman: (number | null)[];
  /** Of `ratios`. */
  eta: (number | null)[];
  /** Of `tables`. */
  cramersV: (number | null)[];
}

const VECTOR = 2048;

/** Relates columns in one pass over the rows. With `ranks`, ranks of all `numbers` lie there in the end. */
export async function relate(
  table: Table,
  { numbers, categories, pairs, ratios, tables }: Relating,
  ranks: Ranks | null,
): Promise<Related> {
  const { database, name, rows } = table;
  const sides = numbers.map(({ count }): Side => ({ x: new Float64Array(VECTOR), mask: count < rows ? new Float64Array(VECTOR) : null }));
  const ranked = ranks ? numbers.map((): Side => ({ x: new Float64Array(VECTOR), mask: null })) : [];
  const complete = pairs.filter(([i, j]) => !sides[i]?.mask && !sides[j]?.mask);
  const holed = sides.some(({ mask }) => mask);
  const [values, order] = [new PairSums(pairs), new PairSums(ranks ? complete : [])];
  const classes = ratios.map(([c]) => new ClassSums((categories[c] as Category).levels));
  const crosses = tables.map(([a, b]) => new Crosstab((categories[a] as Category).levels, (categories[b] as Category).levels));
  if (pairs.length + ratios.length + tables.length === 0) return { pearson: [], spearman: [], eta: [], cramersV: [] };
  const doubles = numbers.map(({ column }) => `coalesce(${column.value}, 'nan'::DOUBLE)`);
  await withCodes(table, categories, async (codes) => {
    let at = 0;
    for await (const chunk of database.chunks(`SELECT ${[...doubles, ...codes].join(", ")} FROM ${name}`)) {
      const n = chunk.rowCount;
      for (const [i, number] of numbers.entries()) {
        const raw = doublesOf(chunk, i);
        scale(raw, number, sides[i] as Side);
        if (ranks) takeRanks(raw, number, ranks, at, holed, (ranked[i] as Side).x);
      }
      values.add(sides, n);
      if (ranks) order.add(ranked, n);
      const own = categories.map((_, c) => integersOf(chunk, numbers.length + c));
      for (const [k, [c, i]] of ratios.entries()) classes[k]?.add(own[c] as Int32Array, sides[i] as Side, n);
      for (const [k, [a, b]] of tables.entries()) crosses[k]?.add(own[a] as Int32Array, own[b] as Int32Array, n);
      at += n;
    }
  });
  const whole = new Map(order.correlations().map((r, k) => [complete[k], r]));
  return {
    pearson: values.correlations(),
    spearman: pairs.map((pair) => whole.get(pair) ?? null),
    eta: classes.map((one) => one.ratio()),
    cramersV: crosses.map((one) => one.cramersV()),
  };
}

function scale(raw: Float64Array, { mean, std }: Numeric, { x, mask }: Side): void {
  const inverse = std !== null && std > 0 && Number.isFinite(1 / std) ? 1 / std : 1;
  if (mask === null) {
    for (let i = 0; i < raw.length; i += 1) x[i] = ((raw[i] as number) - mean) * inverse;
    return;
  }
  for (let i = 0; i < raw.length; i += 1) {
    const value = raw[i] as number;
    const there = !Number.isNaN(value);
    x[i] = there ? (value - mean) * inverse : 0;
    mask[i] = there ? 1 : 0;
  }
}

/** Ranks of a block of rows, about their middle and over their number; kept for later where others' missing values will change them. */
function takeRanks(
  raw: Float64Array,
  { column, count, rankOf }: Numeric,
  ranks: Ranks,
  at: number,
  keep: boolean,
  into: Float64Array,
): void {
  const [n, middle] = [raw.length, count + 1];
  let block: Uint32Array;
  if (rankOf) {
    block = new Uint32Array(n);
    for (let i = 0; i < n; i += 1) {
      const value = raw[i] as number;
      block[i] = Number.isNaN(value) ? 0 : rankOf.of(value);
    }
    if (keep) ranks.put(column, at, block);
  } else block = ranks.block(column, at, n);
  for (let i = 0; i < n; i += 1) into[i] = ((block[i] as number) - middle) / count;
}
