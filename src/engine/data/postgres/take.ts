import { plural } from "../../../shared/format.ts";
import { type Database, numberOf } from "../database.ts";
import { presentSql } from "../ingest/missing.ts";
import { distinctNames } from "../ingest/names.ts";
import { ident, pathLiteral } from "../sql.ts";
import type { ColumnReading } from "./types.ts";

/** Rows of a query, in a file as the server wrote them. */
export interface Received {
  path: string;
  columns: { name: string; reading: ColumnReading }[];
  bytes: number;
  sha256: string;
  /** Bytes of the longest row. */
  longest: number;
}

/** Makes the table `data` of them. Returns what there is to tell. */
export async function takeRows(database: Database, { path, columns, bytes, longest }: Received): Promise<string[]> {
  const { names } = distinctNames(columns.map(({ name }) => name));
  const raw = columns.map((_, i) => `c${i}`);
  const types = raw.map((name) => `${name}: 'VARCHAR'`).join(", ");
  const source =
    bytes === 0
      ? `(SELECT ${raw.map((name) => `NULL::VARCHAR AS ${name}`).join(", ")} WHERE false)`
      : `read_csv(${pathLiteral(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '',
          allow_quoted_nulls = false, columns = {${types}}, max_line_size = ${Math.max(2 << 20, longest * 2)})`;
  await database.expect(columns.length);
  const values = columns.map(({ reading }, i) => valueSql(reading, raw[i] as string));
  await database.run(
    `CREATE OR REPLACE TABLE data AS SELECT ${values.map((value, i) => `${value} AS ${ident(names[i] as string)}`).join(", ")} FROM ${source}`,
  );
  const notes: string[] = [];
  for (const [i, { name, reading }] of columns.entries()) {
    if (!reading.fallible) continue;
    const text = raw[i] as string;
    const row = await database.one(`SELECT count_if(${text} IS NOT NULL AND ${reading.take(text)} IS NULL) AS n FROM ${source}`);
    const count = numberOf(row.n);
    if (count > 0)
      notes.push(
        `"${name}": ${plural(count, "date")} that ${count === 1 ? "is" : "are"} infinite or before our era ${count === 1 ? "is" : "are"} missing.`,
      );
  }
  return notes;
}

/** Text that spells a missing value is missing, as in files. */
function valueSql({ take }: ColumnReading, text: string): string {
  const value = take(text);
  return value === text ? presentSql(text) : value;
}
