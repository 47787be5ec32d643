import type { Association, Leak } from "../../../protocol/profile.ts";
import { type Database, numberOf } from "../database.ts";
import { labelSql } from "../kinds.ts";
import type { ColumnFacts } from "./facts.ts";
import { isClass } from "./relations.ts";
import type { Table } from "./table.ts";

/** Fewer rows tell nothing for sure. */
const ENOUGH_ROWS = 30;
/** Columns that are looked at value by value; associations are looked at for all. */
const MOST = 200;

/**
 * Columns that may give the target away, the surest first: its copies, other names of its classes, columns each of whose
 * repeated values has one target, numbers whose ranges keep the classes apart, and associations past the threshold.
 */
export async function leaks(
  table: Table,
  facts: readonly ColumnFacts[],
  target: ColumnFacts,
  told: ReadonlyMap<string, Association>,
  threshold: number,
): Promise<Leak[]> {
  const found: Leak[] = [];
  const largest = (target.top[0]?.count ?? 0) / Math.max(1, target.count);
  const usable = target.count >= ENOUGH_ROWS && target.distinct > 1 && largest < threshold;
  const looked = facts.filter(({ type }) => type !== "constant" && type !== "empty" && type !== "unsupported").slice(0, MOST);
  for (const one of facts) {
    if (one === target) continue;
    const leak = usable && looked.includes(one) ? await valueByValue(table, one, target, threshold) : null;
    const association = Math.abs(told.get(one.column.name)?.value ?? 0);
    if (leak) found.push(leak);
    else if (usable && association >= threshold) found.push({ column: one.column.name, reason: "association", value: association });
  }
  const order: Leak["reason"][] = ["copy", "one-to-one", "separates", "determines", "association"];
  return found.sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || b.value - a.value);
}

async function valueByValue({ database, name }: Table, one: ColumnFacts, target: ColumnFacts, threshold: number): Promise<Leak | null> {
  const column = one.column.name;
  const [x, y] = [one, target].map(({ column: { sql, storage } }) => labelSql(sql, storage)) as [string, string];
  if (one.distinct === target.distinct && one.count === target.count && (await areEqual(database, name, x, y)))
    return { column, reason: "copy", value: 1 };
  if (isClass(target) && one.moments && one.type !== "date" && (await apart(database, name, one, target)))
    return { column, reason: "separates", value: 1 };
  if (one.distinct > one.count / 2) return null; // values that hardly repeat determine anything
  const row =
    await database.one(`SELECT sum(n) AS repeated, sum(n) FILTER (pure) AS told, count_if(NOT pure) AS impure, count(DISTINCT t) AS targets, count(*) AS groups
    FROM (SELECT count(*) AS n, min(t) = max(t) AS pure, min(t) AS t
      FROM (SELECT ${x} AS v, ${y} AS t FROM ${name} WHERE ${one.column.sql} IS NOT NULL AND ${target.column.sql} IS NOT NULL) GROUP BY v HAVING count(*) > 1)`);
  const [repeated, sure] = [numberOf(row.repeated), numberOf(row.told)];
  if (repeated < ENOUGH_ROWS || sure < repeated * threshold) return null;
  const exact = numberOf(row.impure) === 0 && numberOf(row.targets) === numberOf(row.groups) && one.distinct === target.distinct;
  return { column, reason: exact ? "one-to-one" : "determines", value: sure / repeated };
}

async function areEqual(database: Database, name: string, x: string, y: string): Promise<boolean> {
  return (
    numberOf((await database.one(`SELECT count(*) AS n FROM (SELECT 1 FROM ${name} WHERE ${x} IS DISTINCT FROM ${y} LIMIT 1)`)).n) === 0
  );
}

/** Whether each class has a range of the number to itself. */
async function apart(database: Database, name: string, { column }: ColumnFacts, target: ColumnFacts): Promise<boolean> {
  const rows = await database.all(`SELECT min(${column.value}) AS low, max(${column.value}) AS high FROM ${name}
    WHERE ${target.column.sql} IS NOT NULL GROUP BY ${target.column.sql} ORDER BY low`);
  const ranges = rows.filter(({ low }) => low !== null).map(({ low, high }) => [Number(low), Number(high)] as const);
  return ranges.length === target.distinct && ranges.every(([low], i) => i === 0 || low > (ranges[i - 1]?.[1] as number));
}
