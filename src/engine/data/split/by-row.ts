import { labelSql } from "../kinds.ts";
import { ident, literal } from "../sql.ts";
import type { Sides, SplitContext } from "./assign.ts";
import { blockSides } from "./blocks.ts";

/** SQL: the class of a row, as a text; the same of all rows where there is no target. */
export const classSql = (target: { name: string; storage: string } | { name: null }): string =>
  target.name === null ? literal("") : labelSql(ident(target.name), target.storage);

/** `random` and `stratified`: each row by itself, in permuted blocks, of all rows or of those of each class. */
export async function rowSides({ database, split, target }: SplitContext): Promise<Sides> {
  const stratum = split.method === "stratified" ? classSql(target) : literal("");
  const sides = await blockSides(database, split, `SELECT __row AS unit, ${stratum} AS stratum FROM data WHERE ${target.usable}`);
  return { sql: `SELECT unit AS numbered, side FROM (${sides})`, notes: [] };
}
