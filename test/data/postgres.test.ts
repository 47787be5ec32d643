import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Database } from "../../src/engine/data/database.ts";
import { type IngestOptions, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { checkConnection } from "../../src/engine/data/postgres/check.ts";
import { holdConnections } from "../../src/engine/data/postgres/held.ts";
import { collectGarbage } from "../support/memory.ts";
import { type PostgresServer, postgresOrSkip } from "../support/postgres.ts";
import { until } from "../support/wait.ts";
import { directory, refuses } from "./support.ts";

const PASSWORD = "sécret 'pw@1%/?#";

describe("queries in PostgreSQL", function () {
  this.timeout(300_000);
  const place = directory();
  let server: PostgresServer;

  before(async function () {
    server = await postgresOrSkip(this, PASSWORD);
    await server.run("CREATE DATABASE tlsonly");
    await server.run("CREATE TABLE secret (x int); CREATE ROLE guest LOGIN PASSWORD 'guest'");
  });
  after(() => server?.stop());
  beforeEach(() => holdConnections({ db: server.url() }));
  afterEach(() => holdConnections({}));

  function read(text: string, options: Partial<IngestOptions> = {}, connection = "db") {
    const file = join(place, `q${readdirSync(place).length}.sql`);
    writeFileSync(file, `-- connection: ${connection}\n${text}`);
    return ingest(file, { database: join(directory(), "data.duckdb"), ...options });
  }

  async function table(text: string) {
    const found = await read(text);
    const database = await Database.open(found.database, { readOnly: true });
    const values = found.columns.map(({ name }) => `"${name}"::VARCHAR AS "${name}"`).join(", ");
    const rows = await database.all(`SELECT ${values} FROM data ORDER BY __row`);
    database.close();
    return { found, rows, storage: Object.fromEntries(found.columns.map((column) => [column.name, column.storage])) };
  }

  const TYPES: [sql: string, storage: string, value: string | null][] = [
    ["9007199254740993::int8", "BIGINT", "9007199254740993"],
    ["'-32768'::int2", "SMALLINT", "-32768"],
    ["42", "INTEGER", "42"],
    ["0.1::float8", "DOUBLE", "0.1"],
    ["1.1::float4", "DOUBLE", "1.1"],
    ["'NaN'::float8", "DOUBLE", null],
    ["'-Infinity'::float8", "DOUBLE", "-inf"],
    ["12345678.90::numeric(10,2)", "DECIMAL(10,2)", "12345678.90"],
    ["12345678901234567890123456789012345678::numeric(38,0)", "DECIMAL(38,0)", "12345678901234567890123456789012345678"],
    ["'NaN'::numeric(10,2)", "DECIMAL(10,2)", null],
    ["2.5::numeric", "DOUBLE", "2.5"],
    ["'Infinity'::numeric", "DOUBLE", "inf"],
    ["1e-5::numeric(3,5)", "DOUBLE", "1e-05"],
    ["true", "BOOLEAN", "true"],
    ["false", "BOOLEAN", "false"],
    ["date '2020-02-29'", "DATE", "2020-02-29"],
    ["timestamp '2020-01-02 03:04:05.123456'", "TIMESTAMP", "2020-01-02 03:04:05.123456"],
    ["timestamptz '2020-01-02 03:04:05+05:30'", "TIMESTAMP", "2020-01-01 21:34:05"],
    ["date 'infinity'", "DATE", null],
    ["timestamp '0044-03-15 BC'", "TIMESTAMP", null],
    ["'a \"q\", b' || E'\\nline\\ttab\\\\é🌡'", "VARCHAR", 'a "q", b\nline\ttab\\é🌡'],
    ["'NA'::text", "VARCHAR", null],
    ["''::text", "VARCHAR", null],
    ["'x  '::char(4)", "VARCHAR", "x"],
    ["'6ecd8c99-4036-403d-bf84-cf8400f67836'::uuid", "VARCHAR", "6ecd8c99-4036-403d-bf84-cf8400f67836"],
    [`'{"a": [1, 2]}'::jsonb`, "VARCHAR", '{"a": [1, 2]}'],
    [`'{"a":null}'::json`, "VARCHAR", '{"a":null}'],
    ["ARRAY[1, NULL, 3]", "VARCHAR", "[1,null,3]"],
    [`ARRAY['x,y', 'z"w']`, "VARCHAR", '["x,y","z\\"w"]'],
    ["ROW(1, 'k')", "VARCHAR", '{"f1":1,"f2":"k"}'],
    ["1234.5::money", "DOUBLE", "1234.5"],
    ["time '12:34:56'", "VARCHAR", "12:34:56"],
    ["interval '1 day 02:00'", "VARCHAR", "P1DT2H"],
    ["'\\xdead'::bytea", "VARCHAR", "\\xdead"],
    ["inet '10.0.0.1'", "VARCHAR", "10.0.0.1"],
    ["NULL::int", "INTEGER", null],
    ["NULL", "VARCHAR", null],
  ];

  it("give each type as what it is, and NULL as missing", async () => {
    const { rows, storage } = await table(`SELECT ${TYPES.map(([sql], i) => `${sql} AS c${i}`).join(",\n ")}`);
    for (const [i, [sql, type, value]] of TYPES.entries())
      assert.deepEqual([sql, storage[`c${i}`], rows[0]?.[`c${i}`]], [sql, type, value]);
  });

  it("keep the order, names and number of rows; the same data has the same hash", async () => {
    const text = `SELECT i AS "Some Name", i AS "Some Name", i % 7 = 0 AS "7" FROM generate_series(1, 20000) AS t(i) ORDER BY i DESC`;
    const { found, rows } = await table(text);
    assert.deepEqual(
      found.columns.map(({ name }) => name),
      ["Some Name", "Some Name_2", "7"],
    );
    assert.deepEqual([rows.length, rows[0]?.["Some Name"], rows.at(-1)?.["Some Name"]], [20_000, "20000", "1"]);
    assert.equal((await read(text)).sha256, found.sha256);
    assert.notEqual((await read(text.replace("20000", "20001"))).sha256, found.sha256);
  });

  it("say when nothing fixes the order, and which dates are missing", async () => {
    const { notes } = await read("SELECT 1 AS x, date 'infinity' AS d");
    assert.match(notes.join(" "), /no ORDER BY.*/);
    assert.match(notes.join(" "), /"d": 1 date/);
    assert.doesNotMatch((await read("SELECT 1 AS x ORDER BY x")).notes.join(" "), /ORDER BY/);
  });

  it("read long values with line ends in them", async () => {
    const { rows } = await table("SELECT repeat(E'x\"\n', 1500000) AS big, 1 AS one UNION ALL SELECT 'y', 2 ORDER BY one");
    assert.equal(rows[0]?.big, 'x"\n'.repeat(1_500_000));
    assert.deepEqual([rows[1]?.big, rows.length], ["y", 2]);
  });

  it("stream: memory does not grow with the rows, and progress is told", async () => {
    const text = "SELECT i, repeat(md5(i::text), 20) AS t FROM generate_series(1, 120000) AS t(i) ORDER BY i";
    const fractions: number[] = [];
    const held = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    collectGarbage();
    const before = held();
    let most = 0;
    await read(text, {
      memoryLimit: 256 << 20,
      progress: (fraction) => {
        fractions.push(fraction);
        if (held() - before > 60e6) collectGarbage();
        most = Math.max(most, held());
      },
    });
    assert.ok(most - before < 60e6, `${(most - before) / 1e6} MB for 80 MB of rows`);
    assert.ok(fractions.length > 10 && fractions.every((fraction, i) => i === 0 || fraction >= (fractions[i - 1] as number)));
  });

  it("change nothing: only queries are run, in a transaction that reads", async () => {
    for (const text of [
      "DELETE FROM secret",
      "COPY secret TO PROGRAM 'touch /tmp/x'",
      "SET ROLE guest",
      "CREATE TABLE t (x int)",
      "DO $$ BEGIN END $$",
    ])
      await refuses(read(text), "query-not-select");
    for (const text of ["SELECT 1; DROP TABLE secret", "SELECT 1) AS q; DROP TABLE secret; --", "SELECT 1; COMMIT; DROP TABLE secret"])
      await refuses(read(text), "query-several-statements");
    await refuses(read("WITH x AS (INSERT INTO secret VALUES (1) RETURNING x) SELECT * FROM x"), "query-wrong");
    await server.run("CREATE SEQUENCE s; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'INSERT INTO secret VALUES (1) RETURNING x'");
    for (const text of ["SELECT nextval('s')", "SELECT f()"]) await refuses(read(text), "query-not-select");
    await server.run("SELECT 1 / (count(*) = 0)::int FROM secret");
  });

  it("name the place of what is wrong", async () => {
    const at = async (text: string, code = "query-wrong") => {
      const { facts } = await refuses(read(text), code);
      return [facts.place?.line, facts.place?.column];
    };
    assert.deepEqual(await at("SELECT 'é🌡',\n   nosuch FROM secret"), [3, 4]);
    assert.deepEqual(await at("SELECT 1\nFROM nosuch"), [3, 6]);
    assert.deepEqual(await at("SELECT FROM WHERE"), [2, 13]);
    assert.deepEqual(await at("SELECT x, count(*) FROM secret"), [2, 8]);
    assert.deepEqual(await at("SELECT 1 / i AS q FROM generate_series(0, 1) AS t(i)"), [undefined, undefined]);
    await refuses(read("SELECT 1 WHERE false"), "query-no-rows");
  });

  it("say what keeps them from the server", async () => {
    const refusedBy = async (url: string, code: string) => {
      holdConnections({ db: url });
      const { facts, cause } = await refuses(read("SELECT 1 AS x"), code);
      const told = `${JSON.stringify(facts)} ${String(cause)} ${JSON.stringify(cause)}`;
      assert.ok(!told.includes(PASSWORD) && !told.includes("wrong one") && !told.includes("postgresql://owner"), told);
      return facts.message;
    };
    await refusedBy(server.url({ password: "wrong one" }), "database-login-refused");
    await refusedBy(server.url({ user: "nobody" }), "database-login-refused");
    await refusedBy(server.url({ database: "none" }), "database-unknown");
    await refusedBy("postgresql://owner:wrong%20one@127.0.0.1:1/x", "database-unreachable");
    await refusedBy("mysql://owner:wrong%20one@127.0.0.1/x", "connection-url-wrong");
    await refusedBy("wrong one", "connection-url-wrong");
    await refusedBy("postgresql://owner:100%@127.0.0.1/x", "connection-url-wrong");
    await refusedBy(server.url({ password: "" }), "database-login-refused");
    await refusedBy(server.url({ query: "?sslmode=what" }), "connection-url-wrong");
    await refusedBy(server.url({ query: "?sslmode=verify-full" }), "database-certificate");
    await refusedBy(server.url({ database: "tlsonly" }), "database-wants-tls");
    holdConnections({ db: server.url({ database: "tlsonly", query: "?sslmode=require" }) });
    assert.equal((await read("SELECT 1 AS x")).rows, 1);
    holdConnections({ db: server.url({ user: "guest", password: "guest" }) });
    await refuses(read("SELECT * FROM secret"), "query-denied");
    holdConnections({});
    assert.match((await refuses(read("SELECT 1 AS x", {}, "eu-1"), "connection-missing")).facts.remedy, /TRAINYARD_CONNECTION_EU_1/);
  });

  it("take the URL from the environment too", async () => {
    process.env.TRAINYARD_CONNECTION_FROM_ENV = server.url();
    try {
      assert.equal((await read("SELECT 1 AS x", {}, "from-env")).rows, 1);
    } finally {
      delete process.env.TRAINYARD_CONNECTION_FROM_ENV;
    }
  });

  it("are cancelled in the server", async () => {
    const client = new pg.Client({ connectionString: server.url() });
    await client.connect();
    const running = async (what: string) =>
      (
        await client.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'trainyard' AND state = 'active' AND query LIKE $1", [
          `%${what}%`,
        ])
      ).rowCount ?? 0;
    try {
      for (const what of ["pg_sleep(60)", "generate_series(1, 100000000)"]) {
        const controller = new AbortController();
        const work = refuses(
          read(what.startsWith("pg") ? `SELECT ${what}` : `SELECT repeat('x', 500) FROM ${what}`, { signal: controller.signal }),
          "cancelled",
        );
        await until(async () => (await running(what)) > 0);
        controller.abort();
        await work;
        await until(async () => (await running(what)) === 0);
      }
    } finally {
      await client.end();
    }
    await refuses(read("SELECT 1 AS x", { signal: AbortSignal.abort() }), "cancelled");
  });

  it("survive a server that goes away", async () => {
    const work = refuses(read("SELECT pg_sleep(60)"), "database-connection-lost");
    await until(async () => {
      const client = new pg.Client({ connectionString: server.url() });
      await client.connect();
      const { rowCount } = await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'trainyard' AND query LIKE '%pg_sleep%'",
      );
      await client.end();
      return (rowCount ?? 0) > 0;
    });
    await work;
  });

  it("are checked by logging in", async () => {
    assert.match((await checkConnection("db", server.url())).server, /^PostgreSQL \d+/);
    await refuses(checkConnection("db", server.url({ password: "wrong one" })), "database-login-refused");
  });

  it("leave no password in any file", async () => {
    const base = directory();
    mkdirSync(join(base, "work"));
    const file = join(place, "kept.sql");
    writeFileSync(file, "-- connection: db\nSELECT 1 AS x");
    await ingest(file, { database: join(base, "work", "data.duckdb") });
    for (const name of readdirSync(base, { recursive: true, withFileTypes: true }))
      if (name.isFile()) assert.ok(!readFileSync(join(name.parentPath, name.name)).includes(PASSWORD), name.name);
  });
});
