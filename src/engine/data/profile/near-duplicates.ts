import { numberOf } from "../database.ts";
import { batches } from "../sql.ts";
import type { ColumnFacts } from "./facts.ts";
import type { Table, TableColumn } from "./table.ts";

/** Rows that repeat an earlier one but for identifiers, case and blanks, less the `duplicates` that repeat it in all. */
export async function nearDuplicates({ database, name, rows }: Table, facts: readonly ColumnFacts[], duplicates: number): Promise<number> {
  const told = facts.filter(({ type }) => type !== "identifier" && type !== "empty" && type !== "constant");
  const exact = (one: ColumnFacts) => one.column.shape !== "text";
  if (told.length < 2 || told.some((one) => exact(one) && one.count === rows && one.distinct === rows)) return 0;
  if (told.every(exact) && told.length === facts.length) return 0;
  const folded = ({ shape, sql }: TableColumn) => (shape === "text" ? `lower(trim(${sql}))` : sql);
  const hash = (list: readonly ColumnFacts[], salt = "") =>
    batches(list, 100).map((group) => `hash(${group.map(({ column }) => folded(column)).join(", ")}${salt})`);
  const different = async (keys: string[]) =>
    numberOf(
      (
        await database.one(
          `SELECT count(*) AS n FROM (SELECT ${keys.map((key, i) => `${key} AS k${i}`).join(", ")} FROM ${name} GROUP BY ALL)`,
        )
      ).n,
    );
  const once = `hash(${hash(told).join(", ")})`;
  if ((await different([once])) === rows) return 0; // two hashes, which rule out chance, only where one sees a repetition
  return Math.max(0, rows - (await different([once, `hash(${hash([...told].reverse(), ", 1").join(", ")})`])) - duplicates);
}
