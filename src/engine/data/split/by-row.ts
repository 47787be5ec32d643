import { labelSql } from "../kinds.ts";
import { ident, literal } from "../sql.ts";
import type { Sides, SplitContext, SplitTarget } from "./assign.ts";
import { blockSides } from "./blocks.ts";

/** SQL: the class of a row, as a text. */
export const classSql = ({ name, storage }: Pick<SplitTarget, "name" | "storage">): string => labelSql(ident(name), storage);

/** `random` and `stratified`: each row by itself, in permuted blocks, of all rows or of those of each class. */
export async function rowSides({ database, split, target }: SplitContext): Promise<Sides> {
  const stratum = split.method === "stratified" ? classSql(target) : literal("");
  const sides = await blockSides(database, split, `SELECT __row AS unit, ${stratum} AS stratum FROM data WHERE ${target.usable}`);
  return { sql: `SELECT unit AS numbered, side FROM (${sides})`, notes: [] };
}
