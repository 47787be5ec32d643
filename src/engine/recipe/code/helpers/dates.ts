/** What calendars and clocks say. */
export const dates = {
  dayAt: {
    source: `
/** The day that a time is in. */
function dayAt(time: number): Date {
  return new Date(Math.floor(time / 86_400_000) * 86_400_000);
}`,
  },
  yearStart: {
    source: `
function yearStart(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1);
}`,
  },
  monthOf: {
    source: `
function monthOf(date: Date): number {
  return date.getUTCMonth() + 1;
}`,
  },
  dayOfWeek: {
    source: `
/** From Monday = 0. */
function dayOfWeek(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}`,
  },
  dayOfYear: {
    source: `
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - yearStart(date.getUTCFullYear())) / 86_400_000) + 1;
}`,
    needs: ["yearStart"],
  },
  daysInYear: {
    source: `
function daysInYear(date: Date): number {
  return (yearStart(date.getUTCFullYear() + 1) - yearStart(date.getUTCFullYear())) / 86_400_000;
}`,
    needs: ["yearStart"],
  },
  isMonthEnd: {
    source: `
function isMonthEnd(date: Date): boolean {
  return new Date(date.getTime() + 86_400_000).getUTCDate() === 1;
}`,
  },
  isoWeek: {
    source: `
/** A week belongs to the year that its Thursday is in. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - dayOfWeek(date)) * 86_400_000);
  return Math.ceil(dayOfYear(thursday) / 7);
}`,
    needs: ["dayOfWeek", "dayOfYear"],
  },
  wallClock: {
    source: `
/** What a clock in the zone shows, as the milliseconds of that reading in UTC. */
function wallClock(time: number, format: Intl.DateTimeFormat): number {
  if (Number.isNaN(time)) return time;
  const step = Math.floor(time / 900_000) * 900_000;
  const parts = new Map(format.formatToParts(step).map(({ type, value }) => [String(type), value]));
  const of = (type: string) => Number(parts.get(type));
  const era = parts.get("era");
  const date = new Date(0);
  date.setUTCFullYear(era === "BC" || era === "B" ? 1 - of("year") : of("year"), of("month") - 1, of("day"));
  return time + (date.setUTCHours(of("hour"), of("minute"), of("second")) - step);
}`,
  },
} as const;
