import type { ReadingOptions } from "../../../protocol/reading.ts";
import { plural } from "../../../shared/format.ts";
import { type Database, numberOf } from "../database.ts";
import { noRows, rowsRejected, rowsUnfit } from "../errors.ts";
import { literal, pathLiteral } from "../sql.ts";
import { align } from "./align.ts";
import type { FoundFile } from "./files.ts";
import { noteOnDates, replan } from "./ladder.ts";
import { filenameSql, type Loaded, type Work } from "./loaded.ts";
import { NULL_SPELLINGS } from "./missing.ts";
import { distinctNames } from "./names.ts";
import { anyUnreadSql, type ColumnPlan, planBySample, rawName, valueSql } from "./plan.ts";
import type { TextRecord } from "./records.ts";
import { merged, type Rejected, refusedRows, type TextSource, TOO_LONG, unreadValues } from "./rejects.ts";
import { longestRecord, repair } from "./repair.ts";
import { openText, type TextFile } from "./text-file.ts";

/** DuckDB's own limit of a row, below which nothing needs setting. */
const USUAL_LINE = 1 << 20;
/** Above this share of refused rows the file is not what it seems. */
const MOST_REFUSED = 0.5;
/** Files whose first rows are planned by; the others are checked when they are read. */
const SAMPLED = 20;

/** Reads CSV or TSV into the table `data` (without `__row`): each value once as text, and at the same time as what its column holds. */
export async function loadDelimited(database: Database, found: readonly FoundFile[], work: Work, options: ReadingOptions): Promise<Loaded> {
  const texts: TextFile[] = [];
  for (const [i, file] of found.entries()) texts.push(await openText(file, await work.scratch(`text-${i}.csv`), work.signal));
  const { names, places, notes } = align(texts, options.unionByName ?? false);
  const several = found.length > 1;
  const told = texts.flatMap((text) => text.notes.map((note) => (several ? `${text.label}: ${note}` : note)));
  const sample = texts.slice(0, SAMPLED).flatMap(({ sample: rows }, k) => rows.map((row) => placed(row, places[k] as number[], several)));
  const reader = { database, names, notes: [...new Set(told), ...notes], sample, options, work };
  let sources = texts.map((text, k) => sourceOf(text, places[k] as number[], names.length, several));
  let plans = await read(reader, sources);
  let refused = merged(await inOrder(sources, (source) => refusedRows(database, source)));
  if (refused.first.some(({ problem }) => problem === TOO_LONG)) {
    // A quoted value of many short lines: only a look at each quote tells how long a row is.
    for (const [i, text] of texts.entries()) texts[i] = { ...text, longestLine: await longestRecord(text) };
    sources = texts.map((text, k) => sourceOf(text, places[k] as number[], names.length, several));
    plans = await read(reader, sources);
    refused = merged(await inOrder(sources, (source) => refusedRows(database, source)));
  }
  const file = refused.first.length > 0 ? (texts.find(({ label }) => label === refused.first[0]?.file) ?? (texts[0] as TextFile)).file : "";
  if (refused.count > 0 && options.rejectedRows === "keep") {
    for (const [i, text] of texts.entries()) {
      const path = await repair(text, await work.scratch(`repaired-${i}.csv`), work.signal);
      texts[i] = { ...text, path };
    }
    sources = texts.map((text, k) => sourceOf(text, places[k] as number[], names.length, several));
    reader.notes.push(
      `${plural(refused.count, "row")} that did not fit the line of names ${refused.count === 1 ? "was" : "were"} kept: what lacked is missing, a surplus was joined to "${names.at(-1)}".`,
    );
    plans = await read(reader, sources);
  }
  const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
  const worst = refused.first[0];
  const kept = options.rejectedRows === "keep";
  if (worst && !kept && refused.count > (rows + refused.count) * MOST_REFUSED) throw rowsRejected(file, refused.count, rows, worst);
  if (rows === 0) throw noRows((texts[0] as TextFile).file);
  reader.notes.push(...noteOnDates(plans, sample));
  const unread = merged(await inOrder(sources, (source) => unreadValues(database, source, plans)));
  const rejected = merged([refused, unread]);
  const first = rejected.first[0];
  if (first && options.rejectedRows === "error")
    throw rowsUnfit((texts.find(({ label }) => label === first.file) ?? (texts[0] as TextFile)).file, rejected.count, rejected.first);
  return { notes: reader.notes, rejected };
}

