import type { StepOptions } from "../step.ts";

export type DatePart = StepOptions<"date-parts">["parts"][number];

/** What each part reads from a date whose UTC fields are those of the clock on the wall: suffix of the new column -> value. */
export const PARTS: Record<DatePart, Record<string, (date: Date) => number>> = {
  year: { year: (date) => date.getUTCFullYear() },
  quarter: { quarter: (date) => Math.ceil(month(date) / 3) },
  month: { month: (date) => month(date) },
  week: { week: (date) => isoWeek(date) },
  day: { day: (date) => date.getUTCDate() },
  day_of_year: { day_of_year: (date) => dayOfYear(date) },
  day_of_week: { day_of_week: (date) => dayOfWeek(date) },
  hour_of_day: { hour_of_day: (date) => date.getUTCHours() },
  minute: { minute: (date) => date.getUTCMinutes() },
  is_weekend: { is_weekend: (date) => Number(dayOfWeek(date) >= 5) },
  is_month_start: { is_month_start: (date) => Number(date.getUTCDate() === 1) },
  is_month_end: { is_month_end: (date) => Number(isMonthEnd(date)) },
  is_quarter_start: { is_quarter_start: (date) => Number(date.getUTCDate() === 1 && month(date) % 3 === 1) },
  is_quarter_end: { is_quarter_end: (date) => Number(isMonthEnd(date) && month(date) % 3 === 0) },
  is_year_start: { is_year_start: (date) => Number(dayOfYear(date) === 1) },
  is_year_end: { is_year_end: (date) => Number(isMonthEnd(date) && month(date) === 12) },
  month_cyclic: cyclic("month", (date) => (month(date) - 1) / 12),
  day_of_week_cyclic: cyclic("day_of_week", (date) => dayOfWeek(date) / 7),
  day_of_year_cyclic: cyclic("day_of_year", (date) => (dayOfYear(date) - 1) / daysInYear(date)),
  hour_of_day_cyclic: cyclic("hour_of_day", (date) => date.getUTCHours() / 24),
};

/** The parts that differ within a day. */
export const OF_THE_CLOCK: ReadonlySet<DatePart> = new Set<DatePart>(["hour_of_day", "minute", "hour_of_day_cyclic"]);

export const isPresent = (time: number): boolean => !Number.isNaN(time);

const DAY = 86_400_000;

const month = (date: Date): number => date.getUTCMonth() + 1;

/** From Monday = 0, as pandas. */
const dayOfWeek = (date: Date): number => (date.getUTCDay() + 6) % 7;

const dayOfYear = (date: Date): number => Math.floor((date.getTime() - yearStart(date.getUTCFullYear())) / DAY) + 1;

const daysInYear = (date: Date) => (yearStart(date.getUTCFullYear() + 1) - yearStart(date.getUTCFullYear())) / DAY;

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
const yearStart = (year: number) => new Date(0).setUTCFullYear(year, 0, 1);

const isMonthEnd = (date: Date) => new Date(date.getTime() + DAY).getUTCDate() === 1;

/** ISO 8601: a week belongs to the year that its Thursday is in. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - dayOfWeek(date)) * DAY);
  return Math.ceil(dayOfYear(thursday) / 7);
}

function cyclic(name: string, turn: (date: Date) => number): Record<string, (date: Date) => number> {
  return {
    [`${name}_sin`]: (date) => Math.sin(2 * Math.PI * turn(date)),
    [`${name}_cos`]: (date) => Math.cos(2 * Math.PI * turn(date)),
  };
}
