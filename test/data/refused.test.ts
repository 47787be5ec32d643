import assert from "node:assert/strict";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { databaseTrouble } from "../../src/engine/data/duckdb-errors.ts";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { accessTrouble } from "../../src/engine/data/ingest/scan.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { directory, fileOf, ingested, refuses } from "./support.ts";

const CASES: { what: string; content: string | Buffer; name?: string; code: string; message: RegExp; line?: number }[] = [
  { what: "an empty file", content: "", code: "data-file-empty", message: /is empty/ },
  { what: "blank lines only", content: "\n\n\n", code: "data-file-empty", message: /is empty/ },
  { what: "a header only", content: "a,b\n", code: "data-no-rows", message: /no rows/, line: 1 },
  { what: "a header without a line end", content: "a,b", code: "data-no-rows", message: /no rows/ },
  { what: "a ZIP archive", content: Buffer.from("504b03041400000008", "hex"), code: "data-file-binary", message: /ZIP/ },
  { what: "a workbook", content: Buffer.from("504b03041400000008", "hex"), name: "in.xlsx", code: "data-file-binary", message: /Excel/ },
  { what: "a PNG", content: Buffer.from("89504e470d0a1a0a0000000d", "hex"), code: "data-file-binary", message: /PNG/ },
  {
    what: "random bytes",
    content: Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 197) % 256)),
    code: "data-file-binary",
    message: /binary/,
  },
  {
    what: "small numbers of two bytes, which look like UTF-16",
    content: Buffer.from(Array.from({ length: 400 }, (_, i) => (i % 2 ? 0 : (i * 7) % 29))),
    code: "data-file-binary",
    message: /binary/,
  },
  { what: "a zero byte far down", content: `a,b\n${"1,2\n".repeat(400_000)}\0`, code: "data-file-binary", message: /zero bytes/ },
  { what: "an open quote", content: 'a,b\n1,x\n2,"y\n3,z\n', code: "data-quote-open", message: /opened in line 3/, line: 3 },
  { what: "an open quote at the end", content: 'a,b\n1,x\n2,"', code: "data-quote-open", message: /opened in line 3/, line: 3 },
  {
    what: "a header that is too short",
    content: "a,b\n1,2,3\n4,5,6\n",
    code: "data-rows-rejected",
    message: /2 of 2 rows.*line 2: too many values \(3 instead of 2\)/,
    line: 2,
  },
  { what: "broken JSON", content: '[{"a":1},{"a":2}', name: "in.json", code: "data-not-a-table", message: /JSON/ },
  { what: "JSON that is no table", content: "[1,2]", name: "in.json", code: "data-not-a-table", message: /no objects/ },
  { what: "a false Parquet file", content: "PAR1 and no more", name: "in.parquet", code: "data-not-a-table", message: /Parquet/ },
];

describe("data files that are refused", () => {
  for (const { what, content, name, code, message, line } of CASES) {
    it(what, async () => {
      const file = fileOf(content, name);
      const error = await refuses(ingested(file), code);
      assert.match(error.facts.message, message);
      assert.equal(error.facts.place?.file, file);
      if (line !== undefined) assert.equal(error.facts.place?.line, line);
    });
  }

  it("a file that is not there", () => refuses(ingested(join(directory(), "none.csv")), "data-file-missing"));

  it("a directory", async () => {
    const path = join(directory(), "dir.csv");
    mkdirSync(path);
    await refuses(ingested(path), "data-file-is-directory");
  });

  it("a file that may not be read", async () => {
    const file = fileOf("a\n1\n");
    // root may read everything, so the system's refusal is also given by hand
    for (const code of ["EACCES", "EPERM", "EIO"])
      await refuses(Promise.reject(accessTrouble(file, Object.assign(new Error(code), { code }))), "data-file-unreadable");
    if (process.platform === "win32" || process.getuid?.() === 0) return;
    chmodSync(file, 0o000);
    await refuses(ingested(file), "data-file-unreadable");
  });

  it("a device", () => refuses(ingested(devNull), process.platform === "win32" ? "data-file-missing" : "data-file-unreadable"));

  it("leaves only the database's own file behind", async () => {
    const place = directory();
    await ingest(fileOf(Buffer.from("a,b\r\n1,ü\r\n", "utf16le")), { database: join(place, "data.duckdb") });
    assert.deepEqual(readdirSync(place), ["data.duckdb"]);
  });
});

describe("trouble below", () => {
  it("is told by its own name: a full disk, too little memory, an interrupt; the rest as it came", () => {
    const codes = [
      "IO Error: Could not write file: No space left on device",
      "ENOSPC: no space left on device, write",
      "Out of Memory Error: could not allocate block",
      "INTERRUPT Error: Interrupted!",
    ].map((message) => (databaseTrouble(new Error(message)) as TrainyardError).code);
    assert.deepEqual(codes, ["disk-full", "disk-full", "out-of-memory", "cancelled"]);
    const other = new Error("Binder Error: something else");
    assert.equal(databaseTrouble(other), other);
  });

  it("is found when the file changes while it is read", async () => {
    const file = fileOf("a\n1\n2\n");
    const progress = (fraction: number) => {
      if (fraction === 0.9) appendFileSync(file, "3\n");
    };
    await refuses(ingest(file, { database: join(directory(), "data.duckdb"), progress }), "data-file-changed");
    assert.equal((await ingested(file)).rows, 3);
  });
});

describe("stopping", () => {
  const rows = Array.from({ length: 400_000 }, (_, i) => `${i},${i % 7},text ${i},${i / 3}`).join("\n");

  async function stopped(abort: (control: AbortController, database: string) => void): Promise<void> {
    const control = new AbortController();
    const database = join(directory(), "data.duckdb");
    const told: string[] = [];
    const options = { database, signal: control.signal, progress: (_: number, phase: string) => told.push(phase) };
    const work = refuses(ingest(fileOf(`a,b,c,d\n${rows}\n`), options), "cancelled");
    abort(control, database);
    await work;
    assert.ok(!told.includes("read"), "it went on to the end");
  }

  it("ends the work before anything is read", () => stopped((control) => control.abort()));

  it("ends the work while rows are read", () =>
    stopped(function poll(control, database) {
      if (existsSync(database)) control.abort();
      else setImmediate(poll, control, database);
    }));
});
