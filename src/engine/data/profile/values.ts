import type { TopValue } from "../../../protocol/profile.ts";
import { numberOf } from "../database.ts";
import type { Table, TableColumn } from "./table.ts";

const TOP = 10;

export interface Values {
  count: number;
  distinct: number;
  top: TopValue[];
  /** Shannon's entropy of the shares, in nats. */
  entropy: number;
  /** Values that differ when case and surrounding blanks do not count; text only. */
  distinctFolded: number | null;
}

/** Exact counts of the values of one column. */
export async function values({ database }: Table, { sql, shape }: TableColumn): Promise<Values> {
  const value = shape === "other" ? `${sql}::VARCHAR` : shape === "number" ? `${sql}::DOUBLE` : sql;
  const folded = shape === "text" ? "count(DISTINCT lower(trim(v)))" : "NULL";
  const row = await database.one(`SELECT coalesce(sum(c), 0)::BIGINT AS n, count(*) AS d, sum(c * ln(c)) AS plogp, min({c: -c, v: v}, ${TOP}) AS top
    FROM (SELECT ${value} AS v, count(*) AS c FROM data WHERE ${sql} IS NOT NULL GROUP BY 1)`);
  const [count, distinct] = [numberOf(row.n), numberOf(row.d)];
  const fold = shape === "text" && distinct > 1 && distinct <= count / 2 ? await database.one(`SELECT ${folded} AS f FROM (SELECT DISTINCT ${sql} AS v FROM data)`) : null;
  const top = ((row.top ?? []) as unknown as { c: bigint; v: unknown }[]).map(({ c, v }) => ({ value: labelOf(v, shape), count: -Number(c) }));
  return { count, distinct, top, entropy: count > 0 ? Math.log(count) - Number(row.plogp) / count : 0, distinctFolded: fold ? numberOf(fold.f) : null };
}

function labelOf(value: unknown, shape: TableColumn["shape"]): string {
  if (value instanceof Date) {
    const text = value.toISOString();
    return shape === "date" && text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
  }
  return String(value);
}
