import { type DatePart, OF_THE_CLOCK, PARTS } from "../dates/parts.ts";
import type { dateParts } from "../steps/date-parts.ts";
import type { Code } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { text } from "./literals.ts";

export const emitDateParts: Emitter<typeof dateParts> = ({ options: { parts, timeZone, keep }, columns }, code) => {
  for (const column of columns.filter(({ kind }) => kind === "date")) {
    const { id, name } = column;
    const wall = timeZone === "UTC" ? id : code.local(`${name}_clock`, code.call("wallClock", id, clock(timeZone, code)));
    const wanted = [...new Set(parts)];
    const day = wanted.some((part) => !OF_THE_CLOCK.has(part)) ? code.local(`${name}_day`, code.call("dayAt", wall)) : "";
    const time = wanted.some((part) => OF_THE_CLOCK.has(part)) ? code.local(`${name}_time`, `new Date(${wall})`) : "";
    if (!keep) code.remove(column);
    for (const part of wanted) {
      const read = partSource(part, OF_THE_CLOCK.has(part) ? time : day, code);
      for (const suffix of Object.keys(PARTS[part]))
        code.add(`${name}_${suffix}`, "number", `Number.isNaN(${id}) ? Number.NaN : ${read(suffix)}`);
    }
  }
};

function clock(timeZone: string, code: Code): string {
  const fields = ["year", "month", "day", "hour", "minute", "second"].map((field) => `${field}: "numeric"`).join(", ");
  const options = `{ timeZone: ${text(timeZone)}, calendar: "iso8601", era: "short", hourCycle: "h23", ${fields} }`;
  return code.constant(`clock_${timeZone}`, `new Intl.DateTimeFormat("en-US", ${options})`);
}

/** What a part is of `date`, by the suffix of its column. */
export function partSource(part: DatePart, date: string, code: Code): (suffix: string) => string {
  const month = () => code.call("monthOf", date);
  const turns: Partial<Record<DatePart, () => string>> = {
    month_cyclic: () => `((${month()} - 1) / 12)`,
    day_of_week_cyclic: () => `(${code.call("dayOfWeek", date)} / 7)`,
    day_of_year_cyclic: () => `((${code.call("dayOfYear", date)} - 1) / ${code.call("daysInYear", date)})`,
    hour_of_day_cyclic: () => `(${date}.getUTCHours() / 24)`,
  };
  const turn = turns[part];
  if (turn) return (suffix) => `Math.${suffix.endsWith("_sin") ? "sin" : "cos"}(2 * Math.PI * ${turn()})`;
  const simple: Partial<Record<DatePart, () => string>> = {
    year: () => `${date}.getUTCFullYear()`,
    quarter: () => `Math.ceil(${month()} / 3)`,
    month,
    week: () => code.call("isoWeek", date),
    day: () => `${date}.getUTCDate()`,
    day_of_year: () => code.call("dayOfYear", date),
    day_of_week: () => code.call("dayOfWeek", date),
    hour_of_day: () => `${date}.getUTCHours()`,
    minute: () => `${date}.getUTCMinutes()`,
    is_weekend: () => `Number(${code.call("dayOfWeek", date)} >= 5)`,
    is_month_start: () => `Number(${date}.getUTCDate() === 1)`,
    is_month_end: () => `Number(${code.call("isMonthEnd", date)})`,
    is_quarter_start: () => `Number(${date}.getUTCDate() === 1 && ${month()} % 3 === 1)`,
    is_quarter_end: () => `Number(${code.call("isMonthEnd", date)} && ${month()} % 3 === 0)`,
    is_year_start: () => `Number(${code.call("dayOfYear", date)} === 1)`,
    is_year_end: () => `Number(${code.call("isMonthEnd", date)} && ${month()} === 12)`,
  };
  return () => simple[part]?.() ?? "Number.NaN";
}
