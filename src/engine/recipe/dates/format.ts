import { type DateFields, offsetOf, timeOf } from "./parse.ts";

type Set = (fields: DateFields & { afternoon?: boolean }, text: string) => void;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** What Python's and DuckDB's `strptime` know, as far as dates in files need it. */
const CODES: Record<string, { pattern: string; set: Set }> = {
  Y: { pattern: "\\d{4}", set: (fields, text) => void (fields.year = Number(text)) },
  y: { pattern: "\\d{2}", set: (fields, text) => void (fields.year = Number(text) + (Number(text) < 69 ? 2000 : 1900)) },
  m: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.month = Number(text)) },
  b: { pattern: MONTHS.join("|"), set: (fields, text) => void (fields.month = MONTHS.indexOf(text.toLowerCase()) + 1) },
  B: { pattern: LONG_MONTHS.join("|"), set: (fields, text) => void (fields.month = LONG_MONTHS.indexOf(text.toLowerCase()) + 1) },
  d: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.day = Number(text)) },
  H: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.hour = Number(text)) },
  I: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.hour = Number(text) > 12 ? Number.NaN : Number(text) % 12) },
  p: { pattern: "am|pm", set: (fields, text) => void (fields.afternoon = text.toLowerCase() === "pm") },
  M: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.minute = Number(text)) },
  S: { pattern: "\\d{1,2}", set: (fields, text) => void (fields.second = Number(text)) },
  f: { pattern: "\\d{1,9}", set: (fields, text) => void (fields.milliseconds = Math.floor(Number(`0.${text}`) * 1000)) },
  z: { pattern: "z|[+-]\\d{2}(?::?\\d{2})?", set: (fields, text) => void (fields.offset = offsetOf(text)) },
};

/** The codes in a date format that are not known, such as `%Q`; none if it can be used. */
export const unknownCodes = (format: string): string[] =>
  [...format.matchAll(/%(.?)/gs)].flatMap(([code, letter]) => (letter === "%" || (letter as string) in CODES ? [] : [code]));

/** A reader of texts in this format, a known one: milliseconds UTC, NaN for what is no such date. */
export function dateReader(format: string): (text: string) => number {
  const sets: Set[] = [];
  const pattern = format.replace(/%(.)|[^%]/gs, (character, letter: string | undefined) => {
    if (letter === undefined || letter === "%") return escape(letter ?? character);
    const { pattern, set } = CODES[letter] as (typeof CODES)[string];
    sets.push(set);
    return `(${pattern})`;
  });
  const whole = new RegExp(`^${pattern}$`, "i");
  return (text) => {
    const found = whole.exec(text.trim());
    if (!found) return Number.NaN;
    const fields: Parameters<Set>[0] = { year: 1900, month: 1, day: 1, hour: 0, minute: 0, second: 0, milliseconds: 0, offset: 0 };
    for (const [i, set] of sets.entries()) set(fields, found[i + 1] as string);
    return timeOf({ ...fields, hour: fields.hour + (fields.afternoon ? 12 : 0) });
  };
}

const escape = (character: string) => character.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
