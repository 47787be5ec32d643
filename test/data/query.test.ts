import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Database } from "../../src/engine/data/database.ts";
import { type IngestOptions, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { edited } from "../../src/engine/data/query/edits.ts";
import { codeOf, connectionOf, firstStatement, lineColumn } from "../../src/engine/data/query/text.ts";
import { directory, refuses } from "./support.ts";

/** A folder with data above, beside and outside of where queries lie. */
function workspace() {
  const outer = directory();
  const folder = join(outer, "work");
  mkdirSync(join(folder, "queries"), { recursive: true });
  const put = (path: string, text: string) => writeFileSync(join(folder, path), text);
  put("sales.csv", "id;when;amount\n1;2020-01-01;1,5\n2;2020-01-02;2\n3;2020-01-03;\n4\n");
  put(
    "queries/people.jsonl",
    '{"id":1,"name":"Ann","home":{"city":"X"},"tags":["a"]}\n{"id":2,"name":"Bob","home":{"city":null},"tags":[]}\n',
  );
  put("queries/day 1.csv", "id,n\n1,10\n");
  put("queries/day 2.csv", "n,id\n20,2\n");
  writeFileSync(join(outer, "secret.csv"), "s\n1\n");
  return { outer, folder, queries: join(folder, "queries") };
}

const { outer, folder, queries } = workspace();

function read(text: string, options: Partial<IngestOptions> = { folder }) {
  const file = join(queries, `query-${readdirSync(queries).length}.sql`);
  writeFileSync(file, text);
  return ingest(file, { database: join(directory(), "data.duckdb"), ...options });
}

async function table(text: string, options?: Partial<IngestOptions>) {
  const found = await read(text, options);
  const database = await Database.open(found.database, { readOnly: true });
  const rows = await database.all("SELECT * EXCLUDE (__row) FROM data ORDER BY __row");
  database.close();
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value])),
  );
}

