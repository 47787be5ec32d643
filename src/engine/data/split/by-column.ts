import { plural } from "../../../shared/format.ts";
import { numberOf } from "../database.ts";
import { labelSql } from "../kinds.ts";
import { ident, literal } from "../sql.ts";
import type { Sides, SplitContext } from "./assign.ts";
import { sideUnknown } from "./errors.ts";

/** What a user may call each split, in any case. */
const NAMES = [
  ["train", "training"],
  ["validation", "valid", "val", "dev"],
  ["test", "testing", "holdout"],
] as const;

/** `column`: the user's own column says which split a row is in. Rows where it is empty are left out. */
export async function columnSides({ database, file, target, named }: SplitContext): Promise<Sides> {
  const [{ name, storage }] = named("column") as [{ name: string; storage: string }];
  const said = `lower(trim(${labelSql(ident(name), storage)}))`;
  const cases = NAMES.map((names, side) => `WHEN ${said} IN (${names.map(literal).join(", ")}) THEN ${side}`).join(" ");
  const side = `CASE ${cases} END`;
  const [strange] = await database.all(
    `SELECT __row, ${ident(name)}::VARCHAR AS said FROM data WHERE ${side} IS NULL AND nullif(${said}, '') IS NOT NULL ORDER BY __row LIMIT 1`,
  );
  if (strange) throw sideUnknown(file, name, String(strange.said), numberOf(strange.__row));
  const silent = numberOf((await database.one(`SELECT count(*) AS n FROM data WHERE ${target.usable} AND nullif(${said}, '') IS NULL`)).n);
  return {
    sql: `SELECT __row AS numbered, ${side} AS side FROM data WHERE ${target.usable}`,
    notes: silent > 0 ? [`${plural(silent, "row")} without "${name}" ${silent === 1 ? "is" : "are"} left out.`] : [],
  };
}
