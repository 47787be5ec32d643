import type { DateFigures } from "../../../protocol/profile.ts";
import type { Ordered } from "./ordered.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A span over so many usual steps is a gap. */
const GAP = 1.5;

/** Steps, gaps and rhythm of dates (epoch milliseconds, ascending). */
export async function dateFigures(values: Ordered): Promise<DateFigures> {
  const spans = new Map<number, number>();
  const [weekdays, months, hours] = [7, 12, 24].map((length) => new Array<number>(length).fill(0)) as [number[], number[], number[]];
  let [last, day, month, largest] = [Number.NaN, Number.NaN, 0, 0];
  let largestGap: DateFigures["largestGap"] = null;
  await values((part) => {
    for (let i = 0; i < part.values.length; i += 1) {
      const time = part.values[i] as number;
      const count = part.counts ? (part.counts[i] as number) : 1;
      const span = time - last;
      if (span > 0) {
        spans.set(span, (spans.get(span) ?? 0) + 1);
        if (span > largest) {
          largest = span;
          largestGap = { from: last, to: time };
        }
      }
      last = time;
      if (Math.floor(time / DAY) !== day) {
        day = Math.floor(time / DAY);
        month = new Date(time).getUTCMonth();
      }
      const weekday = (((day + 3) % 7) + 7) % 7; // 1 January 1970 was a Thursday
      const hour = Math.floor((time - day * DAY) / HOUR);
      weekdays[weekday] = (weekdays[weekday] as number) + count;
      months[month] = (months[month] as number) + count;
      hours[hour] = (hours[hour] as number) + count;
    }
  });
  const step = medianOf(spans);
  const gaps = step === null ? 0 : [...spans].reduce((sum, [span, count]) => sum + (span > GAP * step ? count : 0), 0);
  const midnight = hours.every((count, hour) => hour === 0 || count === 0);
  return { step, gaps, largestGap, weekdays, months, hours: midnight ? null : hours };
}

/** Median of values given with their counts; between two, their mean. */
function medianOf(counts: ReadonlyMap<number, number>): number | null {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const n = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (n === 0) return null;
  const at = (position: number) => {
    let upto = 0;
    for (const [value, count] of sorted) {
      upto += count;
      if (position < upto) return value;
    }
    return Number.NaN;
  };
  return (at(Math.floor((n - 1) / 2)) + at(Math.ceil((n - 1) / 2))) / 2;
}
