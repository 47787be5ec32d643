import { plural } from "../../../shared/format.ts";
import { numberOf } from "../database.ts";
import { isDate, isNumber } from "../kinds.ts";
import { double, ident } from "../sql.ts";
import type { Sides, SplitContext } from "./assign.ts";
import { timeTooFew, timeUnfit } from "./errors.ts";

const MICROSECONDS_A_DAY = 86_400_000_000;

/**
 * `time`: train before validation before test. A border lies between two different times, where the shares are met best, so
 * that rows of one time are never parted; with a gap, rows closer than it before the next split are left out.
 */
export async function timeSides({ database, file, split, target, named }: SplitContext): Promise<Sides> {
  const [column] = named("column") as [{ name: string; storage: string }];
  const { name, storage } = column;
  if (!isDate(storage) && !(isNumber(storage) && storage !== "BOOLEAN")) throw timeUnfit(file, name, storage);
  const value = isDate(storage)
    ? `CASE WHEN isfinite(${ident(name)}) THEN epoch_us(${ident(name)}::TIMESTAMP) END`
    : `CASE WHEN isfinite(${ident(name)}::DOUBLE) THEN ${ident(name)}::DOUBLE END`;
  const gap = isDate(storage) ? String(Math.round((split.gap ?? 0) * MICROSECONDS_A_DAY)) : double(split.gap ?? 0);
  await database.run(`CREATE OR REPLACE TEMP TABLE timed AS SELECT __row, ${value} AS t FROM data WHERE ${target.usable}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE times AS
    SELECT t, (sum(count(*)) OVER (ORDER BY t) - count(*))::BIGINT AS before FROM timed WHERE t IS NOT NULL GROUP BY t`);
  const row = await database.one("SELECT count(*) AS rows, count(t) AS timed FROM timed");
  const n = numberOf(row.timed);
  const found = numberOf((await database.one("SELECT count(*) AS n FROM times")).n);
  if (found < 3) throw timeTooFew(file, name, found);
  const find = async (sql: string) =>
    `'${(await database.one(`SELECT (${sql})::VARCHAR AS t`)).t}'::${isDate(storage) ? "BIGINT" : "DOUBLE"}`;
  const nearest = (after: string, share: number) =>
    `SELECT t FROM times WHERE t > ${after} ORDER BY abs(before - ${double(n * (1 - share))}), t LIMIT 1`;
  const lastButOne = "SELECT t FROM times ORDER BY t DESC LIMIT 1 OFFSET 1";
  const first = nearest("(SELECT min(t) FROM times)", split.validation + split.test);
  const validation = await find(`SELECT least((${first}), (${lastButOne}))`);
  const test = await find(nearest(validation, split.test));
  const untimed = numberOf(row.rows) - n;
  const side = `CASE WHEN t >= ${test} THEN 2 WHEN t >= ${validation} AND t <= ${test} - ${gap} THEN 1
      WHEN t < ${validation} AND t <= ${validation} - ${gap} THEN 0 END`;
  const inGaps = numberOf((await database.one(`SELECT count(*) AS n FROM timed WHERE t IS NOT NULL AND ${side} IS NULL`)).n);
  return {
    sql: `SELECT __row AS numbered, ${side} AS side FROM timed`,
    notes: [
      ...(untimed > 0 ? [`${plural(untimed, "row")} without "${name}" ${untimed === 1 ? "is" : "are"} left out.`] : []),
      ...(inGaps > 0 ? [`${plural(inGaps, "row")} in the gaps between the splits ${inGaps === 1 ? "is" : "are"} left out.`] : []),
    ],
  };
}
