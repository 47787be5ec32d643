import type { RowChangeKind, RowChanges, RowChangesQuery } from "../../../protocol/compare.ts";
import type { Cell as Shown } from "../../../protocol/rows.ts";
import type { Engine } from "../../engine.ts";
import type { Cell, Database } from "../database.ts";
import type { Report, Waiting } from "../open/shared.ts";
import { cellOf, cellSql } from "../rows/cells.ts";
import { findColumn } from "../rows/where.ts";
import { ident } from "../sql.ts";
import { CHANGE_CODES, type ChangedRows, findChanges } from "./changes.ts";
import { withSides } from "./compare.ts";
import { type ColumnPair, pairColumns } from "./pairs.ts";
import type { Side } from "./sides.ts";

/** The rows that came, went or changed between two sides, paired by a key: found once, then paged. */
export function changedRows(
  engine: Pick<Engine, "data" | "temp">,
  folder: string,
  query: RowChangesQuery,
  waiting: Waiting,
): Promise<RowChanges> {
  return withSides(engine, folder, query, waiting, (_, before, after, progress) => {
    for (const name of query.key) for (const side of [before, after]) findColumn(name, side.columns, side.opened.facts.file);
    const key = JSON.stringify([before.from, after.from, query.key, query.columns]);
    const make = (signal: AbortSignal, report: Report) => findChanges(before, after, query, signal, report);
    return before.opened.changes.use(key, make, (found) => page(found, query, before, after), { signal: waiting.signal, progress });
  });
}

async function page(found: ChangedRows, query: RowChangesQuery, before: Side, after: Side): Promise<RowChanges> {
  const { kinds = [...CHANGE_CODES], from, count, key } = query;
  const { database, counts } = found;
  const matching = kinds.reduce((sum, kind) => sum + counts[kind], 0);
  const codes = kinds.map((kind) => CHANGE_CODES.indexOf(kind));
  const [kind = [], old = [], now = []] = await database.columns(
    `SELECT kind, old, now FROM changes WHERE kind IN (${codes.join(", ")}) ORDER BY rowid LIMIT ${count} OFFSET ${from}`,
  );
  const rows = kind.map((code, i) => ({
    kind: CHANGE_CODES[Number(code)] as RowChangeKind,
    before: numberOrNull(old[i]),
    after: numberOrNull(now[i]),
  }));
  const pairs = pairColumns(before, after, query.columns && [...new Set([...key, ...query.columns])]);
  const cells = {
    before: await cellsOf(database, before, "before", pairs, rows),
    after: await cellsOf(database, after, "after", pairs, rows),
  };
  return {
    key,
    ...counts,
    repeated: found.repeated,
    changedColumns: found.changedColumns,
    matching,
    from,
    rows,
    columns: pairs.map(({ name, before: was, after: is }) => {
      const [first, second] = [cells.before.get(name) ?? rows.map(() => null), cells.after.get(name) ?? rows.map(() => null)];
      const differs = (i: number) =>
        rows[i]?.kind === "changed" && was !== null && is !== null && !sameCell(first[i] ?? null, second[i] ?? null);
      return { name, before: first, after: second, changed: rows.flatMap((_, i) => (differs(i) ? [i] : [])) };
    }),
  };
}

/** A number and its text are one where a column was retyped. */
const sameCell = (a: Shown, b: Shown): boolean => (a === null || b === null ? a === b : String(a) === String(b));

const numberOrNull = (cell: Cell | undefined): number | null => (cell === null || cell === undefined ? null : Number(cell));

async function cellsOf(database: Database, side: Side, which: "before" | "after", pairs: readonly ColumnPair[], rows: RowChanges["rows"]) {
  const wanted = pairs.flatMap(({ name, [which]: storage }) => (storage === null ? [] : [{ name, storage }]));
  const numbers = rows.map((row) => row[which]).filter((number) => number !== null);
  if (numbers.length === 0 || wanted.length === 0) return new Map<string, null[]>();
  await side.opened.scattered.ready();
  const values = ["__row", ...wanted.map(({ name, storage }) => cellSql(ident(name), storage))].join(", ");
  const [found = [], ...cells] = await database.columns(
    `SELECT ${values} FROM ${side.opened.table} WHERE __row IN (${numbers.join(", ")})`,
  );
  const places = new Map(found.map((number, i) => [Number(number), i]));
  return new Map(
    wanted.map(({ name, storage }, c) => [
      name,
      rows.map((row) => {
        const place = row[which] === null ? undefined : places.get(row[which]);
        return place === undefined ? null : cellOf((cells[c] ?? [])[place] as Cell, storage);
      }),
    ]),
  );
}
