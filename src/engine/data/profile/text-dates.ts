import type { TextDates } from "../../../protocol/profile.ts";
import { numberOf } from "../database.ts";
import { READINGS, type Reading } from "../ingest/readings.ts";
import { literal } from "../sql.ts";
import { DATE_FORMATS, type DateFormat } from "./date-formats.ts";
import type { Table, TableColumn } from "./table.ts";

const FIRST = 100;
const DATES = READINGS.filter(({ storage }) => storage === "DATE" || storage === "TIMESTAMP");
/** A text that may be a date has digits, and is not long. */
const MAY_BE = /^(?=.*\d).{6,40}$/;

type Way = Pick<Reading, "fits" | "sql"> | DateFormat;

/** Share of a text column's values that read as dates, by the way that reads most of the first ones, and that way's format. */
export async function textDates({ database, name }: Table, { sql }: TableColumn, count: number): Promise<TextDates | null> {
  const rows = await database.all(`SELECT ${sql} AS v FROM ${name} WHERE ${sql} IS NOT NULL LIMIT ${FIRST}`);
  const texts = rows.map(({ v }) => String(v).trim());
  if (count === 0 || 2 * texts.filter((text) => MAY_BE.test(text)).length < texts.length) return null;
  const [format, way] = [mostFitting(DATE_FORMATS, texts), mostFitting<Way>([...DATES, ...DATE_FORMATS], texts)];
  if (2 * way.fits < texts.length) return null;
  const text = `trim(${sql})`;
  const read = "sql" in way.best ? way.best.sql(text) : `try_strptime(${text}, ${literal(way.best.format)})`;
  const share = numberOf((await database.one(`SELECT count(${read}) AS n FROM ${name}`)).n) / count;
  return { share, format: format.fits < way.fits ? null : format.best.format };
}

/** Whether a text reads as a date in any way that is known. */
export const readsAsDate = (text: string): boolean =>
  MAY_BE.test(text.trim()) && [...DATES, ...DATE_FORMATS].some((way) => way.fits(text.trim()));

/** Of equal ones the first. */
function mostFitting<W extends Way>(ways: readonly W[], texts: readonly string[]): { best: W; fits: number } {
  const fitting = ways.map((best) => ({ best, fits: texts.filter((text) => best.fits(text)).length }));
  return fitting.reduce((a, b) => (b.fits > a.fits ? b : a));
}
