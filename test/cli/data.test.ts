import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Evaluation, PredictOutcome } from "../../src/protocol/evaluation.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import type { Run } from "../../src/protocol/run.ts";
import { trainyard } from "../support/cli.ts";
import { PENGUINS } from "../support/paths.ts";
import { type PostgresServer, postgresOrSkip } from "../support/postgres.ts";
import { tempDir } from "../support/temp.ts";
import { git, makeWorkspace } from "../support/workspace.ts";

const PASSWORD = "hushhush-4711";
const [header = "", ...rows] = readFileSync(PENGUINS, "utf8").trim().split("\n");
const part = (from: number, to: number) => `${[header, ...rows.slice(from, to)].join("\n")}\n`;

const objects = rows.map((row) => {
  const values = row.split(",");
  return Object.fromEntries(
    header.split(",").map((name, i) => [name, values[i] === "" ? null : Number.isNaN(Number(values[i])) ? values[i] : Number(values[i])]),
  );
});

/** What can name data: its files in the folder, and how it is called. */
const KINDS: [what: string, named: string, files: Record<string, string | Buffer>][] = [
  ["a glob", "parts/p-*.csv", { "parts/p-1.csv": part(0, 200), "parts/p-2.csv": part(200, rows.length) }],
  ["compressed JSON Lines", "p.jsonl.gz", { "p.jsonl.gz": gzipSync(objects.map((object) => JSON.stringify(object)).join("\n")) }],
  ["a query over files", "queries/p.sql", { "queries/p.sql": "SELECT * FROM '../penguins.csv' ORDER BY ALL" }],
];

/** As a user goes: look, draft, train, evaluate again, and on named rows, predict. */
async function lifeCycle(folder: string, named: string, env: Record<string, string> = {}): Promise<{ run: Run; told: string }> {
  let told = "";
  const run = async <T>(...args: string[]) => {
    const result = await trainyard(folder, [...args, "--json"], env);
    told += result.stdout + result.stderr;
    assert.equal(result.code, 0, result.stderr);
    return result.json<T>();
  };
  const profile = await run<Profile>("profile", named, "--target", "species");
  assert.deepEqual([profile.rows, profile.columns.length], [344, 7]);
  const { file } = await run<{ file: string }>("init", named, "--target", "species", "--algorithm", "linear");
  const trained = await run<{ run: string; status: string; metrics: { test: { accuracy: number } } }>("train", file);
  assert.equal(trained.status, "FINISHED");
  const evaluation = await run<Evaluation>("evaluate", trained.run);
  assert.equal(evaluation.metrics.accuracy, trained.metrics.test.accuracy);
  assert.equal((await run<Evaluation>("evaluate", trained.run, "--data", named)).rows, 344);
  const { rows: written } = await run<PredictOutcome>("predict", trained.run, "--data", named, "--out", "predictions.csv");
  assert.equal(written, 344);
  return { run: await run<Run>("runs", "show", trained.run), told };
}

describe("whatever names data", function () {
  this.timeout(300_000);

  for (const [what, named, files] of KINDS) {
    it(`${what} is profiled, trained on, evaluated and predicted for`, async () => {
      const { folder } = makeWorkspace();
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      const { run } = await lifeCycle(folder, named);
      assert.equal(run.data?.path, named);
      const several = run.data?.files?.map(({ path }) => path);
      if (named.includes("*")) assert.deepEqual(several, ["parts/p-1.csv", "parts/p-2.csv"]);
      else if (named.endsWith(".sql")) assert.deepEqual(several, ["queries/p.sql", "penguins.csv"]);
      else assert.equal(several, undefined);
      if (!named.includes("*")) return;
      writeFileSync(join(folder, "parts", "p-3.csv"), part(0, 10));
      const { code, stderr } = await trainyard(folder, ["evaluate", run.id]);
      assert.deepEqual([code, /no longer holds what/.test(stderr)], [2, true], stderr);
    });
  }

  it("rejected rows are dropped, kept or refused as told, and a run says so", async () => {
    const { folder } = makeWorkspace();
    writeFileSync(join(folder, "ragged.csv"), part(0, 344).replace("\n", "\nAdelie,Torgersen\n"));
    const profile = async (how: string) => trainyard(folder, ["profile", "ragged.csv", "--json", "--rejected", how]);
    assert.equal((await profile("drop")).json<Profile>().rows, 344);
    assert.equal((await profile("keep")).json<Profile>().rows, 345);
    const refused = await profile("error");
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /ragged.csv:2: .*line 2: too few values/);
    assert.equal((await profile("perhaps")).code, 2);
    const { code, stderr } = await trainyard(folder, ["init", "ragged.csv", "--target", "species", "--rejected", "keep"]);
    assert.equal(code, 0, stderr);
    const file = join(folder, "ragged.experiment.json");
    const text = readFileSync(file, "utf8");
    assert.match(text, /"rejectedRows": "keep"/);
    writeFileSync(file, text.replace('"epochs": 100', '"epochs": 1'));
    const trained = await trainyard(folder, ["train", basename(file), "--json"]);
    assert.equal(trained.code, 0, trained.stderr);
    const run = (await trainyard(folder, ["runs", "show", trained.json<{ run: string }>().run, "--json"])).json<Run>();
    assert.deepEqual([run.data?.rows, run.data?.rejected?.count, run.data?.rejected?.first[0]?.line], [345, 1, 2]);
  });
});

