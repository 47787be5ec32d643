import { plural } from "../../../shared/format.ts";
import { numberOf } from "../database.ts";
import { ident, literal } from "../sql.ts";
import type { Sides, SplitContext } from "./assign.ts";
import { blockSides } from "./blocks.ts";
import { hashedSide } from "./by-key.ts";
import { classSql } from "./by-row.ts";
import { keyMismatch } from "./errors.ts";

/**
 * `group`: rows with equal values in the group's columns are on one side. Without a key, groups in the order of their first
 * rows form permuted blocks (with `stratify`, those of the class of its first row): shares are of groups, not of rows. With
 * one, the hash of the group decides. Rows without a group are train: they might belong to any.
 */
export async function groupSides(context: SplitContext): Promise<Sides> {
  const { database, file, split, target, named } = context;
  const columns = named("group");
  const absent = columns.map(({ name }) => `${ident(name)} IS NULL`).join(" AND ");
  const lone = numberOf((await database.one(`SELECT count(*) AS n FROM data WHERE ${target.usable} AND ${absent}`)).n);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const notes = lone > 0 ? [`${plural(lone, "row")} without ${names} ${lone === 1 ? "is" : "are"} learnt from.`] : [];
  const rest = `SELECT __row AS numbered, 0 AS side FROM data WHERE ${target.usable} AND ${absent}`;
  if (split.key !== undefined) {
    const key = named("key");
    if (key.length !== columns.length || key.some(({ name }) => !columns.some((column) => column.name === name)))
      throw keyMismatch(file, names);
    return { sql: `SELECT __row AS numbered, ${hashedSide(split, columns)} AS side FROM data WHERE ${target.usable}`, notes };
  }
  await database.run(`CREATE OR REPLACE TEMP TABLE members AS
    SELECT __row, min(__row) OVER (PARTITION BY ${columns.map(({ name }) => ident(name)).join(", ")}) AS unit,
      ${split.stratify ? classSql(target) : literal("")} AS stratum
    FROM data WHERE ${target.usable} AND NOT (${absent})`);
  const sides = await blockSides(database, split, "SELECT unit, stratum FROM members WHERE __row = unit");
  return { sql: `SELECT __row AS numbered, side FROM members JOIN (${sides}) USING (unit) UNION ALL ${rest}`, notes };
}
