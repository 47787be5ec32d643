/** Reading text as something else. */
export const reading = {
  readNumber: {
    source: String.raw`
/** A number in text, NaN where it is none; the other sign groups thousands. */
function readNumber(text: string, decimal: "." | ","): number {
  const pattern =
    decimal === "."
      ? /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i
      : /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:e[+-]?\d+)?$/i;
  const trimmed = text.trim();
  if (!pattern.test(trimmed) || !/\d/.test(trimmed)) return Number.NaN;
  const value = Number(decimal === "." ? trimmed.replace(/,/g, "") : trimmed.replace(/\./g, "").replace(",", "."));
  return Number.isFinite(value) ? value : Number.NaN;
}`,
  },
  readBoolean: {
    source: `
function readBoolean(text: string): number {
  const word = text.trim().toLowerCase();
  if (["true", "t", "yes", "y", "on", "1"].includes(word)) return 1;
  return ["false", "f", "no", "n", "off", "0"].includes(word) ? 0 : Number.NaN;
}`,
  },
  readDate: {
    source: String.raw`
/** Milliseconds of a date in ISO 8601, in UTC where it names no zone; NaN if it is none. */
function readDate(text: string): number {
  const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
  const found = pattern.exec(text.trim());
  if (!found) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const milliseconds = Math.floor(Number("0." + (fraction ?? "0")) * 1000);
  return timeOf(Number(year), Number(month), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0), milliseconds, zoneOf(zone));
}`,
    needs: ["timeOf", "zoneOf"],
  },
  timeOf: {
    source: `
/** Milliseconds in UTC; NaN for what no calendar has. */
function timeOf(year: number, month: number, day: number, hour: number, minute: number, second: number, milliseconds: number, zone: number): number {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (day < 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() + ((hour * 60 + minute - zone) * 60 + second) * 1000 + milliseconds;
}`,
  },
  zoneOf: {
    source: `
/** Minutes ahead of UTC. */
function zoneOf(zone: string | undefined): number {
  if (zone === undefined || /^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return zone.startsWith("-") ? -minutes : minutes;
}`,
  },
  asTime: {
    source: `
/** NaN beyond what a date can hold. */
function asTime(milliseconds: number): number {
  return Math.abs(milliseconds) <= 8.64e15 ? Math.trunc(milliseconds) : Number.NaN;
}`,
  },
  matched: {
    source: `
function matched(found: RegExpExecArray | null, read: (found: RegExpExecArray) => number): number {
  return found === null ? Number.NaN : read(found);
}`,
  },
  readable: {
    source: `
function readable(value: number, name: string, type: string): number {
  return Number.isNaN(value) ? fail(name + " cannot be read as a " + type) : value;
}`,
    needs: ["fail"],
  },
} as const;
