import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Database } from "../../src/engine/data/database.ts";
import { filesOfGlob } from "../../src/engine/data/ingest/glob.ts";
import { type Ingested, type IngestOptions, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { directory, fileOf, refuses } from "./support.ts";

/** A folder with these files. */
function folderOf(files: Record<string, string | Buffer>): string {
  const folder = directory();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const read = (file: string, options: Partial<IngestOptions> = {}) =>
  ingest(file, { database: join(directory(), "data.duckdb"), ...options });

async function rowsOf({ database }: Ingested): Promise<unknown[][]> {
  const opened = await Database.open(database, { readOnly: true });
  const rows = await opened.all("SELECT * EXCLUDE (__row) FROM data ORDER BY __row");
  opened.close();
  return rows.map((row) => Object.values(row).map((value) => (typeof value === "bigint" ? Number(value) : value)));
}

describe("globs", () => {
  it("match names and folders as a shell does", async () => {
    const folder = folderOf(
      Object.fromEntries(["a1.csv", "a2.csv", "b1.csv", ".h.csv", "x/a1.csv", "x/y/a3.csv", "a1.csv.bak"].map((name) => [name, "x"])),
    );
    const found = async (glob: string) => (await filesOfGlob(join(folder, glob))).map((file) => file.slice(folder.length + 1));
    assert.deepEqual(await found("a*.csv"), ["a1.csv", "a2.csv"]);
    assert.deepEqual(await found("[!a]?.csv"), ["b1.csv"]);
    assert.deepEqual(await found("[a-b]1.csv"), ["a1.csv", "b1.csv"]);
    assert.deepEqual(await found("**/a?.csv"), ["a1.csv", "a2.csv", "x/a1.csv", "x/y/a3.csv"]);
    assert.deepEqual(await found("*/a1.csv"), ["x/a1.csv"]);
    assert.deepEqual(await found(".*.csv"), [".h.csv"]);
    assert.deepEqual(await found("none/*.csv"), []);
    assert.deepEqual(await found("[z-a]*.csv"), []);
  });
});

describe("several files", () => {
  it("are one table, whatever the order of their columns, their delimiter and encoding; one type for all", async () => {
    const folder = folderOf({
      "2024-01.csv": "id,v,t\n1,2,é\n",
      "2024-02.csv": Buffer.from("t;id;v\nü;2;2.5\n", "latin1"),
      "2024-03.csv": Buffer.from("\ufeffv\tt\tID\r\n7\tx\t3\r\n", "utf16le"),
    });
    const found = await read(join(folder, "2024-*.csv"));
    assert.deepEqual(await rowsOf(found), [
      [1, 2, "é"],
      [2, 2.5, "ü"],
      [3, 7, "x"],
    ]);
    assert.deepEqual(
      found.columns.map(({ name, storage }) => `${name} ${storage}`),
      ["id BIGINT", "v DOUBLE", "t VARCHAR"],
    );
    assert.match(found.notes.join(" "), /2024-02.csv: Not UTF-8.*2024-03.csv: Read as UTF-16 LE/);
    assert.deepEqual(
      found.files.map(({ path }) => basename(path)),
      ["2024-01.csv", "2024-02.csv", "2024-03.csv"],
    );
    const listed = found.files.map(({ sha256, path }) => `${sha256}  ${basename(path)}\n`).join("");
    assert.equal(found.sha256, createHash("sha256").update(listed).digest("hex"));
  });

  it("decide a column's type together, so that no value loses its spelling", async () => {
    const folder = folderOf({ "a.csv": "x\n1.0\n2e1\n", "b.csv": `x\n${"word\n".repeat(40)}` });
    assert.deepEqual((await rowsOf(await read(join(folder, "*.csv")))).slice(0, 3), [["1.0"], ["2e1"], ["word"]]);
  });

  it("name the file that differs, and are joined by name on request", async () => {
    const folder = folderOf({ "a.csv": "x,y\n1,2\n", "b.csv": "x,z\n3,4\n" });
    const { facts } = await refuses(read(join(folder, "*.csv")), "data-columns-differ");
    assert.match(facts.message, /b.csv lacks the column "y" and adds the column "z", compared with a.csv/);
    assert.equal(facts.place?.file, join(folder, "b.csv"));
    const found = await read(join(folder, "*.csv"), { unionByName: true, filename: true });
    assert.deepEqual(await rowsOf(found), [
      [1, 2, null, "a.csv"],
      [3, null, 4, "b.csv"],
    ]);
    assert.match(found.notes.join(" "), /"y" is not in 1 of 2 files/);
  });

  it("say in which file a row was rejected", async () => {
    const folder = folderOf({ "a.csv": "x,y\n1,2\n3,4\n5,6\n", "deep/b.csv": "x,y\n7,8\n9\n1,2\n" });
    const { rejected, rows } = await read(join(folder, "**", "*.csv"));
    assert.deepEqual(
      [rows, rejected],
      [5, { count: 1, first: [{ file: "deep/b.csv", line: 3, column: null, problem: "too few values (1 instead of 2)", text: "9" }] }],
    );
  });

  for (const [format, of] of [
    ["JSON Lines", (rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n")],
    ["JSON", (rows: object[]) => JSON.stringify(rows)],
  ] as const) {
    it(`may be ${format}`, async () => {
      const ending = format === "JSON" ? "json" : "jsonl";
      const folder = folderOf({ [`a.${ending}`]: of([{ x: 1, y: "p" }]), [`b.${ending}`]: of([{ y: "q", x: 2.5 }]) });
      const glob = join(folder, `*.${ending}`);
      assert.deepEqual(await rowsOf(await read(glob, { filename: true })), [
        [1, "p", `a.${ending}`],
        [2.5, "q", `b.${ending}`],
      ]);
      writeFileSync(join(folder, `c.${ending}`), of([{ x: 3 }]));
      await refuses(read(glob), "data-columns-differ");
      assert.deepEqual((await rowsOf(await read(glob, { unionByName: true }))).at(-1), [3, null]);
    });
  }

  it("may be Parquet, with types that differ", async () => {
    const folder = directory();
    const database = await Database.open(":memory:");
    await database.run(`COPY (SELECT 1 AS a, 'x' AS b) TO '${join(folder, "1.parquet")}' (FORMAT parquet)`);
    await database.run(`COPY (SELECT 'y' AS b, 2.5::DOUBLE AS a) TO '${join(folder, "2.parquet")}' (FORMAT parquet)`);
    database.close();
    assert.deepEqual(await rowsOf(await read(join(folder, "*.parquet"), { filename: true })), [
      [1, "x", "1.parquet"],
      [2.5, "y", "2.parquet"],
    ]);
  });

  it("are of one format, and there is at least one", async () => {
    const folder = folderOf({ "a.csv": "x\n1\n", "b.jsonl": '{"x":1}\n' });
    await refuses(read(join(folder, "*")), "data-formats-differ");
    await refuses(read(join(folder, "*.tsv")), "data-glob-empty");
    await refuses(read(join(folder, "none", "*.csv")), "data-glob-empty");
  });

  it("name the empty one", async () => {
    const folder = folderOf({ "a.csv": "x\n1\n", "b.csv": "" });
    assert.equal((await refuses(read(join(folder, "*.csv")), "data-file-empty")).facts.place?.file, join(folder, "b.csv"));
  });
});

describe("compressed files", () => {
  it("are read as what they hold, and hashed as they are", async () => {
    const packed = gzipSync("a,b\n1,x\n");
    const found = await read(fileOf(packed, "in.csv.gz"));
    assert.deepEqual(await rowsOf(found), [[1, "x"]]);
    assert.deepEqual([found.sha256, found.bytes], [createHash("sha256").update(packed).digest("hex"), packed.length]);
    assert.deepEqual(await rowsOf(await read(fileOf(gzipSync('{"a":1}\n'), "in.jsonl.gz"))), [[1]]);
    assert.deepEqual(await rowsOf(await read(fileOf(gzipSync("a\tb\n1\t2\n"), "in.tsv.gz"))), [[1, 2]]);
  });

  it("are refused where they are damaged, empty or no data", async () => {
    await refuses(read(fileOf(gzipSync("a,b\n1,x\n".repeat(999)).subarray(0, 40), "in.csv.gz")), "data-file-binary");
    await refuses(read(fileOf(gzipSync(""), "in.csv.gz")), "data-file-empty");
    await refuses(read(fileOf(gzipSync(gzipSync("a\n1\n")), "in.csv.gz")), "data-file-binary");
  });

  it("that is called compressed and is not is read as what it is", async () => {
    for (const name of ["in.csv.gz", "in.csv.zst"]) assert.deepEqual(await rowsOf(await read(fileOf("a,b\n1,x\n", name))), [[1, "x"]]);
    assert.deepEqual(await rowsOf(await read(fileOf('{"a":1}\n', "in.jsonl.gz"))), [[1]]);
    await refuses(read(fileOf(" ", "in.csv.gz")), "data-no-rows");
  });
});
