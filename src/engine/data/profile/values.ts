import type { TopValue } from "../../../protocol/profile.ts";
import { type Database, numberOf } from "../database.ts";
import type { TableColumn } from "./table.ts";
import type { Tally } from "./tally.ts";

const TOP = 10;

export interface Values {
  count: number;
  distinct: number;
  /** Values that occur once. */
  unique: number;
  top: TopValue[];
  /** Shannon's entropy of the shares, in nats. */
  entropy: number;
  /** Values that differ when case and surrounding blanks do not count; text that repeats itself only. */
  distinctFolded: number | null;
}

/** Exact counts of the values of one column. */
export async function values(database: Database, { column, from }: Tally): Promise<Values> {
  const { shape } = column;
  const row = await database.one(`SELECT coalesce(sum(c), 0)::BIGINT AS n, count(*) AS d, count_if(c = 1) AS u, sum(c * ln(c)) AS plogp,
    min({c: -c, v: ${shape === "number" ? "v::DOUBLE" : "v"}}, ${TOP}) AS top FROM ${from}`);
  const [count, distinct] = [numberOf(row.n), numberOf(row.d)];
  const repeats = shape === "text" && distinct > 1 && distinct <= count / 2;
  const folded = repeats ? numberOf((await database.one(`SELECT count(DISTINCT lower(trim(v))) AS f FROM ${from}`)).f) : null;
  const top = ((row.top ?? []) as unknown as { c: number; v: unknown }[]).map(({ c, v }) => ({
    value: labelOf(v, shape),
    count: -Number(c),
  }));
  return {
    count,
    distinct,
    unique: numberOf(row.u),
    top,
    entropy: count > 0 ? Math.log(count) - Number(row.plogp) / count : 0,
    distinctFolded: folded,
  };
}

function labelOf(value: unknown, shape: TableColumn["shape"]): string {
  if (value instanceof Date) {
    const text = value.toISOString();
    return shape === "date" && text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
  }
  return String(value);
}
