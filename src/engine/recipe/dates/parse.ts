const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Milliseconds UTC of a date in ISO 8601, such as `2024-01-31` or `2024-01-31 12:00:00+02:00`; UTC where no zone is given. NaN if it is none. */
export function parseDate(text: string): number {
  const found = ISO.exec(text.trim());
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return timeOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    milliseconds: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
    offset: offsetOf(zone),
  });
}

export interface DateFields {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  milliseconds: number;
  /** Minutes ahead of UTC. */
  offset: number;
}

/** Milliseconds UTC; NaN for what no calendar has, such as the 30th of February. */
export function timeOf({ year, month, day, hour, minute, second, milliseconds, offset }: DateFields): number {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for those of the last century
  if (day < 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds;
}

/** Minutes ahead of UTC of `Z`, `+02`, `+0200` or `+02:00`. */
export function offsetOf(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return zone.startsWith("-") ? -minutes : minutes;
}
