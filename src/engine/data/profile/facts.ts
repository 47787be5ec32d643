import type {
  ColumnProfile,
  ColumnType,
  DateFigures,
  HistogramBin,
  SeriesFigures,
  TextDates,
  TextLengths,
  TopValue,
} from "../../../protocol/profile.ts";
import type { Database } from "../database.ts";
import { dateFigures } from "./dates.ts";
import { type FirstLook, firstLook } from "./first-look.ts";
import { spread } from "./histogram.ts";
import { inferType } from "./infer.ts";
import { infinities, labelOf } from "./labels.ts";
import type { Moments } from "./moments.ts";
import { counted, inOrder, isWide } from "./ordered.ts";
import { RankOf, type Ranks } from "./ranks.ts";
import { again, type Runs } from "./runs.ts";
import { SmallColumns, sorted } from "./small.ts";
import { Summary } from "./summary.ts";
import type { Table, TableColumn } from "./table.ts";
import { readsAsDate, textDates } from "./text-dates.ts";
import { codesIn, distinctFolded, foldedAmong, valueFigures } from "./texts.ts";

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
  length: TextLengths | null;
  /** Of a text column: how many of its values read as dates. */
  textDates: TextDates | null;
  dates: DateFigures | null;
  /** Rank of a value, for columns of few: those of others lie in `Ranks`. */
  rankOf: RankOf | null;
}

/** Looks at each column by itself, exactly. Ranks of the first numbers are kept in `ranks`, as many as it takes. */
export async function columnFacts(table: Table, ranks: Ranks, progress: (fraction: number) => void): Promise<ColumnFacts[]> {
  const looks = await firstLook(table);
  const small = new SmallColumns(table);
  const facts: ColumnFacts[] = [];
  let [next, done] = [0, 0];
  const stop = () => {
    next = table.columns.length;
  };
  const lane = async (database: Database) => {
    const own = { ...table, database };
    for (let i = next++; i < table.columns.length; i = next++) {
      const column = table.columns[i] as TableColumn;
      const look = looks.get(column);
      facts[i] = look ? await numberFacts(own, column, look, ranks, small) : await valueFacts(own, column);
      done += 1;
      progress(done / table.columns.length);
    }
  };
  const other = await table.database.beside();
  const lanes = await Promise.allSettled([lane(table.database).finally(stop), lane(other).finally(stop)]); // one sorts while we add up what the other sorted
  other.close();
  for (const one of lanes) if (one.status === "rejected") throw one.reason;
  return facts;
}

async function valueFacts(table: Table, column: TableColumn): Promise<ColumnFacts> {
  const { rows } = table;
  const found = await valueFigures(table, column);
  const { count, distinct, length } = found;
  const text = column.shape === "text";
  const codes = text && distinct === rows && rows > 0 ? await codesIn(table, column) : 0;
  const type = inferType({ column, rows, ...found, min: null, max: null, meanLength: length?.mean ?? 0, codes });
  const repeats = text && distinct > 1 && distinct <= count / 2;
  const all = distinct === found.top.length ? found.top.map(({ value }) => value) : null; // few values tell what else a statement would
  const folded = repeats && type !== "text" ? ((all && foldedAmong(all)) ?? (await distinctFolded(table, column))) : null;
  const dates = text && distinct > 1 && (all?.some(readsAsDate) ?? true) ? await textDates(table, column, count) : null;
  return { column, type, ...found, distinctFolded: folded, ...NO_NUMBER, textDates: dates };
}

const NO_NUMBER = { moments: null, infinite: null, histogram: null, outliers: null, dates: null, rankOf: null };

async function numberFacts(table: Table, column: TableColumn, look: FirstLook, ranks: Ranks, small: SmallColumns): Promise<ColumnFacts> {
  const integer = column.shape === "integer";
  const wide = isWide(column, look);
  const grouped = wide || (look.few && column.shape !== "number");
  const ranked = !grouped && column.shape !== "date" && look.min < look.max ? ranks.next() : null;
  const held = wide ? null : await small.take(table.database, column);
  const source = held
    ? sorted(ranked ? held.slice() : held, look.finite)
    : grouped
      ? counted(table, column)
      : inOrder(table, column, ranked !== null);
  const summary = new Summary(look, held ? null : ranked);
  await source((part) => summary.add(part));
  const own = summary.end();
  if (ranked && held) rankRows(held, summary.runs, ranked);
  const values = again(summary.runs, source);
  const { histogram, outliers } = own ? await spread(values, own, integer) : { histogram: null, outliers: null };
  const infinite = await infinities(table, column, look.count - look.finite);
  const [distinct, unique] = [summary.distinct + infinite.distinct, summary.unique + infinite.unique];
  const top = await labelOf(table, column, summary.top, infinite, wide);
  const type = inferType({
    column,
    rows: table.rows,
    count: look.count,
    distinct,
    top,
    min: own?.min ?? null,
    max: own?.max ?? null,
    meanLength: 0,
    codes: 0,
  });
  const quantity = type === "number" || type === "integer";
  if (ranked) ranks.keep(quantity ? column : null, ranked);
  const kept = grouped && quantity ? summary.runs.kept() : null;
  return {
    column,
    type,
    count: look.count,
    distinct,
    unique,
    distinctFolded: null,
    entropy: 0,
    top,
    moments: own,
    infinite: look.count - look.finite,
    histogram,
    outliers,
    length: null,
    textDates: null,
    dates: type === "date" ? await dateFigures(values) : null,
    rankOf: kept && new RankOf(kept),
  };
}

/** Each row's doubled rank, 0 where it has no value. */
function rankRows(values: Float64Array, runs: Runs, ranks: Uint32Array): void {
  const of = new RankOf(runs.kept() as NonNullable<ReturnType<Runs["kept"]>>);
  for (const [row, value] of values.entries()) ranks[row] = Number.isNaN(value) ? 0 : of.of(value);
}

/** A column as the protocol tells it. */
export function columnProfile(
  facts: ColumnFacts,
  rows: number,
  series: SeriesFigures | null,
  toTarget: ColumnProfile["toTarget"],
): ColumnProfile {
  const { column, type, count, distinct, unique, top, moments: own, outliers, histogram, length, dates } = facts;
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
    dates,
    ...(facts.textDates && { textDates: facts.textDates }),
    series,
    toTarget,
  };
}
