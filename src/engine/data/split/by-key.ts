import type { Experiment } from "../../../protocol/experiment.ts";
import { plural } from "../../../shared/format.ts";
import { numberOf } from "../database.ts";
import { isDate, isText, labelSql } from "../kinds.ts";
import { double, ident, literal } from "../sql.ts";
import type { Sides, SplitContext } from "./assign.ts";

/** `key`, and `random` and `stratified` with one: the hash of a row's key decides its side. Rows of equal keys are on one side. */
export async function keySides({ database, split, target, named }: SplitContext): Promise<Sides> {
  const columns = named("key");
  const absent = columns.map(({ name }) => `${ident(name)} IS NULL`).join(" AND ");
  const lone = numberOf((await database.one(`SELECT count(*) AS n FROM data WHERE ${target.usable} AND ${absent}`)).n);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const notes = lone > 0 ? [`${plural(lone, "row")} without ${names} ${lone === 1 ? "is" : "are"} learnt from.`] : [];
  return { sql: `SELECT __row AS numbered, ${hashedSide(split, columns)} AS side FROM data WHERE ${target.usable}`, notes };
}

/**
 * SQL: the side by a hash. The first 13 hex digits of MD5 of `seed|key`, as a share of 16^13, are uniform on [0, 1): below
 * `test` it is test, below `test + validation` validation, else train. Where all columns are missing it is train.
 */
export function hashedSide({ seed, test, validation }: Experiment["split"], columns: SplitContext["columns"]): string {
  const share = `(('0x' || left(md5('${seed}|' || ${keySql(columns)}), 13))::UBIGINT / ${double(2 ** 52)})`;
  const absent = columns.map(({ name }) => `${ident(name)} IS NULL`).join(" AND ");
  return `CASE WHEN ${absent} THEN 0 WHEN ${share} < ${double(test)} THEN 2 WHEN ${share} < ${double(test + validation)} THEN 1 ELSE 0 END`;
}

/** The values of a key as one text, the same however the column was read: `007`, `7` and `7.0` are one, a day and its midnight too. */
function keySql(columns: SplitContext["columns"]): string {
  const parts = columns.map(({ name, storage }) => {
    const label = labelSql(ident(name), storage);
    if (isText(storage)) return `CASE WHEN regexp_full_match(${label}, '[0-9]+') THEN ${trimmed(label)} ELSE ${label} END`;
    return isDate(storage) ? `regexp_replace(${label}, ' 00:00:00$', '')` : label;
  });
  return parts.map((part) => `coalesce(${part}, ${literal("")})`).join(" || chr(31) || ");
}

const trimmed = (label: string) => `coalesce(nullif(ltrim(${label}, '0'), ''), '0')`;