interface ReadPlan {
  database: Database;
  names: string[];
  notes: string[];
  sample: TextRecord[];
  options: ReadingOptions;
  work: Work;
}

/** Makes the table from all sources, again where the first rows misled about the others. */
async function read({ database, names, notes, sample, options, work }: ReadPlan, sources: TextSource[]): Promise<ColumnPlan[]> {
  let plans = planBySample(names, sample);
  const make = () => create(database, sources, plans, options.filename ?? false, work);
  await make();
  if (numberOf((await database.one("SELECT count(*) AS n FROM data WHERE __unread")).n) > 0) {
    const all = sources.length === 1 ? (sources[0] as TextSource).sql : `(${sources.map(({ sql }) => `FROM ${sql}`).join(" UNION ALL ")})`;
    plans = await replan(database, all, plans, notes);
    await make();
  }
  await database.run("ALTER TABLE data DROP COLUMN __unread");
  return plans;
}

async function create(
  database: Database,
  sources: TextSource[],
  plans: readonly ColumnPlan[],
  filename: boolean,
  work: Work,
): Promise<void> {
  await database.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  const label = filename ? distinctNames([...plans.map(({ name }) => name), "filename"]).names.at(-1) : undefined;
  for (const [i, source] of sources.entries()) {
    const values = plans.map(valueSql);
    if (label !== undefined) values.push(filenameSql(source.label, label));
    const select = `SELECT ${values.join(", ")}, ${anyUnreadSql(plans)} AS __unread FROM ${source.sql}`;
    await database.run(i === 0 ? `CREATE OR REPLACE TABLE data AS ${select}` : `INSERT INTO data ${select}`);
    work.progress?.((i + 1) / sources.length);
  }
}

/** A row of the sample with its values where the table has their columns; of one file, as it stands. */
function placed(row: TextRecord, places: number[], several: boolean): TextRecord {
  if (!several) return row;
  const fields: string[] = [];
  for (const [i, place] of places.entries()) if (row.fields[i] !== undefined) fields[place] = row.fields[i];
  return { line: row.line, fields };
}

function sourceOf(text: TextFile, places: number[], width: number, several: boolean): TextSource {
  const columns = places.map((place) => `'${rawName(place)}': 'VARCHAR'`).join(", ");
  const long = text.longestLine > USUAL_LINE ? `, max_line_size = ${text.longestLine * 2}` : "";
  const reader = `read_csv(${pathLiteral(text.path)}, auto_detect = false, header = true, skip = ${text.headerLine - 1}, delim = ${literal(text.delimiter)},
    quote = '"', escape = '"', columns = {${columns}}, nullstr = [${NULL_SPELLINGS.map(literal).join(", ")}], store_rejects = true, rejects_limit = 0${long})`;
  const own = new Set(places);
  const all = Array.from({ length: width }, (_, i) => (own.has(i) ? rawName(i) : `NULL::VARCHAR AS ${rawName(i)}`));
  return {
    file: text.path,
    label: several ? text.label : null,
    delimiter: text.delimiter,
    single: places.length === 1,
    sql: several ? `(SELECT ${all.join(", ")} FROM ${reader})` : reader,
  };
}

async function inOrder(sources: TextSource[], work: (source: TextSource) => Promise<Rejected>): Promise<Rejected[]> {
  const done: Rejected[] = [];
  for (const source of sources) done.push(await work(source));
  return done;
}
