/** One way to write dates, as `strptime` and the step `change-type` name it. */
export interface DateFormat {
  format: string;
  fits(text: string): boolean;
}

const SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december";
const PATTERNS: Record<string, string> = {
  Y: "\\d{4}",
  y: "\\d{2}",
  m: "(0?[1-9]|1[0-2])",
  d: "(0?[1-9]|[12]\\d|3[01])",
  b: `(${SHORT_MONTHS})`,
  B: `(${MONTHS})`,
  H: "([01]?\\d|2[0-3])",
  I: "(0?[1-9]|1[0-2])",
  M: "[0-5]\\d",
  S: "[0-5]\\d",
  p: "[ap]m",
};
const DAYS = [
  "%Y-%m-%d",
  "%Y/%m/%d",
  "%Y.%m.%d",
  "%d.%m.%Y",
  "%m/%d/%Y",
  "%d/%m/%Y",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%d.%m.%y",
  "%m/%d/%y",
  "%d/%m/%y",
  "%d %b %Y",
  "%d %B %Y",
  "%d-%b-%Y",
  "%d-%b-%y",
  "%d. %B %Y",
  "%b %d, %Y",
  "%B %d, %Y",
  "%b %d %Y",
  "%B %d %Y",
];
const TIMES = ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", "T%H:%M", "T%H:%M:%S"];

/** Of dates whose day and month may be told apart in two ways, the month first. */
export const DATE_FORMATS: readonly DateFormat[] = DAYS.flatMap((day) => TIMES.map((time) => dateFormat(`${day}${time}`)));

function dateFormat(format: string): DateFormat {
  const pattern = format.replace(/\./g, "\\.").replace(/%(\w)/g, (_, letter: string) => PATTERNS[letter] as string);
  const whole = new RegExp(`^${pattern}$`, "i");
  return { format, fits: (text) => whole.test(text) };
}
