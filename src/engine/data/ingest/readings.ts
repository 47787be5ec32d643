/** One way to read text as values. */
export interface Reading {
  name: string;
  /** What it is called in a sentence: "is not ..." */
  what: string;
  storage: string;
  /** Whether a trimmed, present text is of this kind. */
  fits(text: string): boolean;
  /** SQL over a text expression: the value, NULL where it is not of this kind. */
  sql(text: string): string;
}

const DATE = "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}";
const TIME = "\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?";
const ZONE = "(Z|[+-]\\d{2}(:?\\d{2})?)";
const CODE = /^[+-]?0\d/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITY = /^[+-]?inf(inity)?$/i;

const matching = (pattern: string, text: string, value: string) => `CASE WHEN regexp_full_match(${text}, '${pattern}') THEN ${value} END`;
const numberSql = (text: string) => `try_cast(${text} AS DOUBLE)`;

const boolean: Reading = {
  name: "boolean",
  what: "true or false",
  storage: "BOOLEAN",
  fits: (text) => /^(true|false)$/i.test(text),
  sql: (text) => `CASE lower(${text}) WHEN 'true' THEN true WHEN 'false' THEN false END`,
};

/** Only as integers are written: `007` is a code, `1e3` and `1.0` are numbers. */
const integer: Reading = {
  name: "integer",
  what: "an integer",
  storage: "BIGINT",
  fits: (text) => /^(0|-?[1-9]\d{0,17})$/.test(text),
  sql: (text) => `CASE WHEN try_cast(${text} AS BIGINT)::VARCHAR = ${text} THEN try_cast(${text} AS BIGINT) END`,
};

const number: Reading = {
  name: "number",
  what: "a number",
  storage: "DOUBLE",
  fits: (text) => (NUMBER.test(text) && !CODE.test(text)) || INFINITY.test(text),
  sql: numberSql,
};

const decimalComma: Reading = {
  name: "decimal comma",
  what: "a number with a decimal comma",
  storage: "DOUBLE",
  fits: (text) => number.fits(text.replace(",", ".")),
  sql: (text) => numberSql(`replace(${text}, ',', '.')`),
};

const date: Reading = {
  name: "date",
  what: "a date",
  storage: "DATE",
  fits: (text) => new RegExp(`^${DATE}$`).test(text),
  sql: (text) => matching(DATE, text, `try_cast(${text} AS DATE)`),
};

const timestamp: Reading = {
  name: "timestamp",
  what: "a date and time",
  storage: "TIMESTAMP",
  fits: (text) => new RegExp(`^${DATE}([T ]${TIME})?$`).test(text),
  sql: (text) => matching(`${DATE}([T ]${TIME})?`, text, `try_cast(${text} AS TIMESTAMP)`),
};

/** With an offset from UTC: kept in UTC. */
const zoned: Reading = {
  name: "zoned timestamp",
  what: "a date and time with an offset",
  storage: "TIMESTAMP",
  fits: (text) => new RegExp(`^${DATE}[T ]${TIME} ?${ZONE}$`).test(text),
  sql: (text) => matching(`${DATE}[T ]${TIME} ?${ZONE}`, text, `try_cast(${text} AS TIMESTAMPTZ)::TIMESTAMP`),
};

/** Day and month by a fixed order, as `31/12/2020` or `31.12.2020`. */
const ordered = (name: string, format: string, pattern: string, dayFirst: boolean): Reading => ({
  name,
  what: "a date",
  storage: "DATE",
  fits: (text) => {
    const parts = new RegExp(`^${pattern}$`).exec(text);
    if (!parts) return false;
    const [day, month] = dayFirst ? [Number(parts[1]), Number(parts[2])] : [Number(parts[2]), Number(parts[1])];
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
  },
  sql: (text) => matching(pattern, text, `try_strptime(${text}, '${format}')::DATE`),
});

const dayMonthDots = ordered("day.month.year", "%d.%m.%Y", "(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})", true);
export const monthDay = ordered("month/day/year", "%m/%d/%Y", "(\\d{1,2})/(\\d{1,2})/(\\d{4})", false);
export const dayMonth = ordered("day/month/year", "%d/%m/%Y", "(\\d{1,2})/(\\d{1,2})/(\\d{4})", true);

/** From the narrowest to the widest; the first that reads all values is taken. */
export const READINGS: readonly Reading[] = [
  boolean,
  integer,
  number,
  decimalComma,
  date,
  timestamp,
  zoned,
  dayMonthDots,
  monthDay,
  dayMonth,
];

export const isNumeric = (reading: Reading): boolean => reading.storage === "BIGINT" || reading.storage === "DOUBLE";

/** A number written with leading zeros is a code (a postcode, a phone number): text. */
export const codeSql = (text: string): string => `regexp_matches(${text}, '^[+-]?0[0-9]')`;