describe("queries over files", () => {
  it("read files relative to themselves, as each is read alone", async () => {
    const rows = await table(`-- what sold
      SELECT people.name, "home.city" AS city, sales.amount, tags
      FROM '../sales.csv' JOIN 'people.jsonl' AS people USING (id)
      ORDER BY id DESC; -- the end`);
    assert.deepEqual(rows, [
      { name: "Bob", city: null, amount: 2, tags: "[]" },
      { name: "Ann", city: "X", amount: 1.5, tags: '["a"]' },
    ]);
  });

  it("tell each file, what was rejected in it, and what was assumed of it", async () => {
    const { files, rejected, notes, columns } = await read(
      "SELECT id, home FROM (FROM 'people.jsonl' SELECT id, {a: id, b: [id]} AS home) JOIN '../sales.csv' USING (id)",
    );
    assert.equal(files.length, 3);
    assert.deepEqual(
      rejected.first.map(({ file, line }) => [file, line]),
      [["../sales.csv", 5]],
    );
    assert.match(notes.join(" "), /people.jsonl: "tags" holds lists/);
    assert.deepEqual(
      columns.map(({ name, storage }) => `${name} ${storage}`),
      ["id BIGINT", "home.a BIGINT", "home.b VARCHAR"],
    );
  });

  it("know globs, steps, samples and Parquet", async () => {
    const database = await Database.open(":memory:");
    await database.run(`COPY (SELECT 5 AS id, 'é' AS t) TO '${join(queries, "it''s.parquet")}' (FORMAT parquet)`);
    database.close();
    assert.deepEqual(await table("WITH days AS (SELECT id, n FROM 'day ?.csv') SELECT sum(n)::INT AS n, count(*) AS c FROM days"), [
      { n: 30, c: 2 },
    ]);
    assert.deepEqual(await table(`SELECT * FROM 'it''s.parquet' TABLESAMPLE 100%`), [{ id: 5, t: "é" }]);
    assert.deepEqual(await table(`FROM "day 1.csv" UNION ALL BY NAME FROM 'day 2.csv'`), [
      { id: 1, n: 10 },
      { id: 2, n: 20 },
    ]);
  });

  it("need no file", async () =>
    assert.deepEqual(await table("VALUES (1, 'NA'), (2, 'b')"), [
      { col0: 1, col1: null },
      { col0: 2, col1: "b" },
    ]));

  it("change when a file does", async () => {
    const before = await read("FROM '../sales.csv'");
    assert.equal((await read("FROM '../sales.csv'")).sha256, before.sha256);
    assert.notEqual((await read("FROM '../sales.csv' WHERE true")).sha256, before.sha256);
    writeFileSync(join(folder, "sales.csv"), "id;when;amount\n1;2020-01-01;7\n");
    assert.notEqual((await read("FROM '../sales.csv'")).sha256, before.sha256);
  });

  it("keep within their memory", async () => {
    const found = await read("SELECT i, md5(i::VARCHAR) AS m FROM range(1000000) AS t(i) ORDER BY m", { memoryLimit: 60 << 20 });
    assert.equal(found.rows, 1_000_000);
  }).timeout(300_000);

  it("stop when told", async () => {
    const signal = AbortSignal.timeout(300);
    await refuses(read("SELECT count(*) FROM range(100000000) a, range(100000) b", { signal }), "cancelled");
  });

  const wrong: [what: string, text: string, code: string, at: [number, number] | null, message?: RegExp][] = [
    ["bad syntax", "SELECT 'é',\n  FROM FROM x", "query-wrong", [2, 8], /syntax error/],
    ["an unknown column", "SELECT 'é🌡'::TEXT,\n  nosuch FROM 'people.jsonl'", "query-wrong", [2, 3], /"nosuch" not found/],
    [
      "an unknown column after a file",
      "SELECT 1 FROM 'people.jsonl' JOIN 'people.jsonl' b USING (id) WHERE b.é = 1",
      "query-wrong",
      [1, 69],
      /"é"/,
    ],
    ["a word as long as a page", `SELECT 1 ${"x".repeat(5000)} ${"y".repeat(5000)}`, "query-wrong", [1, 5011], /^.{1,400}$/],
    ["a value that is no number", "SELECT\nname::INT FROM 'people.jsonl'", "query-wrong", [2, 5], /'Ann'/],
    ["a file without quotes", "SELECT * FROM people.jsonl", "query-wrong", [1, 15], /not named in quotes/],
    ["a table that is none", "SELECT * FROM people", "query-wrong", [1, 15], /does not exist/],
    ["a file that is not there", "SELECT * FROM 'none.csv'", "data-file-missing", null],
    ["a file outside", "SELECT * FROM '../../secret.csv'", "query-file-outside", [1, 15]],
    ["a glob outside", "SELECT * FROM '../../*.csv'", "query-file-outside", [1, 15]],
    ["an absolute path outside", "SELECT * FROM '/etc/passwd'", "query-file-outside", [1, 15]],
    ["nothing", "-- later\n ;\n", "query-empty", null],
    ["no rows", "SELECT * FROM 'people.jsonl' WHERE id > 99", "query-no-rows", null],
    ["two statements", "SELECT 1;\nSELECT 2", "query-several-statements", [2, 1]],
    ["a write behind a query", "SELECT ';' -- ;\n; DROP TABLE data", "query-several-statements", [2, 3]],
    ...[
      "COPY (SELECT 1) TO 'x.csv'",
      "ATTACH 'x.duckdb'",
      "INSTALL httpfs",
      "LOAD httpfs",
      "SET memory_limit = '1TB'",
      "CREATE TABLE t AS SELECT 1",
      "INSERT INTO data SELECT 1",
      "EXPORT DATABASE 'x'",
      "PRAGMA database_list",
      "CALL pragma_version()",
    ].map((text): [string, string, string, [number, number]] => [text, `\n${text}`, "query-not-select", [2, 1]]),
    ...["read_text", "read_json", "read_blob", "parquet_metadata", "glob", "sniff_csv"].map(
      (name): [string, string, string, [number, number]] => [
        name,
        `SELECT * FROM ${name}('/etc/passwd')`,
        "query-function-refused",
        [1, 15],
      ],
    ),
    ["a file by way of query()", "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')", "query-wrong", null],
  ];
  for (const [what, text, code, at, message] of wrong) {
    it(`refuse ${what}`, async () => {
      const { facts } = await refuses(read(text), code);
      if (at) assert.deepEqual([facts.place?.line, facts.place?.column], at, facts.message);
      if (message) assert.match(facts.message, message);
    });
  }

  it("read nothing but the folder and their own directory", async () => {
    await refuses(read("SELECT * FROM '../sales.csv'", {}), "query-file-outside");
    assert.equal((await read("SELECT * FROM 'people.jsonl'", {})).rows, 2);
  });

  it("leave nothing but the database", async () => {
    assert.deepEqual(readdirSync(outer).sort(), ["secret.csv", "work"]);
    assert.ok(!existsSync(join(folder, "x.csv")) && !existsSync("x.csv") && !existsSync("x.duckdb"));
  });

  it("must be text, and a file", async () => {
    const file = join(queries, "latin.sql");
    writeFileSync(file, Buffer.from("SELECT 'é'", "latin1"));
    await refuses(ingest(file, { database: join(directory(), "d.duckdb") }), "query-unreadable");
    await refuses(ingest(join(queries, "none.sql"), { database: join(directory(), "d.duckdb") }), "data-file-missing");
  });
});

describe("the text of a query", () => {
  it("has its code apart from comments, texts and names", () => {
    const text = `SELECT ';' AS "a;b", E'\\';' /* ; */ -- ;\n, $$;$$, $x$;$x$ FROM t`;
    assert.equal(codeOf(text).length, text.length);
    assert.ok(!codeOf(text).includes(";"));
    assert.deepEqual(firstStatement(`${text} ; -- end\n;`), { query: `${text} `, second: null });
    assert.equal(firstStatement("SELECT 1; SELECT 2").second, 10);
  });

  it("names its connection in its first comments only", () => {
    assert.equal(connectionOf("-- sales\n\n--connection:  eu-1 \nSELECT 1"), "eu-1");
    assert.equal(connectionOf("SELECT 1\n-- connection: eu"), null);
    assert.equal(connectionOf("SELECT 'x'"), null);
  });

  it("gives back positions through edits", () => {
    const { text, original } = edited("a 'b' c 'd' e", [
      { at: 8, length: 3, text: "longer" },
      { at: 2, length: 3, text: "x" },
    ]);
    assert.equal(text, "a x c longer e");
    assert.deepEqual(
      [..."a x c longer e"]
        .map((_, i) => original(i))
        .filter((_, i) => "axcle".includes(text[i] as string) && (i === 0 || text[i - 1] === " ")),
      [0, 2, 6, 8, 12],
    );
    assert.deepEqual(lineColumn("ab\ncd", 4), { line: 2, column: 2 });
  });
});
