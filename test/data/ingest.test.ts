import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Database } from "../../src/engine/data/database.ts";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { directory, fileOf, ingested, reading, table } from "./support.ts";

describe("reading data files", () => {
  const accents = { naïve: [1, 2], café: ["é", "ü"] };
  const text = "naïve,café\n1,é\n2,ü\n";
  const encoded: [string, Buffer, RegExp | null][] = [
    ["utf-8", Buffer.from(text), null],
    ["utf-8-bom", Buffer.from(`\ufeff${text}`), null],
    ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le"), /UTF-16 LE/],
    ["utf-16le", Buffer.from(text, "utf16le"), /UTF-16 LE/],
    ["utf-16be", Buffer.from(`\ufeff${text}`, "utf16le").swap16(), /UTF-16 BE/],
    ["latin-1", Buffer.from(text, "latin1"), /Latin-1/],
  ];
  for (const [encoding, bytes, note] of encoded) {
    it(`knows ${encoding}${bytes[0] === 0xff || bytes[0] === 0xfe ? " by its mark" : ""}`, async () => {
      await reading(bytes, async (reader, found) => {
        assert.equal(found.encoding, encoding);
        assert.deepEqual(
          reader.columns.map(({ name }) => name),
          Object.keys(accents),
        );
        if (note) assert.match(found.notes.join(" "), note);
        else assert.deepEqual(found.notes, []);
      });
      assert.deepEqual(await table(bytes), accents);
    });
  }

  it("keeps a table of very many columns in small blocks, of which each column takes one at least", async () => {
    const columns = 600;
    const line = (cell: (i: number) => string | number) => Array.from({ length: columns }, (_, i) => cell(i)).join(";");
    const blockOf = async (file: string) => {
      const found = await ingested(file);
      const database = await Database.open(found.database, { readOnly: true });
      try {
        return [found.columns.length, Number((await database.one("SELECT block_size FROM pragma_database_size()")).block_size)];
      } finally {
        database.close();
      }
    };
    assert.deepEqual(await blockOf(fileOf(`${line((i) => `c${i}`)}\n${`${line((i) => i / 2)}\n`.repeat(20)}`)), [columns, 16_384]);
    assert.deepEqual(await blockOf(fileOf("a;b\n1;2\n")), [2, 32_768]);
  });

  it("reads very many columns of text out of Parquet within little memory, by themselves and by a query", async () => {
    const parquet = fileOf("", "in.parquet");
    const database = await Database.open(":memory:");
    const cells = Array.from({ length: 700 }, (_, i) => (i % 2 ? `CASE WHEN i % 7 = 0 THEN 'NA' ELSE 'v' || i END` : `i + ${i}`));
    await database.run(
      `COPY (SELECT ${cells.map((sql, i) => `${sql} AS c${i}`).join(", ")} FROM range(4000) AS t(i)) TO '${parquet}' (FORMAT parquet)`,
    );
    database.close();
    const query = join(dirname(parquet), "all.sql");
    writeFileSync(query, "SELECT * FROM 'in.parquet'");
    for (const file of [parquet, query]) {
      const found = await ingest(file, { database: join(directory(), "data.duckdb"), memoryLimit: 200 << 20 });
      assert.deepEqual([found.rows, found.columns.length], [4000, 700]);
    }
  });

  it("finds a Latin-1 byte far down", async () => {
    const late = Buffer.concat([Buffer.from(`a,b\n${"1,x\n".repeat(400_000)}`), Buffer.from("2,é\n", "latin1")]);
    const found = await ingested(fileOf(late));
    assert.deepEqual([found.encoding, found.rows, found.rejected.count], ["latin-1", 400_001, 0]);
  });

  for (const [name, delimiter] of [
    ["comma", ","],
    ["tab", "\t"],
    ["semicolon", ";"],
    ["bar", "|"],
  ] as const) {
    it(`splits at a ${name}`, async () => {
      const rows = ["a,b,c", "1,x y,2020-01-02", "2,,2021-12-31"].map((row) => row.replaceAll(",", delimiter)).join("\n");
      assert.deepEqual(await table(rows), { a: [1, 2], b: ["x y", null], c: [Date.UTC(2020, 0, 2), Date.UTC(2021, 11, 31)] });
    });
  }

  it("reads decimal commas between semicolons", async () => {
    assert.deepEqual(await table("a;b\n1,5;x\n-2,25;y\n"), { a: [1.5, -2.25], b: ["x", "y"] });
  });

  it("reads every null spelling as missing, in text and in numbers", async () => {
    const spellings = ["", "NA", "N/A", "NULL", "null", "None", "#N/A", "NaN", "nan"];
    const found = await table(`n,t\n${spellings.map((one) => `${one},${one}`).join("\n")}\n1,none\n`);
    assert.deepEqual(found, { n: [...spellings.map(() => null), 1], t: [...spellings.map(() => null), "none"] });
  });

  it("takes blanks off numbers, never off text", async () => {
    assert.deepEqual(await table("a, b,c\n 1, NA, x \n2 , 3,y\n"), { a: [1, 2], " b": [null, 3], c: [" x ", "y"] });
  });

  it("reads LF, CR LF and CR in one file, and says so", async () => {
    await reading("a,b\r\n1,2\n3,4\r5,6\r\n", async (reader, { notes }) => {
      assert.equal(reader.rows, 3);
      assert.match(notes.join(" "), /line ends are of different kinds/);
    });
  });

  it("lists ragged rows by line, where quoted line ends come before them too", async () => {
    const { rows, rejected } = await ingested(fileOf('a,b\n1,"x\ny"\n3\n4,5\n\n6,7,8\n9,10\n11,12\n'));
    assert.equal(rows, 4);
    assert.deepEqual(rejected, {
      count: 2,
      first: [
        { line: 4, column: null, problem: "too few values (1 instead of 2)", text: "3" },
        { line: 7, column: null, problem: "too many values (3 instead of 2)", text: "6,7,8" },
      ],
    });
  });

  it("keeps a column of numbers with a rare text in it, and lists the text", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => (i === 4_990 ? 'oops,"p\nq"' : `${i},"p\nq"`));
    await reading(`x,y\n${lines.join("\n")}\n`, async (reader, { notes, rejected }) => {
      assert.deepEqual(
        reader.columns.map(({ storage }) => storage),
        ["BIGINT", "VARCHAR"],
      );
      assert.deepEqual(rejected, { count: 1, first: [{ line: 2 + 2 * 4_990, column: "x", problem: "not an integer", text: "oops" }] });
      assert.match(notes.join(" "), /"x": 1 value is not an integer and read as missing/);
      const [column] = (await reader.read({ columns: ["x"], rows: [4_989, 3] })).columns;
      assert.deepEqual(column?.kind === "number" && [...column.values], [4_989, Number.NaN, 4_991]);
    });
  });

  it("makes a column text where texts are many, and says so", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => (i > 3_000 && i % 10 === 0 ? "oops" : i));
    await reading(`x\n${lines.join("\n")}\n`, async (reader, { notes, rejected }) => {
      assert.equal(reader.columns[0]?.storage, "VARCHAR");
      assert.equal(rejected.count, 0);
      assert.match(notes.join(" "), /"x" is read as text: 199 of 5,000 values are not an integer/);
    });
  });

  it("widens integers to numbers late in the file", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => (i === 4_000 ? "0.5" : 1));
    assert.deepEqual((await ingested(fileOf(`x\n${lines.join("\n")}\n`))).columns, [{ name: "x", storage: "DOUBLE" }]);
  });

  it("keeps codes with leading zeros as text, however late", async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => (i === 4_000 ? "01234" : 10_000 + i));
    assert.equal((await ingested(fileOf(`zip\n${lines.join("\n")}\n`))).columns[0]?.storage, "VARCHAR");
  });

  it("reads dates: ISO, with time, with an offset, by dots, month or day first", async () => {
    const rows = "iso,time,offset,dots,us,eu\n2020-01-02,2020-01-02 03:04:05,2020-01-02T03:04:05+02:00,31.12.2020,01/31/2020,31/01/2020\n";
    const found = await table(`${rows}2020/1/3,2020-01-02T03:04,2020-01-02 01:00:00Z,1.2.2021,02/01/2020,01/02/2020\n`);
    assert.deepEqual(found, {
      iso: [Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)],
      time: [Date.UTC(2020, 0, 2, 3, 4, 5), Date.UTC(2020, 0, 2, 3, 4)],
      offset: [Date.UTC(2020, 0, 2, 1, 4, 5), Date.UTC(2020, 0, 2, 1)],
      dots: [Date.UTC(2020, 11, 31), Date.UTC(2021, 1, 1)],
      us: [Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 1)],
      eu: [Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 1)],
    });
  });

  it("says when dates could be day first as well", async () => {
    assert.match((await ingested(fileOf("d\n01/02/2020\n03/04/2020\n"))).notes.join(" "), /month first/);
  });

  it("renames what cannot be told apart, the same every time", async () => {
    const { columns, notes } = await ingested(fileOf("a,A,,a,__row,a_2\n1,2,3,4,5,6\n"));
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["a", "A_3", "column_3", "a_4", "__row_2", "a_2"],
    );
    assert.equal(notes.length, 4);
  });

  it("keeps odd names: quotes, line ends, other scripts, names like our own", async () => {
    const names = ['say "hi"', "two\nlines", "température 🌡", "select", "v", "c", "n", "tally", "data"];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(",");
    assert.deepEqual(
      await table(`${header}\n${names.map((_, i) => i).join(",")}\n`),
      Object.fromEntries(names.map((name, i) => [name, [i]])),
    );
  });

  it("reads one column, with its blanks and whatever delimiters it holds", async () => {
    assert.deepEqual(await table("a\n1\n\n3\n"), { a: [1, null, 3] });
    assert.deepEqual(await table("t\nhello, world\na;b|c\td\n"), { t: ["hello, world", "a;b|c\td"] });
  });

  it("reads two thousand columns", async () => {
    const row = (value: (i: number) => string | number) => Array.from({ length: 2_000 }, (_, i) => value(i)).join(",");
    const found = await ingested(fileOf(`${row((i) => `c${i}`)}\n${`${row((i) => i / 2)}\n`.repeat(5)}`));
    assert.deepEqual([found.rows, found.columns.length, found.rejected.count], [5, 2_000, 0]);
  });

  it("reads a value of five megabytes", async () => {
    const { text } = await table(`n,text\n1,${"x".repeat(5e6)}\n2,y\n`);
    assert.deepEqual(
      text?.map((value) => String(value).length),
      [5e6, 1],
    );
  });

  it("reads a value of many lines that is longer than any line", async () => {
    const value = "line\n".repeat(800_000);
    assert.deepEqual(await table(`n,text\n1,"${value}"\n2,y\n`), { n: [1, 2], text: [value, "y"] });
  });

  it("reads JSON, JSON Lines and Parquet", async () => {
    const wanted = { a: [1, null], b: ["x", "y"] };
    assert.deepEqual(await table('[{"a":1,"b":"x"},{"a":null,"b":"y"}]', {}, "in.json"), wanted);
    assert.deepEqual(await table('{"a":1,"b":"x"}\n{"b":"y"}\n', {}, "in.jsonl"), wanted);
    const parquet = fileOf("", "in.parquet");
    const database = await Database.open(":memory:");
    await database.run(`COPY (SELECT * FROM (VALUES (1, 'x', [1]), (NULL, 'y', [2])) AS t(a, b, nested)) TO '${parquet}' (FORMAT parquet)`);
    database.close();
    assert.deepEqual(await table(readFileSync(parquet), {}, "in.parquet"), { ...wanted, nested: ["[1]", "[2]"] });
  });

  it("takes a path with glob characters, spaces and accents as it stands", async () => {
    assert.equal((await ingested(fileOf("a\n1\n", "d[1]* é?.csv"))).rows, 1);
  });

  it("hashes the file's bytes", async () => {
    const { sha256, bytes } = await ingested(fileOf("a\n1\n"));
    assert.deepEqual([sha256, bytes], [createHash("sha256").update("a\n1\n").digest("hex"), 4]);
  });

  it("draws the same sample each time, and keeps its row numbers", async () => {
    const file = fileOf(`n\n${Array.from({ length: 1_000 }, (_, i) => i + 1).join("\n")}\n`);
    const draw = async () => {
      const found = await ingested(file, 50);
      assert.deepEqual([found.rows, found.sampledFrom], [50, 1_000]);
      const database = await Database.open(found.database, { readOnly: true });
      const rows = await database.all("SELECT n, __row FROM data");
      database.close();
      assert.ok(rows.every(({ n, __row }) => n === __row));
      return rows.map(({ n }) => Number(n));
    };
    const first = await draw();
    assert.deepEqual(await draw(), first);
    assert.deepEqual(
      first,
      [...first].sort((a, b) => a - b),
    );
    assert.ok((first.at(-1) as number) > 500);
  });
});
