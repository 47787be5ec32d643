import { PARTS } from "../dates/parts.ts";

export type ValueType = "number" | "text" | "date";
export type Present = number | string;

/** A function whose result is missing as soon as one of its values is. */
export interface PlainFunction {
  /** Types of the values it takes; `least`: how many it needs, `more`: as many of the last one as one likes. */
  takes: readonly ValueType[];
  least: number;
  more?: true;
  returns: ValueType;
  of(...values: Present[]): Present;
}

/** Known to a formula beside `if`, `is_missing`, `coalesce`, `min` and `max`, which have rules of their own. */
export const FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  abs: numeric(Math.abs),
  sign: numeric(Math.sign),
  sqrt: numeric(Math.sqrt),
  exp: numeric(Math.exp),
  log: numeric(Math.log),
  log2: numeric(Math.log2),
  log10: numeric(Math.log10),
  log1p: numeric(Math.log1p),
  sin: numeric(Math.sin),
  cos: numeric(Math.cos),
  floor: numeric(Math.floor),
  ceil: numeric(Math.ceil),
  round: { takes: ["number", "number"], least: 1, returns: "number", of: (value, digits = 0) => rounded(Number(value), Number(digits)) },
  number: { takes: ["text"], least: 1, returns: "number", of: (text) => numberIn(String(text)) },
  text: { takes: ["number"], least: 1, returns: "text", of: String },
  date: { takes: ["text"], least: 1, returns: "date", of: (text) => dateIn(String(text)) },
  length: { takes: ["text"], least: 1, returns: "number", of: (text) => [...String(text)].length },
  lower: textual((text) => text.toLowerCase()),
  upper: textual((text) => text.toUpperCase()),
  trim: textual((text) => text.trim()),
  concat: { takes: ["text"], least: 1, more: true, returns: "text", of: (...texts) => texts.join("") },
  replace: {
    takes: ["text", "text", "text"],
    least: 3,
    returns: "text",
    of: (text, old, put) => String(text).replaceAll(String(old), () => String(put)),
  },
  contains: compared((text, part) => text.includes(part)),
  starts_with: compared((text, part) => text.startsWith(part)),
  ends_with: compared((text, part) => text.endsWith(part)),
  ...partsOfDates(),
};

function numeric(of: (value: number) => number): PlainFunction {
  return { takes: ["number"], least: 1, returns: "number", of: (value) => of(Number(value)) };
}

function textual(of: (text: string) => string): PlainFunction {
  return { takes: ["text"], least: 1, returns: "text", of: (text) => of(String(text)) };
}

function compared(of: (text: string, part: string) => boolean): PlainFunction {
  return { takes: ["text", "text"], least: 2, returns: "number", of: (text, part) => Number(of(String(text), String(part))) };
}

/** `year(sold)` and the like: the parts of `date-parts` that are one number, in UTC. */
function partsOfDates(): Record<string, PlainFunction> {
  const entries = Object.entries(PARTS).flatMap(([name, columns]): [string, PlainFunction][] => {
    const read = columns[name];
    return read ? [[name, { takes: ["date"], least: 1, returns: "number", of: (time) => read(new Date(Number(time))) }]] : [];
  });
  return Object.fromEntries(entries);
}

/** To so many digits after the point, halves to the even neighbour: numpy's `round`. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** Math.trunc(digits);
  const scaled = value * scale;
  if (!Number.isFinite(scaled) || scale === 0) return value;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const nearest = rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  return nearest / scale;
}

/** NaN, which no result may be, where the text is no number or no date. */
const numberIn = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));
const dateIn = (text: string) =>
  /^-?\d{4,6}-\d{2}(-\d{2})?/.test(text)
    ? Date.parse(/T.*\d$/.test(text) && !/[+-]\d{2}:\d{2}$/.test(text) ? `${text}Z` : text)
    : Number.NaN;
