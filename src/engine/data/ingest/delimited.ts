import { extname, join } from "node:path";
import { type Database, numberOf } from "../database.ts";
import { fileEmpty, noRows, quoteOpen, rowsRejected, valueTooLong } from "../errors.ts";
import { literal, pathLiteral } from "../sql.ts";
import { sniffDialect } from "./dialect.ts";
import { noteOnDates, replan } from "./ladder.ts";
import { NULL_SPELLINGS } from "./missing.ts";
import { distinctNames } from "./names.ts";
import { normalise } from "./normalise.ts";
import { anyUnreadSql, type ColumnPlan, planBySample, rawName, valueSql } from "./plan.ts";
import { findOpenQuote } from "./quotes.ts";
import { READINGS } from "./readings.ts";
import { type Rejected, refusedRows, type TextSource, unreadValues } from "./rejects.ts";
import { type Scan, scanFile } from "./scan.ts";

const MIB = 1 << 20;
/** DuckDB's own limit of a row, below which nothing needs setting. */
const USUAL_LINE = MIB;
const LONGEST_LINE = 256 * MIB;
/** Above this share of refused rows the file is not what it seems. */
const MOST_REFUSED = 0.5;

/** Name of the copy in UTF-8, where one was needed: beside the database, for as long as the file is read. */
export const COPY = "text.csv";

export interface Loaded {
  rejected: Rejected;
  notes: string[];
}

/** Reads CSV or TSV into the table `data` (without `__row`): each value once as text, and at the same time as what its column holds. */
export async function loadDelimited(
  database: Database,
  file: string,
  scanned: Scan,
  directory: string,
  signal?: AbortSignal,
): Promise<Loaded> {
  const notes: string[] = [];
  const { scan, path } = await asUtf8(file, scanned, directory, notes, signal);
  if (scan.longestLine > LONGEST_LINE) throw valueTooLong(file);
  const head = new TextDecoder().decode(scan.head, { stream: true });
  const dialect = sniffDialect(head, scan.bytes <= scan.head.length, extname(file).toLowerCase() === ".tsv");
  if (!dialect) throw fileEmpty(file);
  if (scan.quotes % 2 === 1) {
    const line = await findOpenQuote(path, dialect.delimiter, signal);
    if (line !== null) throw quoteOpen(file, line);
  }
  const named = distinctNames(dialect.header.fields);
  notes.push(...named.notes);
  if (looksLikeData(dialect.header.fields)) notes.push("The first line holds numbers only: it was read as column names all the same.");
  const sql = readerSql(path, {
    count: named.names.length,
    delimiter: dialect.delimiter,
    skip: dialect.header.line - 1,
    longest: scan.longestLine,
  });
  const source: TextSource = { file: path, delimiter: dialect.delimiter, sql };
  let plans = planBySample(named.names, dialect.sample);
  await create(database, source, plans);
  if (numberOf((await database.one("SELECT count(*) AS n FROM data WHERE __unread")).n) > 0) {
    plans = await replan(database, sql, plans, notes);
    await create(database, source, plans);
  }
  await database.run("ALTER TABLE data DROP COLUMN __unread");
  notes.push(...noteOnDates(plans, dialect.sample));
  const refused = await refusedRows(database, source);
  const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
  const worst = refused.first[0];
  if (worst && refused.count > (rows + refused.count) * MOST_REFUSED) throw rowsRejected(file, refused.count, rows, worst);
  if (rows === 0) throw noRows(file);
  const unread = await unreadValues(database, source, plans);
  return {
    notes,
    rejected: {
      count: refused.count + unread.count,
      first: [...refused.first, ...unread.first].sort((a, b) => a.line - b.line).slice(0, 100),
    },
  };
}

/** The file itself where DuckDB reads it right, else a copy that it does. */
async function asUtf8(
  file: string,
  scan: Scan,
  directory: string,
  notes: string[],
  signal?: AbortSignal,
): Promise<{ scan: Scan; path: string }> {
  if (scan.encoding === "latin-1") notes.push("Not UTF-8: read as Latin-1 (Windows-1252).");
  if (scan.encoding.startsWith("utf-16")) notes.push(`Read as ${scan.encoding === "utf-16le" ? "UTF-16 LE" : "UTF-16 BE"}.`);
  const odd = scan.mixedNewlines && scan.encoding !== "utf-16le" && scan.encoding !== "utf-16be";
  if (odd) notes.push("The line ends are of different kinds (LF, CR LF, CR): all were read as line ends.");
  if (scan.encoding === "utf-8" && !odd) return { scan, path: file };
  const path = join(directory, COPY);
  await normalise(file, scan.encoding, path, signal);
  return { scan: await scanFile(path, signal), path };
}

interface Layout {
  count: number;
  delimiter: string;
  skip: number;
  longest: number;
}

function readerSql(path: string, { count, delimiter, skip, longest }: Layout): string {
  const columns = Array.from({ length: count }, (_, i) => `'${rawName(i)}': 'VARCHAR'`).join(", ");
  const long = longest > USUAL_LINE ? `, max_line_size = ${longest * 2}` : "";
  return `read_csv(${pathLiteral(path)}, auto_detect = false, header = true, skip = ${skip}, delim = ${literal(delimiter)}, quote = '"', escape = '"',
    columns = {${columns}}, nullstr = [${NULL_SPELLINGS.map(literal).join(", ")}], store_rejects = true, rejects_limit = 0${long})`;
}

async function create(database: Database, { sql }: TextSource, plans: readonly ColumnPlan[]): Promise<void> {
  await database.run("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans");
  await database.run(
    `CREATE OR REPLACE TABLE data AS SELECT ${plans.map(valueSql).join(", ")}, ${anyUnreadSql(plans)} AS __unread FROM ${sql}`,
  );
}

const looksLikeData = (names: readonly string[]): boolean =>
  names.every((name) => READINGS.some(({ name: kind, fits }) => (kind === "integer" || kind === "number") && fits(name.trim())));
