import { formatShare, plural } from "../../../shared/format.ts";
import { type Database, numberOf } from "../database.ts";
import { batches } from "../sql.ts";
import { type ColumnPlan, textSql, unreadSql } from "./plan.ts";
import { codeSql, dayMonth, isNumeric, monthDay, READINGS } from "./readings.ts";

/** A column of numbers keeps its kind when at most this share of its values cannot be read. */
const TOLERATED = 0.01;

/**
 * Plans again, over all rows, the columns that the first rows misled about. `source` is SQL for the text columns.
 * Adds to `notes` what a reader of the data must know.
 */
export async function replan(database: Database, source: string, plans: readonly ColumnPlan[], notes: string[]): Promise<ColumnPlan[]> {
  const typed = plans.filter(({ reading }) => reading !== null);
  const doubtful: ColumnPlan[] = [];
  for (const group of batches(typed, 100)) {
    const sums = group.map((plan, i) => `count_if(${unreadSql(plan, plan.reading as NonNullable<ColumnPlan["reading"]>)}) AS u${i}`);
    const row = await database.one(`SELECT ${sums.join(", ")} FROM ${source}`);
    doubtful.push(...group.filter((_, i) => numberOf(row[`u${i}`]) > 0));
  }
  const decided = new Map<string, ColumnPlan>();
  for (const group of batches(doubtful, 10)) {
    for (const plan of await decide(database, source, group, notes)) decided.set(plan.raw, plan);
  }
  return plans.map((plan) => decided.get(plan.raw) ?? plan);
}

async function decide(database: Database, source: string, group: ColumnPlan[], notes: string[]): Promise<ColumnPlan[]> {
  const trimmed = group.map((plan) => ({ ...plan, trim: true }));
  const sums = trimmed.flatMap((plan, i) => [
    `count(${textSql(plan)}) AS n${i}`,
    `count_if(${codeSql(textSql(plan))}) AS z${i}`,
    ...READINGS.map((reading, r) => `count_if(${unreadSql(plan, reading)}) AS u${i}_${r}`),
  ]);
  const row = await database.one(`SELECT ${sums.join(", ")} FROM ${source}`);
  return trimmed.map((plan, i): ColumnPlan => {
    const count = numberOf(row[`n${i}`]);
    const codes = numberOf(row[`z${i}`]) > 0;
    const counts = READINGS.map((reading, r) => ({ reading, unread: numberOf(row[`u${i}_${r}`]) })).filter(
      ({ reading }) => !(codes && isNumeric(reading)),
    );
    const whole = counts.find(({ unread }) => unread === 0);
    if (whole) return { ...plan, reading: whole.reading };
    const numbers = counts.filter(({ reading }) => isNumeric(reading));
    const best = numbers.length > 0 ? numbers.reduce((a, b) => (b.unread < a.unread ? b : a)) : undefined;
    const share = best ? formatShare(best.unread, count) : "";
    if (best && best.unread <= count * TOLERATED) {
      const those = best.unread === 1 ? "1 value is" : `${best.unread} values (${share}) are`;
      notes.push(`"${plan.name}": ${those} not ${best.reading.what} and read as missing; see the rejected values.`);
      return { ...plan, reading: best.reading, tolerant: true };
    }
    const what = plan.reading?.what;
    const unread = counts.find(({ reading }) => reading === plan.reading)?.unread ?? 0;
    const why = codes
      ? "some of its numbers begin with a zero"
      : `${unread} of ${plural(count, "value")} ${unread === 1 ? "is" : "are"} not ${what}`;
    if (!plan.unseen) notes.push(`"${plan.name}" is read as text: ${why}.`);
    return { ...plan, reading: null, trim: false };
  });
}

/** Dates that may be day first as well as month first were read month first: says so. */
export function noteOnDates(plans: readonly ColumnPlan[], sample: readonly { fields: string[] }[]): string[] {
  return plans.flatMap(({ name, reading }, i) => {
    if (reading !== monthDay) return [];
    const both = sample.every(({ fields }) => !fields[i]?.trim() || dayMonth.fits((fields[i] as string).trim()));
    return both ? [`"${name}": dates such as 01/02/2020 were read month first.`] : [];
  });
}
