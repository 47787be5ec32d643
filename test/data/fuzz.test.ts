import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Database } from "../../src/engine/data/database.ts";
import { type Ingested, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { isMissing } from "../../src/engine/data/ingest/missing.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { FIXTURES } from "../support/paths.ts";
import { changes, mutated } from "./fuzz/mutate.ts";
import { readPlain } from "./fuzz/reader.ts";
import { directory, fileOf } from "./support.ts";

/** `npm run test:long` has thousands. */
const RUNS = Number(process.env.TRAINYARD_FUZZ_RUNS ?? 12);
const LONGEST_MS = 20_000;

const csv = 'id,when,amount,text\n1,2020-01-01,1.5,"a ""b"", c"\n2,2020-02-30,,é\n3,,-7e3,"two\nlines"\n4,2021-12-31,0.25,NA\n';
const lines = '{"id":1,"text":"é","at":{"x":1.5,"tags":["a"]}}\n{"id":2,"text":null,"at":{"x":null,"tags":[]}}\n{"id":3}\n';
const FILES: [name: string, bytes: Buffer][] = [
  ["in.csv", Buffer.from(csv)],
  ["latin.csv", Buffer.from(csv, "latin1")],
  ["wide.csv", Buffer.from(`\ufeff${csv}`, "utf16le")],
  ["in.tsv", Buffer.from(csv.replaceAll(",", "\t").replaceAll("\n", "\r\n"))],
  ["in.jsonl", Buffer.from(lines)],
  ["in.json", Buffer.from(`[${lines.trim().split("\n").join(",\n")}]`)],
  ["in.parquet", readFileSync(join(FIXTURES, "data", "polars.parquet"))],
  ["in.csv.gz", gzipSync(csv)],
  [
    "in.sql",
    Buffer.from("-- a query\nSELECT 1 AS id, 'é' AS text, [1, 2] AS list\nUNION ALL (VALUES (2, E'x', NULL)) ORDER BY id; -- end\n"),
  ],
];

/** Reads, in bounded time, and removes what was made. A failure must be one of ours. */
async function attempt<T>(file: string, work: (found: Ingested) => Promise<T>, options = {}): Promise<T | TrainyardError> {
  const place = directory();
  const late = AbortSignal.timeout(LONGEST_MS);
  try {
    return await work(await ingest(file, { database: join(place, "data.duckdb"), signal: late, memoryLimit: 512 << 20, ...options }));
  } catch (error) {
    assert.ok(error instanceof TrainyardError, `not one of ours: ${error instanceof Error ? error.stack : String(error)}`);
    assert.ok(!late.aborted, "it took too long");
    assert.ok(error.facts.message.length < 1_500 && error.facts.remedy.length > 5, error.facts.message);
    return error;
  } finally {
    await rm(place, { recursive: true, force: true });
    await rm(dirname(file), { recursive: true, force: true });
  }
}

describe("damaged files", function () {
  this.timeout(RUNS * 2_000 + 300_000);

  for (const [name, bytes] of FILES) {
    it(`of the kind ${name} are read or refused, never worse`, async () => {
      const endings = fc.option(fc.constantFrom("other.csv", "other.jsonl", "other.json", "other.parquet", "other.tsv"), {
        nil: name,
        freq: 12,
      });
      const how = fc.constantFrom("drop", "keep", "error");
      const property = fc.asyncProperty(changes, endings, how, async (list, ending, rejectedRows) => {
        await attempt(
          fileOf(mutated(bytes, list), ending),
          async ({ rows, columns, rejected }) => {
            assert.ok(rows > 0 && columns.length > 0 && rejected.count >= rejected.first.length);
            assert.equal(new Set(columns.map(({ name: column }) => column.toLowerCase())).size, columns.length);
          },
          { rejectedRows },
        );
      });
      await fc.assert(property, { numRuns: RUNS });
    });
  }

  it("hold what another reader finds in them, value by value", async () => {
    const piece = fc.constantFrom(
      ",",
      ",",
      ",",
      "\n",
      "\n",
      "\r\n",
      '"',
      '""',
      "a",
      "b c",
      "1",
      "-2.5",
      "0",
      "NA",
      "true",
      "2020-01-02",
      " ",
      "é",
      ";",
      "\t",
      "'",
      "\\",
      "x".repeat(40),
    );
    const body = fc.oneof(
      fc.array(piece, { minLength: 1, maxLength: 80 }).map((pieces) => pieces.join("")),
      fc
        .array(fc.array(fc.constantFrom("1", "-2.5", "", "NA", "x", '"q,\n"', "2020-01-02", " 3"), { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 30,
        })
        .map((rows) => rows.map((row) => row.join(",")).join("\n")),
    );
    const property = fc.asyncProperty(body, async (text) => {
      const whole = `k,l,m\n${text}`;
      const wanted = readPlain(whole, ",");
      const found = await attempt(fileOf(whole), async (ingested) => ({ ingested, rows: await rowsOf(ingested) }));
      if (found instanceof TrainyardError) {
        const why = `${found.code} for ${JSON.stringify(whole)}`;
        assert.ok(wanted.open || wanted.rows.length === 0 || wanted.unfit > wanted.rows.length, why);
        return;
      }
      const about = JSON.stringify({ whole, wanted, rejected: found.ingested.rejected, rows: found.rows });
      assert.ok(!wanted.open, about);
      assert.equal(found.rows.length, wanted.rows.length, about);
      for (const [i, row] of found.rows.entries())
        for (const [k, value] of row.entries()) assert.ok(sameValue(value, wanted.rows[i]?.[k] ?? ""), `${i} ${k} ${about}`);
    });
    await fc.assert(property, { numRuns: RUNS * 3 });
  });
});

async function rowsOf({ database }: Ingested): Promise<unknown[][]> {
  const opened = await Database.open(database, { readOnly: true });
  const rows = await opened.all("SELECT * EXCLUDE (__row) FROM data ORDER BY __row");
  opened.close();
  return rows.map((row) => Object.values(row).map((value) => (typeof value === "bigint" ? Number(value) : value)));
}

function sameValue(value: unknown, text: string): boolean {
  if (value === null) return isMissing(text) || isMissing(text.trim());
  if (typeof value === "string") return value.replace(/\r\n?/g, "\n") === text;
  if (value instanceof Date) return !Number.isNaN(Date.parse(text.trim()));
  if (typeof value === "boolean") return String(value) === text.trim().toLowerCase();
  return Number(value) === Number(text.trim()) && text.trim() !== "";
}
