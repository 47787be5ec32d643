import { numberOf } from "../database.ts";
import { READINGS } from "../ingest/readings.ts";
import type { Table, TableColumn } from "./table.ts";

const FIRST = 100;
const DATES = READINGS.filter(({ storage }) => storage === "DATE" || storage === "TIMESTAMP");

/** Share of a text column's values that read as dates, by the way that reads most of the first ones. */
export async function dateShare({ database, name }: Table, { sql }: TableColumn, count: number): Promise<number> {
  const rows = await database.all(`SELECT ${sql} AS v FROM ${name} WHERE ${sql} IS NOT NULL LIMIT ${FIRST}`);
  const texts = rows.map(({ v }) => String(v).trim());
  const fitting = DATES.map((reading) => ({ reading, fits: texts.filter((text) => reading.fits(text)).length }));
  const best = fitting.reduce((a, b) => (b.fits > a.fits ? b : a));
  if (best.fits < texts.length / 2 || count === 0) return 0;
  const read = best.reading.sql(`trim(${sql})`);
  return numberOf((await database.one(`SELECT count(${read}) AS n FROM ${name}`)).n) / count;
}

/** Whether a text reads as a date in any way that is known. */
export const readsAsDate = (text: string): boolean => DATES.some((reading) => reading.fits(text.trim()));