describe("a query in PostgreSQL, from the command line", function () {
  this.timeout(300_000);
  let server: PostgresServer;

  before(async function () {
    server = await postgresOrSkip(this, PASSWORD);
    const columns = header.split(",").map((name, i) => `${name} ${/^\d/.test(rows[0]?.split(",")[i] ?? "") ? "numeric" : "text"}`);
    const value = (text: string) => (text === "" ? "NULL" : `'${text}'`);
    await server.run(`CREATE TABLE penguins (id serial, ${columns.join(", ")})`);
    await server.run(`INSERT INTO penguins (${header}) VALUES ${rows.map((row) => `(${row.split(",").map(value).join(",")})`).join(",")}`);
  });
  after(() => server?.stop());

  it("is profiled, trained on, evaluated and predicted for, and its password is nowhere", async () => {
    const { folder } = makeWorkspace();
    const temporary = tempDir();
    writeFileSync(join(folder, "p.sql"), `-- connection: birds\nSELECT ${header} FROM penguins ORDER BY id\n`);
    const env = { TRAINYARD_CONNECTION_BIRDS: server.url(), TMPDIR: temporary };
    const { run, told } = await lifeCycle(folder, "p.sql", env);
    assert.equal(run.data?.path, "p.sql");
    const wrong = await trainyard(folder, ["profile", "p.sql"], { ...env, TRAINYARD_CONNECTION_BIRDS: server.url({ database: "none" }) });
    const missing = await trainyard(folder, ["profile", "p.sql"], { ...env, TRAINYARD_CONNECTION_BIRDS: "" });
    assert.deepEqual([wrong.code, missing.code], [2, 2]);
    assert.match(missing.stderr, /TRAINYARD_CONNECTION_BIRDS/);
    for (const [where, text] of [
      ["what was printed", told + wrong.stdout + wrong.stderr + missing.stdout + missing.stderr],
      ["git", execFileSync("git", ["cat-file", "--batch-all-objects", "--batch"], { cwd: folder, encoding: "latin1", maxBuffer: 1 << 28 })],
      ["git's refs", git(folder, "for-each-ref", "--format=%(contents)")],
      ...filesIn(folder),
      ...filesIn(temporary),
    ] as [string, string][])
      assert.ok(!text.includes(PASSWORD), where);
  });

  it("is not evaluated on rows that have changed", async () => {
    const { folder } = makeWorkspace();
    writeFileSync(join(folder, "p.sql"), `-- connection: birds\nSELECT ${header} FROM penguins ORDER BY id\n`);
    const env = { TRAINYARD_CONNECTION_BIRDS: server.url() };
    const { run } = await lifeCycle(folder, "p.sql", env);
    await server.run("UPDATE penguins SET island = 'Elsewhere' WHERE id = 7");
    const { code, stderr } = await trainyard(folder, ["evaluate", run.id], env);
    assert.deepEqual([code, /no longer holds what/.test(stderr)], [2, true], stderr);
  });
});

function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, "latin1")]);
}
