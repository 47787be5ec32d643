import { readRecords, type TextRecord } from "./records.ts";

const DELIMITERS = [",", "\t", ";", "|"];
/** ASCII's unit separator: nobody's text, so that a lone column may hold every one of the others. */
const NONE = "\x1f";
const LOOKED_AT = 2_000;

interface Dialect {
  delimiter: string;
  /** The names, as they stand in the file. */
  header: TextRecord;
  /** The first rows. */
  sample: TextRecord[];
}

/**
 * Finds the delimiter: the one by which most of the first rows have as many fields as the line of names has.
 * Null where there is no line of names.
 */
export function sniffDialect(head: string, complete: boolean, preferTab: boolean): Dialect | null {
  const order = preferTab ? ["\t", ...DELIMITERS.filter((delimiter) => delimiter !== "\t")] : DELIMITERS;
  const tried = order.map((delimiter) => tryDelimiter(head, complete, delimiter));
  const split = tried.filter((dialect) => dialect !== null && dialect.header.fields.length > 1) as Dialect[];
  if (split.length > 0) return split.reduce((best, next) => (score(next) > score(best) ? next : best));
  const single = tried.find((dialect) => dialect?.sample.every(({ fields }) => fields.length === 1));
  return single ?? tryDelimiter(head, complete, NONE);
}

function tryDelimiter(head: string, complete: boolean, delimiter: string): Dialect | null {
  const [header, ...sample] = readRecords(head, delimiter, LOOKED_AT, complete);
  return header ? { delimiter, header, sample } : null;
}

/** Share of rows that fit, then the number of fields. */
function score({ header, sample }: Dialect): number {
  const width = header.fields.length;
  const fitting = sample.filter(({ fields }) => fields.length === width).length;
  return (sample.length === 0 ? 1 : fitting / sample.length) * 1e6 + width;
}
