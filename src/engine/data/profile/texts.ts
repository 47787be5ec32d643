import type { TextLengths, TopValue } from "../../../protocol/profile.ts";
import { numberOf } from "../database.ts";
import { spread } from "./histogram.ts";
import { Summary } from "./summary.ts";
import type { Table, TableColumn } from "./table.ts";

const TOP = 10;

export interface ValueFigures {
  count: number;
  distinct: number;
  unique: number;
  top: TopValue[];
  /** Shannon's entropy of the shares, in nats. */
  entropy: number;
  length: TextLengths | null;
}

/** Exact counts of the values of one column that is no number: text, booleans, and what is nested, as text. */
export async function valueFigures({ database, name }: Table, { sql, shape }: TableColumn): Promise<ValueFigures> {
  const lengths = "(SELECT list({l: l, c: c} ORDER BY l) FROM (SELECT length(v)::DOUBLE AS l, sum(c) AS c FROM counted GROUP BY 1))";
  const row =
    await database.one(`WITH counted AS MATERIALIZED (SELECT ${shape === "other" ? `${sql}::VARCHAR` : sql} AS v, count(*)::DOUBLE AS c
      FROM ${name} WHERE ${sql} IS NOT NULL GROUP BY 1)
    SELECT coalesce(sum(c), 0) AS n, count(*) AS d, count_if(c = 1) AS u, sum(c * ln(c)) AS plogp, min({c: -c, v: v}, ${TOP}) AS top,
      ${shape === "text" ? lengths : "NULL"} AS lengths FROM counted`);
  const [count, distinct] = [numberOf(row.n), numberOf(row.d)];
  const top = ((row.top ?? []) as unknown as { c: number; v: unknown }[]).map(({ c, v }) => ({ value: String(v), count: -Number(c) }));
  const entropy = count > 0 ? Math.log(count) - Number(row.plogp) / count : 0;
  const length = row.lengths && count > 0 ? await lengthFigures(row.lengths as unknown as { l: number; c: number }[], count) : null;
  return { count, distinct, unique: numberOf(row.u), top, entropy, length };
}

async function lengthFigures(found: { l: number; c: number }[], count: number): Promise<TextLengths> {
  const part = { values: Float64Array.from(found, ({ l }) => l), counts: Float64Array.from(found, ({ c }) => c), rows: null };
  const [min, max] = [part.values[0] as number, part.values.at(-1) as number];
  const total = found.reduce((sum, { l, c }) => sum + l * c, 0);
  const summary = new Summary({ count, finite: count, centre: total / count, min, max, few: true }, null);
  summary.add(part);
  const moments = summary.end();
  if (!moments) return { min, max, mean: 0, median: 0, histogram: [] };
  const { histogram } = await spread(async (show) => show(part), moments, true);
  return { min, max, mean: total / count, median: moments.quantiles["0.5"] as number, histogram };
}

/** Values that differ when case and surrounding blanks do not count. */
export async function distinctFolded({ database, name }: Table, { sql }: TableColumn): Promise<number> {
  return numberOf(
    (
      await database.one(
        `SELECT count(DISTINCT lower(trim(v))) AS f FROM (SELECT DISTINCT ${sql} AS v FROM ${name} WHERE ${sql} IS NOT NULL)`,
      )
    ).f,
  );
}

/** The same of values that are known; null where they are not plain ASCII, whose case and blanks DuckDB knows better. */
export function foldedAmong(values: readonly string[]): number | null {
  if (!values.every((value) => /^[ -~]*$/.test(value))) return null;
  return new Set(values.map((value) => value.replace(/^ +| +$/g, "").toLowerCase())).size;
}

/** Texts of one word with a digit or an @ in it. */
export async function codesIn({ database, name }: Table, { sql }: TableColumn): Promise<number> {
  const code = `length(${sql}) <= 64 AND regexp_full_match(${sql}, '[\\w.:/+-]*[0-9@][\\w.:/@+-]*')`;
  return numberOf((await database.one(`SELECT count_if(${code}) AS n FROM ${name}`)).n);
}
