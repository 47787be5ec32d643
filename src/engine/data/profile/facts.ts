import type { ColumnProfile, ColumnType, HistogramBin, TopValue } from "../../../protocol/profile.ts";
import { spread } from "./histogram.ts";
import { inferType } from "./infer.ts";
import { type Moments, moments } from "./moments.ts";
import { aggregate, countOf, type Table, type TableColumn } from "./table.ts";
import { tally } from "./tally.ts";
import { values } from "./values.ts";

/** All that is known of one column by itself. */
export interface ColumnFacts {
  column: TableColumn;
  type: ColumnType;
  count: number;
  distinct: number;
  unique: number;
  distinctFolded: number | null;
  entropy: number;
  top: TopValue[];
  moments: Moments | null;
  /** Null for what is no number: see `count`. */
  infinite: number | null;
  histogram: HistogramBin[] | null;
  outliers: number | null;
  length: ColumnProfile["length"];
}

/** Looks at each column by itself, exactly. */
export async function columnFacts(table: Table, progress: (fraction: number) => void): Promise<ColumnFacts[]> {
  const { database, rows } = table;
  const lengths = await textLengths(table);
  const facts: ColumnFacts[] = [];
  for (const column of table.columns) {
    const counted = await tally(table, column);
    const found = await values(database, counted);
    const { numbers } = counted;
    const own = numbers && (await moments(numbers));
    const { histogram, outliers } = own ? await spread(numbers, own, column.shape === "integer") : { histogram: null, outliers: null };
    const length = lengths.get(column) ?? null;
    const range = { min: own?.min ?? null, max: own?.max ?? null };
    const type = inferType({ column, rows, ...found, ...range, meanLength: length?.mean ?? 0, codes: length?.codes ?? 0 });
    const shown =
      length && type !== "empty" ? { min: length.min, max: length.max, mean: length.mean, median: length.median, histogram: [] } : null;
    const infinite = numbers === null ? null : found.count - (own?.n ?? 0);
    facts.push({ column, type, ...found, moments: own, infinite, histogram, outliers, length: shown });
    progress(facts.length / table.columns.length);
  }
  return facts;
}

async function textLengths(table: Table) {
  const texts = table.columns.filter(({ shape }) => shape === "text");
  const found = await aggregate(table, texts, ({ sql }) => ({
    min: `min(length(${sql}))`,
    max: `max(length(${sql}))`,
    mean: `avg(length(${sql}))`,
    median: `median(length(${sql}))`,
    codes: `count_if(length(${sql}) <= 64 AND regexp_full_match(${sql}, '[\\w.:/+-]*[0-9@][\\w.:/@+-]*'))`,
  }));
  return new Map(
    [...found].map(([column, { min, max, mean, median, codes }]) => [
      column,
      { min: countOf(min), max: countOf(max), mean: Number(mean ?? 0), median: Number(median ?? 0), codes: countOf(codes) },
    ]),
  );
}

/** A column as the protocol tells it. */
export function columnProfile(facts: ColumnFacts, rows: number, toTarget: ColumnProfile["toTarget"]): ColumnProfile {
  const { column, type, count, distinct, unique, top, moments: own, outliers, histogram, length } = facts;
  const number = column.shape === "number" || column.shape === "integer";
  const quantity = number ? own : null;
  return {
    name: column.name,
    type,
    storage: column.storage,
    count,
    missing: rows - count,
    distinct,
    duplicates: count - distinct,
    unique,
    min: own?.min ?? null,
    max: own?.max ?? null,
    mean: own?.mean ?? null,
    std: own?.std ?? null,
    skewness: quantity?.skewness ?? null,
    kurtosis: quantity?.kurtosis ?? null,
    quantiles: own?.quantiles ?? null,
    histogram,
    top,
    zeros: quantity?.zeros ?? null,
    negatives: quantity?.negatives ?? null,
    infinite: number ? facts.infinite : null,
    outliers: quantity ? outliers : null,
    length,
    dates: null,
    series: null,
    toTarget,
  };
}
