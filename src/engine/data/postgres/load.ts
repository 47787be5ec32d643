import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FieldDef } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Database, numberOf } from "../database.ts";
import { type Identity, identityOf } from "../ingest/identity.ts";
import { type Loaded, NOTHING_REJECTED, type Work } from "../ingest/loaded.ts";
import { distinctNames } from "../ingest/names.ts";
import { scanFile } from "../ingest/scan.ts";
import { queryNoRows, queryNotSelect } from "../query/errors.ts";
import type { Query } from "../query/read.ts";
import { codeOf } from "../query/text.ts";
import { ident } from "../sql.ts";
import { urlOf } from "./connections.ts";
import { queryTrouble } from "./errors.ts";
import { RecordCounter } from "./records.ts";
import { type Session, withSession } from "./session.ts";
import { type Received, takeRows } from "./take.ts";
import { type ColumnReading, readingOf } from "./types.ts";

const BEFORE = "SELECT * FROM (";
/** Nothing that a user has set may change how values are written. */
const SETTINGS = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601';
  SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'`;

/**
 * Runs a query in a PostgreSQL database, in a transaction that can only read, and puts its rows into the table `data`
 * (without `__row`). Rows stream through a file as CSV: memory does not grow with them.
 */
export async function loadPostgres(database: Database, query: Query, work: Work): Promise<Loaded & Identity> {
  const keyword = codeOf(query.query).search(/\S/);
  if (!/^\(*\s*(select|with|values|table)\b/i.test(query.query.slice(keyword))) throw queryNotSelect(query, keyword);
  const name = query.connection as string;
  const url = urlOf(name);
  const scan = await scanFile(query.file, work.signal);
  const received = await withSession(name, url, work.signal, (session) => receive(session, query, work));
  const { columns, bytes, sha256 } = received;
  const notes = await takeRows(database, received);
  if (numberOf((await database.one("SELECT count(*) AS n FROM data")).n) === 0) throw queryNoRows(query);
  const named = distinctNames(columns.map((column) => column.name));
  if (!/\border\s+by\b/i.test(codeOf(query.query)))
    notes.push("The query has no ORDER BY: the rows, and with them the splits, may come in another order next time.");
  const own = { file: query.file, label: "query", scan };
  const identity = identityOf([own, { file: query.file, label: "rows", scan: { bytes, sha256 } }], "utf-8");
  return { notes: [...named.notes, ...notes], rejected: NOTHING_REJECTED, ...identity, files: identity.files.slice(0, 1) };
}

async function receive({ client, server }: Session, query: Query, work: Work): Promise<Received> {
  const trying = async <T>(run: () => Promise<T>, prefix: number): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw queryTrouble(query, server, error, prefix, work.signal);
    }
  };
  await trying(() => client.query(`BEGIN TRANSACTION READ ONLY; ${SETTINGS}`), 0);
  const config = { text: `${BEFORE}${query.query}\n) AS q LIMIT 0`, queryMode: "extended" };
  const { fields } = await trying(() => client.query(config), BEFORE.length);
  const readings = await trying(() => readingsOf(client, fields), 0);
  const columns = fields.map(({ name }, i) => ({ name, reading: readings[i] as ColumnReading }));
  const rows = await trying(() => estimate(client, query.query), 0);
  const own = columns.map((_, i) => ident(`c${i}`));
  const select = `SELECT ${columns.map(({ reading }, i) => reading.send(own[i] as string)).join(", ")} FROM (`;
  const path = await work.scratch("rows.csv");
  const hash = createHash("sha256");
  const records = new RecordCounter();
  let bytes = 0;
  const look = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      records.push(chunk);
      bytes += chunk.length;
      work.progress?.(Math.min(0.7, (0.7 * records.count) / Math.max(rows, 1)));
      done(null, chunk);
    },
  });
  const copy = `COPY (${select}${query.query}\n) AS q(${own.join(", ")})) TO STDOUT (FORMAT csv, ENCODING 'UTF8')`;
  await trying(() => pipeline(client.query(copyTo(copy)), look, createWriteStream(path)), "COPY (".length + select.length);
  return { path, columns, bytes, sha256: hash.digest("hex"), longest: records.longest };
}

async function readingsOf(client: Session["client"], fields: FieldDef[]): Promise<ColumnReading[]> {
  const types = [...new Set(fields.map(({ dataTypeID }) => dataTypeID))];
  const { rows } = await client.query<{ oid: string; category: string }>(
    "SELECT oid::text, typcategory::text AS category FROM pg_catalog.pg_type WHERE oid = ANY($1::oid[])",
    [types],
  );
  const categories = new Map(rows.map(({ oid, category }) => [Number(oid), category]));
  return fields.map((field) => readingOf(field, categories.get(field.dataTypeID)));
}

/** Rows that the server expects. */
async function estimate(client: Session["client"], query: string): Promise<number> {
  const { rows } = await client.query<{ "QUERY PLAN": { Plan?: { "Plan Rows"?: number } }[] }>(`EXPLAIN (FORMAT JSON) ${query}`);
  return rows[0]?.["QUERY PLAN"][0]?.Plan?.["Plan Rows"] ?? 0;
}
