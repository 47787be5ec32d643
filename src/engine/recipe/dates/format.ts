import { type DateFields, offsetOf, timeOf } from "./parse.ts";

/** The fields of a date, and whether its hour counts from noon. */
type Fields = DateFields & { noon: number };

const SHORT_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

interface Code {
  pattern: string;
  field: keyof Fields;
  read(text: string): number;
}

const digits = (field: keyof Fields, pattern = "\\d{1,2}"): Code => ({ pattern, field, read: Number });
const named = (names: readonly string[]): Code => ({
  pattern: names.join("|"),
  field: "month",
  read: (text) => names.indexOf(text.toLowerCase()) + 1,
});

/** What Python's and DuckDB's `strptime` know, as far as dates in files need it. */
const CODES: Record<string, Code> = {
  Y: digits("year", "\\d{4}"),
  y: { pattern: "\\d{2}", field: "year", read: (text) => Number(text) + (Number(text) < 69 ? 2000 : 1900) },
  m: digits("month"),
  b: named(SHORT_MONTHS),
  B: named(MONTHS),
  d: digits("day"),
  H: digits("hour"),
  I: { pattern: "\\d{1,2}", field: "hour", read: (text) => (Number(text) > 12 ? Number.NaN : Number(text) % 12) },
  p: { pattern: "am|pm", field: "noon", read: (text) => (text.toLowerCase() === "pm" ? 12 : 0) },
  M: digits("minute"),
  S: digits("second"),
  f: { pattern: "\\d{1,9}", field: "milliseconds", read: (text) => Math.floor(Number(`0.${text}`) * 1000) },
  z: { pattern: "z|[+-]\\d{2}(?::?\\d{2})?", field: "offset", read: offsetOf },
};

/** The codes in a date format that are not known, such as `%Q`; none if it can be used. */
export const unknownCodes = (format: string): string[] =>
  [...format.matchAll(/%(.?)/gs)].flatMap(([code, letter]) => (letter === "%" || (letter as string) in CODES ? [] : [code]));

/** A reader of texts in this format, a known one: milliseconds UTC, NaN for what is no such date. */
export function dateReader(format: string): (text: string) => number {
  const codes: Code[] = [];
  const pattern = format.replace(/%(.)|[^%]/gs, (character, letter: string | undefined) => {
    if (letter === undefined || letter === "%") return literal(letter ?? character);
    const code = CODES[letter] as Code;
    codes.push(code);
    return `(${code.pattern})`;
  });
  const whole = new RegExp(`^${pattern}$`, "i");
  return (text) => {
    const found = whole.exec(text.trim());
    if (!found) return Number.NaN;
    const fields: Fields = { year: 1900, month: 1, day: 1, hour: 0, minute: 0, second: 0, milliseconds: 0, offset: 0, noon: 0 };
    for (const [i, { field, read }] of codes.entries()) fields[field] = read(found[i + 1] as string);
    return timeOf({ ...fields, hour: fields.hour + fields.noon });
  };
}

const literal = (character: string) => character.replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
