import { ROW_CHANGE_KINDS, type RowChanges, type RowChangesQuery } from "../../../protocol/compare.ts";
import { type Database, numberOf } from "../database.ts";
import type { Kept, Report } from "../open/shared.ts";
import { batches, ident } from "../sql.ts";
import { type ColumnPair, levelSql, pairColumns } from "./pairs.ts";
import type { Side } from "./sides.ts";

/** Kinds of change by the number that stands for them in the table. */
export const CHANGE_CODES = ROW_CHANGE_KINDS;
const AT_ONCE = 100;

/** What became of the rows: the temporary table `changes` (kind, old, now: row numbers) in the order of a page. */
export interface ChangedRows extends Kept, Pick<RowChanges, "repeated" | "changedColumns"> {
  database: Database;
  counts: Pick<RowChanges, "added" | "removed" | "changed" | "same">;
}

/** Pairs the rows of both sides by key and keeps those that differ: by two 64-bit hashes of the compared columns in opposite orders. */
export async function findChanges(
  before: Side,
  after: Side,
  { key, columns }: RowChangesQuery,
  signal: AbortSignal,
  progress: Report,
): Promise<ChangedRows> {
  const database = await before.opened.connect(signal);
  try {
    const wanted = columns && [...new Set([...key, ...columns])];
    const pairs = pairColumns(before, after, wanted).filter(({ change }) => change === "same" || change === "retyped");
    const keys = pairs.filter(({ name }) => key.includes(name));
    const compared = pairs.filter(({ name }) => !key.includes(name));
    progress(0, "reading keys");
    const repeated = {
      before: await repeatedKeys(database, before, keys, "before"),
      after: await repeatedKeys(database, after, keys, "after"),
    };
    progress(0.2, "pairing rows");
    const numbered = repeated.before + repeated.after > 0;
    await database.run(`CREATE TEMP TABLE changes AS
      SELECT CASE WHEN b.number IS NULL THEN 0 WHEN a.number IS NULL THEN 1 ELSE 2 END::UTINYINT AS kind, b.number AS old, a.number AS now
      FROM (${keyed(before, keys, compared, "before", numbered)}) AS b FULL JOIN (${keyed(after, keys, compared, "after", numbered)}) AS a
        ON ${keys.map((_, i) => `b.k${i} IS NOT DISTINCT FROM a.k${i}`).join(" AND ")}${numbered ? " AND b.turn = a.turn" : ""}
      WHERE b.number IS NULL OR a.number IS NULL OR b.down <> a.down OR b.up <> a.up
      ORDER BY now NULLS LAST, old`);
    const row = await database.one(
      "SELECT count_if(kind = 0) AS added, count_if(kind = 1) AS removed, count_if(kind = 2) AS changed FROM changes",
    );
    const [added, removed, changed] = [numberOf(row.added), numberOf(row.removed), numberOf(row.changed)];
    progress(0.8, "comparing cells");
    const changedColumns = changed === 0 ? [] : await countByColumn(database, before, after, compared);
    return {
      database,
      counts: { added, removed, changed, same: before.rows - removed - changed },
      repeated,
      changedColumns,
      bytes: (added + removed + changed) * 17,
      isFresh: async () => true,
      dispose: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

type Which = "before" | "after";

/** SQL: a value that is equal on both sides where the values are, also where one side stores it otherwise. */
const valueSql = ({ name, change }: ColumnPair, storage: string | null): string =>
  change === "same" ? ident(name) : levelSql(name, storage ?? "");

async function repeatedKeys(database: Database, side: Side, keys: readonly ColumnPair[], which: Which): Promise<number> {
  const values = keys.map((pair) => valueSql(pair, pair[which]));
  const row = await database.one(
    `SELECT coalesce(sum(n), 0)::BIGINT AS n FROM (SELECT count(*) AS n FROM ${side.from} GROUP BY ${values.join(", ")} HAVING count(*) > 1)`,
  );
  return numberOf(row.n);
}

function keyed(side: Side, keys: readonly ColumnPair[], compared: readonly ColumnPair[], which: Which, numbered: boolean): string {
  const values = keys.map((pair, i) => `${valueSql(pair, pair[which])} AS k${i}`);
  const names = keys.map((pair) => valueSql(pair, pair[which])).join(", ");
  const turn = numbered ? [`row_number() OVER (PARTITION BY ${names} ORDER BY __row) AS turn`] : [];
  const [down, up] = [hashOf(compared, which), hashOf([...compared].reverse(), which)];
  return `SELECT __row AS number, ${[...values, ...turn].join(", ")}, ${down} AS down, hash(${up}, 1) AS up FROM ${side.from}`;
}

function hashOf(pairs: readonly ColumnPair[], which: Which): string {
  if (pairs.length === 0) return "0::UBIGINT";
  const parts = batches(pairs, AT_ONCE).map((group) => `hash(${group.map((pair) => valueSql(pair, pair[which])).join(", ")})`);
  return parts.length === 1 ? (parts[0] as string) : `hash(${parts.join(", ")})`;
}

async function countByColumn(database: Database, before: Side, after: Side, compared: readonly ColumnPair[]) {
  const counted: RowChanges["changedColumns"] = [];
  for (const group of batches(compared, AT_ONCE)) {
    const side = (which: Which) => group.map((pair, i) => `${valueSql(pair, pair[which])} AS c${i}`).join(", ");
    const row = await database.one(`SELECT ${group.map((_, i) => `count_if(b.c${i} IS DISTINCT FROM a.c${i}) AS n${i}`).join(", ")}
      FROM changes
      JOIN (SELECT __row AS number, ${side("before")} FROM ${before.opened.table}) AS b ON b.number = changes.old
      JOIN (SELECT __row AS number, ${side("after")} FROM ${after.opened.table}) AS a ON a.number = changes.now
      WHERE kind = 2`);
    for (const [i, { name }] of group.entries()) counted.push({ name, rows: numberOf(row[`n${i}`]) });
  }
  return counted.filter(({ rows }) => rows > 0).sort((a, b) => b.rows - a.rows);
}
