import { timeZoneUnknown } from "./errors.ts";

/** Time zones change their offset on quarters of an hour. */
const STEP = 15 * 60_000;

/**
 * Turns an instant (epoch milliseconds) into what a clock in the zone shows, as the epoch milliseconds of that reading in
 * UTC. Throws `time-zone-unknown`.
 */
export function clockOf(timeZone: string): (time: number) => number {
  if (timeZone === "UTC") return (time) => time;
  const format = formatOf(timeZone);
  const offsets = new Map<number, number>();
  return (time) => {
    const step = Math.floor(time / STEP);
    let offset = offsets.get(step);
    if (offset === undefined) {
      offset = reading(format, step * STEP) - step * STEP;
      offsets.set(step, offset);
    }
    return time + offset;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    const numeric = "numeric";
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric } as const;
    return new Intl.DateTimeFormat("en-US", { timeZone, calendar: "iso8601", era: "short", hourCycle: "h23", ...fields });
  } catch {
    throw timeZoneUnknown(timeZone);
  }
}

function reading(format: Intl.DateTimeFormat, time: number): number {
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const of = (type: string) => Number(parts[type]);
  const year = parts.era === "BC" || parts.era === "B" ? 1 - of("year") : of("year");
  const date = new Date(0);
  date.setUTCFullYear(year, of("month") - 1, of("day"));
  return date.setUTCHours(of("hour"), of("minute"), of("second"));
}
