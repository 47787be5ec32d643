import type { RejectedRow } from "../../../protocol/profile.ts";
import { type Database, numberOf, type Row } from "../database.ts";
import { literal } from "../sql.ts";
import { linesOfBytes, linesOfRows } from "./lines.ts";
import { type ColumnPlan, unreadSql } from "./plan.ts";
import type { Reading } from "./readings.ts";

/** How many are listed; the count is always of all. */
const LISTED = 100;
const SHOWN = 120;

export interface Rejected {
  count: number;
  first: RejectedRow[];
}

/** The text that was read: where it lies, how it is delimited, and SQL that gives its columns. */
export interface TextSource {
  file: string;
  /** Which one, of several; null of one. */
  label: string | null;
  delimiter: string;
  /** Of one column, where a blank line is a missing value. */
  single: boolean;
  sql: string;
}

/** Several lists as one, by file and line. */
export function merged(lists: readonly Rejected[]): Rejected {
  const first = lists.flatMap((list) => list.first);
  const order = (row: RejectedRow) => row.file ?? "";
  first.sort((a, b) => (order(a) === order(b) ? a.line - b.line : order(a) < order(b) ? -1 : 1));
  return { count: lists.reduce((sum, { count }) => sum + count, 0), first: first.slice(0, LISTED) };
}

export const TOO_LONG = "the row is too long";

const PROBLEMS: Record<string, string> = {
  "MISSING COLUMNS": "too few values",
  "TOO MANY COLUMNS": "too many values",
  "UNQUOTED VALUE": "text after a closing quote, or a quote that is never closed",
  "LINE SIZE OVER MAXIMUM": TOO_LONG,
  "INVALID ENCODING": "bytes that are not text",
  "INVALID STATE": "quotes that do not match",
};

/** Rows that DuckDB refused when it last read the source. */
export async function refusedRows(database: Database, { file, label }: TextSource): Promise<Rejected> {
  const count = numberOf((await database.one(`SELECT count(DISTINCT line) AS n FROM reject_errors WHERE ${of(file)}`)).n);
  if (count === 0) return { count, first: [] };
  const rows = await database.all(`SELECT min(line_byte_position) AS at, first(error_type::VARCHAR) AS type,
    first(csv_line[:${SHOWN}]) AS text, first(error_message) AS message FROM reject_errors WHERE ${of(file)} GROUP BY line ORDER BY line LIMIT ${LISTED}`);
  const positions = rows.map(({ at }) => numberOf(at));
  const lines = await linesOfBytes(file, positions);
  return {
    count,
    first: rows.map((row, i) => ({
      ...(label !== null && { file: label }),
      line: lines[i] as number,
      column: null,
      problem: problemOf(row),
      text: String(row.text ?? "").replace(/^[\r\n]+/, ""),
    })),
  };
}

/** SQL: refused while this file was read. */
const of = (file: string) => `(scan_id, file_id) IN (SELECT (scan_id, file_id) FROM reject_scans WHERE file_path = ${literal(file)})`;

function problemOf({ type, message }: Row): string {
  const counts = /Columns: (\d+) Found: (\d+)/.exec(String(message));
  const problem = PROBLEMS[String(type)] ?? String(type).toLowerCase();
  return counts ? `${problem} (${counts[2]} instead of ${counts[1]})` : problem;
}

/** Values of tolerant columns that could not be read and became missing. */
export async function unreadValues(database: Database, source: TextSource, plans: readonly ColumnPlan[]): Promise<Rejected> {
  const tolerant = plans.filter((plan) => plan.tolerant && plan.reading !== null);
  if (tolerant.length === 0) return { count: 0, first: [] };
  const refused = await database.all(`SELECT DISTINCT line_byte_position AS at FROM reject_errors WHERE ${of(source.file)}`);
  let count = 0;
  const found: { row: number; column: string; problem: string; text: string }[] = [];
  for (const plan of tolerant) {
    const reading = plan.reading as Reading;
    const numbered = `SELECT row_number() OVER () AS row, ${plan.raw} AS text, ${unreadSql(plan, reading)} AS unread FROM ${source.sql}`;
    const rows = await database.all(
      `SELECT row, text[:${SHOWN}] AS text, count(*) OVER () AS n FROM (${numbered}) WHERE unread ORDER BY row LIMIT ${LISTED}`,
    );
    count += numberOf(rows[0]?.n);
    for (const { row, text } of rows)
      found.push({ row: numberOf(row), column: plan.name, problem: `not ${reading.what}`, text: String(text) });
  }
  const listed = found.sort((a, b) => a.row - b.row).slice(0, LISTED);
  const where = { ...source, refused: new Set(refused.map(({ at }) => numberOf(at))) };
  const rows = [...new Set(listed.map(({ row }) => row))];
  const lines = await linesOfRows(where, rows);
  const file = source.label === null ? {} : { file: source.label };
  return { count, first: listed.map(({ row, ...rest }) => ({ ...file, line: lines[rows.indexOf(row)] as number, ...rest })) };
}
