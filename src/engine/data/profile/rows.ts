import { numberOf } from "../database.ts";
import { batches } from "../sql.ts";
import type { ColumnFacts } from "./facts.ts";
import { aggregate, countOf, type Table, type TableColumn } from "./table.ts";

const PATTERNS = 20;
const BITS = 62;

/** Rows that repeat an earlier one in all columns, by two 64-bit hashes of each row in opposite orders. */
export async function duplicateRows(
  { database, name, columns, rows }: Table,
  facts: readonly ColumnFacts[],
): Promise<{ rows: number; distinct: number }> {
  if (facts.some(({ distinct, count }) => count === rows && distinct === rows)) return { rows: 0, distinct: 0 };
  const hash = (list: readonly TableColumn[]) => batches(list, 100).map((group) => `hash(${group.map(({ sql }) => sql).join(", ")})`);
  const [down, up] = [hash(columns), hash([...columns].reverse())];
  const row = await database.one(
    `SELECT count(*) AS n, count_if(c > 1) AS d FROM (SELECT count(*) AS c FROM (SELECT hash(${down.join(", ")}) AS a, hash(${up.join(", ")}, 1) AS b FROM ${name}) GROUP BY a, b)`,
  );
  return { rows: rows - numberOf(row.n), distinct: numberOf(row.d) };
}

export interface Missing {
  cells: number;
  patterns: { columns: string[]; count: number }[];
}

/** Missing cells, and which columns are missing together: the most frequent sets, complete rows left out. */
export async function missing(table: Table): Promise<Missing> {
  const counts = await aggregate(table, table.columns, ({ sql }) => ({ n: `count(${sql})` }));
  const holed = table.columns.filter((column) => countOf(counts.get(column)?.n) < table.rows);
  const cells = holed.reduce((sum, column) => sum + table.rows - countOf(counts.get(column)?.n), 0);
  if (holed.length === 0) return { cells, patterns: [] };
  const groups = batches(holed, BITS);
  const masks = groups.map(
    (group, g) => `${group.map(({ sql }, i) => `(${sql} IS NULL)::BIGINT * ${2n ** BigInt(i)}`).join(" + ")} AS k${g}`,
  );
  const keys = groups.map((_, g) => `k${g}`);
  const rows =
    await table.database.all(`SELECT ${keys.map((key) => `${key}::VARCHAR AS ${key}`).join(", ")}, count(*) AS n FROM (SELECT ${masks.join(", ")} FROM ${table.name})
    WHERE ${keys.map((key) => `${key} <> 0`).join(" OR ")} GROUP BY ALL ORDER BY n DESC, ${keys.join(", ")} LIMIT ${PATTERNS}`);
  const patterns = rows.map((row) => ({
    columns: groups.flatMap((group, g) => group.filter((_, i) => (BigInt(String(row[`k${g}`])) >> BigInt(i)) & 1n).map(({ name }) => name)),
    count: numberOf(row.n),
  }));
  return { cells, patterns };
}
