/** What lies between one row and the next: a fixed span (milliseconds of dates, else the column's own unit), or months. */
export type TimeStep = { unit: "fixed"; size: number; dates: boolean } | { unit: "months"; count: number; monthEnd: boolean };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHORTEST_MONTH = 28 * DAY;
/** How far from a whole number of steps a number may lie: the rounding of a decimal unit. */
const TOLERANCE = 1e-6;

/** The commonest step between neighbouring rows of some series, each with its times ascending; null where no series has two. */
export function detectStep(series: readonly Float64Array[], dates: boolean): TimeStep | null {
  const counts = new Map<number, number>();
  for (const times of series) {
    for (let i = 1; i < times.length; i += 1) {
      const size = rounded((times[i] as number) - (times[i - 1] as number));
      counts.set(size, (counts.get(size) ?? 0) + 1);
    }
  }
  const [commonest] = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  if (!commonest) return null;
  return (dates && monthly(series, Math.min(...counts.keys()))) || { unit: "fixed", size: commonest[0], dates };
}

/** How many steps after `anchor` a time lies; null where that is no whole number. */
export function positionOf(step: TimeStep, anchor: number, time: number): number | null {
  if (step.unit === "months") {
    const position = (monthOf(time) - monthOf(anchor)) / step.count;
    return Number.isInteger(position) && timeAt(step, anchor, position) === time ? position : null;
  }
  const position = (time - anchor) / step.size;
  return Math.abs(position - Math.round(position)) < TOLERANCE ? Math.round(position) : null;
}

/** The time so many steps after `anchor`. */
export function timeAt(step: TimeStep, anchor: number, position: number): number {
  if (step.unit === "fixed") return rounded(anchor + position * step.size);
  const month = monthOf(anchor) + position * step.count;
  const year = Math.floor(month / 12);
  const days = new Date(new Date(0).setUTCFullYear(year, (month % 12) + 1, 0)).getUTCDate();
  const day = step.monthEnd ? days : Math.min(new Date(anchor).getUTCDate(), days);
  return new Date(0).setUTCFullYear(year, month % 12, day) + clock(anchor);
}

/** Steps that a year's, week's or day's round usually has: what a seasonal forecast looks back by; 1 where there is no usual one. */
export function usualSeason(step: TimeStep): number {
  if (step.unit === "months") return 12 % step.count === 0 ? 12 / step.count : 1;
  if (!step.dates) return 1;
  if (step.size === 7 * DAY) return 52;
  if (step.size === DAY) return 7;
  return step.size < DAY && DAY % step.size === 0 ? DAY / step.size : 1;
}

/** `1 day`, `3 months`, `0.5`. */
export function describeStep(step: TimeStep): string {
  if (step.unit === "months") return counted(step.count, "month");
  if (!step.dates) return String(step.size);
  const [unit, size] = UNITS.find(([, size]) => step.size % size === 0) ?? ["millisecond", 1];
  return counted(step.size / size, unit);
}

/** A time as a user reads it. */
export const describeTime = (time: number, dates: boolean): string =>
  dates
    ? new Date(time)
        .toISOString()
        .replace(/T00:00:00.000Z$/, "")
        .replace(/\.000Z$/, "Z")
    : String(time);

const UNITS: [string, number][] = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", 60_000],
  ["second", 1000],
];

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;

function monthly(series: readonly Float64Array[], shortest: number): TimeStep | null {
  if (shortest < SHORTEST_MONTH) return null;
  const times = series.filter(({ length }) => length > 1);
  const monthEnd = times.every((own) => own.every((time) => new Date(time + DAY).getUTCDate() === 1));
  const sameDay = times.every((own) => own.every((time) => new Date(time).getUTCDate() === new Date(own[0] as number).getUTCDate()));
  const sameClock = times.every((own) => own.every((time) => clock(time) === clock(own[0] as number)));
  if (!(monthEnd || sameDay) || !sameClock) return null;
  const gaps = times.flatMap((own) => Array.from(own.subarray(1), (time, i) => monthOf(time) - monthOf(own[i] as number)));
  return { unit: "months", count: Math.min(...gaps), monthEnd: monthEnd && !sameDay };
}

const monthOf = (time: number) => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
const clock = (time: number) => ((time % DAY) + DAY) % DAY;
/** Without the noise of a decimal unit's last digits. */
const rounded = (value: number) => Number(value.toPrecision(14));
