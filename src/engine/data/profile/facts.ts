import type { ColumnProfile, ColumnType, HistogramBin, TopValue } from "../../../protocol/profile.ts";
import { spread } from "./histogram.ts";
import { inferType } from "./infer.ts";
import { type Moments, moments } from "./moments.ts";
import { quantiles } from "./quantiles.ts";
import { aggregate, countOf, type Table, type TableColumn } from "./table.ts";
import { values } from "./values.ts";

/** All that is known of one column by itself. */
export interface ColumnFacts {
  column: TableColumn;
  type: ColumnType;
  count: number;
  distinct: number;
  distinctFolded: number | null;
  entropy: number;
  top: TopValue[];
  moments: Moments | null;
  quantiles: Record<string, number> | null;
  histogram: HistogramBin[] | null;
  outliers: number | null;
  length: ColumnProfile["length"];
}

/** Looks at each column: sums over batches of columns, then values, quantiles and histogram one column at a time. */
export async function columnFacts(table: Table, progress: (fraction: number) => void): Promise<ColumnFacts[]> {
  const [lengths, known] = [await textLengths(table), await moments(table)];
  progress(0.3);
  const facts: ColumnFacts[] = [];
  for (const column of table.columns) {
    const found = await values(table, column);
    const own = known.get(column) ?? null;
    const levels = own && own.n > 0 ? await quantiles(table, column) : null;
    const { histogram, outliers } = own && levels ? await spread(table, column, own, levels) : { histogram: null, outliers: null };
    const length = lengths.get(column) ?? null;
    const type = inferType({
      column,
      rows: table.rows,
      ...found,
      min: own?.min ?? null,
      max: own?.max ?? null,
      meanLength: length?.mean ?? 0,
      codes: length?.codes ?? 0,
    });
    const shown = length && type !== "empty" ? { min: length.min, max: length.max, mean: length.mean } : null;
    facts.push({ column, type, ...found, moments: own, quantiles: levels, histogram, outliers, length: shown });
    progress(0.3 + (0.7 * facts.length) / table.columns.length);
  }
  return facts;
}

async function textLengths(table: Table) {
  const texts = table.columns.filter(({ shape }) => shape === "text");
  const found = await aggregate(table, texts, ({ sql }) => ({
    min: `min(length(${sql}))`,
    max: `max(length(${sql}))`,
    mean: `avg(length(${sql}))`,
    codes: `count_if(length(${sql}) <= 64 AND regexp_full_match(${sql}, '[\\w.:/+-]*[0-9@][\\w.:/@+-]*'))`,
  }));
  return new Map([...found].map(([column, { min, max, mean, codes }]) => [column, { min: countOf(min), max: countOf(max), mean: Number(mean ?? 0), codes: countOf(codes) }]));
}

/** A column as the protocol tells it. */
export function columnProfile(facts: ColumnFacts, rows: number, toTarget: ColumnProfile["toTarget"]): ColumnProfile {
  const { column, type, count, distinct, top, moments: own, outliers, histogram, length } = facts;
  const quantity = column.shape === "number" || column.shape === "integer" ? own : null;
  return {
    name: column.name,
    type,
    storage: column.storage,
    count,
    missing: rows - count,
    distinct,
    min: own?.min ?? null,
    max: own?.max ?? null,
    mean: own?.mean ?? null,
    std: own?.std ?? null,
    skewness: quantity?.skewness ?? null,
    kurtosis: quantity?.kurtosis ?? null,
    quantiles: facts.quantiles,
    histogram,
    top,
    zeros: quantity?.zeros ?? null,
    negatives: quantity?.negatives ?? null,
    infinite: quantity?.infinite ?? null,
    outliers: quantity ? outliers : null,
    length,
    toTarget,
  };
}
