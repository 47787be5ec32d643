import type { Code } from "./code.ts";
import { text } from "./literals.ts";

type Field = "year" | "month" | "day" | "hour" | "minute" | "second" | "milliseconds" | "zone" | "afternoon";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS = "january february march april may june july august september october november december".split(" ");

const named = (months: readonly string[]) => (found: string) => `${JSON.stringify(months)}.indexOf(${found}.toLowerCase()) + 1`;
const plain = (found: string) => `Number(${found})`;

/** What each code of a date format matches, and the field that it says; the same as the step reads. */
const CODES: Record<string, { pattern: string; field: Field; value(found: string): string }> = {
  Y: { pattern: "\\d{4}", field: "year", value: plain },
  y: { pattern: "\\d{2}", field: "year", value: (found) => `Number(${found}) + (Number(${found}) < 69 ? 2000 : 1900)` },
  m: { pattern: "\\d{1,2}", field: "month", value: plain },
  b: { pattern: MONTHS.join("|"), field: "month", value: named(MONTHS) },
  B: { pattern: LONG_MONTHS.join("|"), field: "month", value: named(LONG_MONTHS) },
  d: { pattern: "\\d{1,2}", field: "day", value: plain },
  H: { pattern: "\\d{1,2}", field: "hour", value: plain },
  I: { pattern: "\\d{1,2}", field: "hour", value: (found) => `Number(${found}) > 12 ? Number.NaN : Number(${found}) % 12` },
  p: { pattern: "am|pm", field: "afternoon", value: (found) => `${found}.toLowerCase() === "pm" ? 12 : 0` },
  M: { pattern: "\\d{1,2}", field: "minute", value: plain },
  S: { pattern: "\\d{1,2}", field: "second", value: plain },
  f: { pattern: "\\d{1,9}", field: "milliseconds", value: (found) => `Math.floor(Number("0." + ${found}) * 1000)` },
  z: { pattern: "z|[+-]\\d{2}(?::?\\d{2})?", field: "zone", value: (found) => `zoneOf(${found})` },
};

const DEFAULTS: Record<Field, string> = {
  year: "1900",
  month: "1",
  day: "1",
  hour: "0",
  minute: "0",
  second: "0",
  milliseconds: "0",
  zone: "0",
  afternoon: "0",
};

/** Writes how text of this format is read; returns the value, milliseconds in UTC or NaN. */
export function emitDateFormat(source: string, name: string, format: string, code: Code): string {
  const said: Partial<Record<Field, string>> = {};
  let groups = 0;
  const pattern = format.replace(/%(.)|[^%]/gs, (character, letter: string | undefined) => {
    if (letter === undefined || letter === "%") return (letter ?? character).replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
    const { pattern: own, field, value } = CODES[letter] as (typeof CODES)[string];
    groups += 1;
    said[field] = value(`(found[${groups}] ?? "")`);
    return `(${own})`;
  });
  const whole = code.constant(`${name}_format`, `new RegExp(${text(`^${pattern}$`)}, "i")`);
  if (said.zone !== undefined) code.use("zoneOf");
  const { hour, afternoon, ...fields } = { ...DEFAULTS, ...said };
  const hours = said.afternoon === undefined ? hour : `(${hour}) + (${afternoon})`;
  const { year, month, day, minute, second, milliseconds, zone } = fields;
  const time = code.call("timeOf", year, month, day, hours, minute, second, milliseconds, zone);
  return code.call("matched", `${whole}.exec(${source}.trim())`, `(found) => ${time}`);
}
