import type { TopValue } from "../../../protocol/profile.ts";
import { numberOf } from "../database.ts";
import type { Table, TableColumn } from "./table.ts";
import type { Top } from "./top.ts";

const MOST = 10;

/** The values of a column that are not finite, which no figure but counts is made of. */
interface Infinities {
  distinct: number;
  unique: number;
  top: TopValue[];
}

export async function infinities({ database, name }: Table, { sql, value }: TableColumn, count: number): Promise<Infinities> {
  if (count === 0) return { distinct: 0, unique: 0, top: [] };
  const rows = await database.all(
    `SELECT ${sql}::VARCHAR AS v, count(*) AS n FROM ${name} WHERE ${sql} IS NOT NULL AND ${value} IS NULL GROUP BY 1 ORDER BY 1`,
  );
  const top = rows.map(({ v, n }) => ({ value: spelled(String(v)), count: numberOf(n) }));
  return { distinct: top.length, unique: top.filter((one) => one.count === 1).length, top };
}

/** As JavaScript writes them. */
const spelled = (text: string): string => text.replace(/^(-?)inf$/, "$1Infinity").replace(/^nan$/, "NaN");

/** The most frequent values as texts. Where a number does not say which value it was, DuckDB is asked. */
export async function labelOf(
  table: Table,
  column: TableColumn,
  top: Top<number>,
  infinite: Infinities,
  wide: boolean,
): Promise<TopValue[]> {
  const finite = wide ? await exactTop(table, column) : top.found.map(({ value, count }) => ({ value: textOf(value, column), count }));
  return infinite.top.length === 0 ? finite : [...finite, ...infinite.top].sort((a, b) => b.count - a.count).slice(0, MOST);
}

async function exactTop({ database, name }: Table, { sql, value }: TableColumn): Promise<TopValue[]> {
  const rows = await database.all(
    `SELECT ${sql}::VARCHAR AS v, count(*) AS n FROM ${name} WHERE ${value} IS NOT NULL GROUP BY ${sql} ORDER BY n DESC, ${sql} LIMIT ${MOST}`,
  );
  return rows.map(({ v, n }) => ({ value: String(v), count: numberOf(n) }));
}

function textOf(value: number, { shape }: TableColumn): string {
  if (shape !== "date") return String(value);
  const text = new Date(value).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}
