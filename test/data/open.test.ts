import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compareData } from "../../src/engine/data/compare/compare.ts";
import { withData } from "../../src/engine/data/open/open.ts";
import type { OpenedData } from "../../src/engine/data/open/opened.ts";
import { SharedThings } from "../../src/engine/data/open/shared.ts";
import { openSource } from "../../src/engine/data/read.ts";
import { readPage } from "../../src/engine/data/rows/page.ts";
import { formatPointer } from "../../src/engine/store/lfs/pointer.ts";
import { git, makeWorkspace } from "../support/workspace.ts";
import { opening, rowsOf } from "./opening.ts";
import { directory, fileOf, refuses } from "./support.ts";

describe("opened data", () => {
  const { engine, open, page, folder } = opening();
  const databaseOf = (file: string) => open({ file }, async ({ facts }) => facts.ingested.database);

  it("are read once while the file stays as it is, and again when it has changed", async () => {
    const file = fileOf("a\n1\n");
    const first = await databaseOf(file);
    assert.equal(await databaseOf(file), first);
    assert.equal((await Promise.all([databaseOf(file), databaseOf(file)]))[1], first);
    writeFileSync(file, "a\n1\n2\n");
    assert.equal((await page({ file })).total, 2);
    assert.ok(!existsSync(dirname(first)), "what nobody needs is gone");
    const [before] = [await databaseOf(file)];
    utimesSync(file, 1, 1);
    assert.notEqual(await databaseOf(file), before);
  });

  it("are read once when many ask at the same time", async () => {
    const file = fileOf(`a\n${Array.from({ length: 5_000 }, (_, i) => i).join("\n")}\n`);
    const found = await Promise.all([1, 2, 3, 4].map(() => databaseOf(file)));
    assert.equal(new Set(found).size, 1);
  });

  it("give a sample without being read again, of which all is said that is said of the whole", async () => {
    const file = fileOf(`a\n${Array.from({ length: 500 }, (_, i) => i).join("\n")}\n`);
    const whole = await open({ file }, async ({ facts }) => facts);
    const drawn = await open({ file, sample: 20, seed: 3 }, async ({ facts }) => facts);
    assert.deepEqual(drawn, {
      ...whole,
      ingested: { ...whole.ingested, rows: 20, sampledFrom: 500, database: drawn.ingested.database },
    });
    assert.equal(await databaseOf(file), whole.ingested.database, "the whole is still open");
    assert.equal((await page({ file, sample: 900 })).total, 500, "a sample of more rows than there are is all of them");
    const [first, again, other] = await Promise.all([3, 3, 4].map(async (seed) => rowsOf(await page({ file, sample: 20, seed }))));
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  it("are others by other options of reading", async () => {
    const file = fileOf("a,b\n1,2\n3\n4,5\n");
    assert.equal((await page({ file })).total, 2);
    assert.equal((await page({ file, rejectedRows: "keep" })).total, 3);
    await refuses(page({ file, rejectedRows: "error" }), "data-rows-unfit");
    assert.equal((await page({ file })).total, 2);
  });

  it("of a glob are read again when a file comes", async () => {
    const place = directory();
    for (const name of ["a.csv", "b.csv"]) writeFileSync(join(place, name), `x\n${name === "a.csv" ? 1 : 2}\n`);
    const file = join(place, "*.csv");
    assert.deepEqual(rowsOf(await page({ file })), [[1], [2]]);
    const first = await databaseOf(file);
    assert.equal(await databaseOf(file), first);
    writeFileSync(join(place, "c.csv"), "x\n3\n");
    assert.equal((await page({ file })).total, 3);
  });

  it("of a query are read again when a file that it names has changed", async () => {
    const place = directory();
    const [data, query] = [join(place, "in.csv"), join(place, "twice.sql")];
    writeFileSync(data, "x\n1\n2\n");
    writeFileSync(query, "SELECT x * 2 AS y FROM 'in.csv'");
    assert.deepEqual(rowsOf(await page({ file: query })), [[2], [4]]);
    assert.equal(await databaseOf(query), await databaseOf(query));
    writeFileSync(data, "x\n5\n");
    assert.deepEqual(rowsOf(await page({ file: query })), [[10]]);
  });

  it("can be read by others at the same time, through the same instance", async () => {
    const file = fileOf("a,b\n1,x\n2,y\n");
    await open({ file }, async ({ facts }) => {
      const reader = await openSource({ database: facts.ingested.database, rows: 2 });
      const frame = await reader.read({ columns: ["a"] });
      assert.deepEqual([...(frame.columns[0]?.kind === "number" ? frame.columns[0].values : [])], [1, 2]);
      reader.close();
    });
  });

  it("that cannot be read leave nothing", async () => {
    const before = leftovers();
    await refuses(page({ file: join(folder, "none.csv") }), "data-file-missing");
    await refuses(page({ file: fileOf("") }), "data-file-empty");
    assert.deepEqual(leftovers(), before);
  });

  it("stop being read or sorted when asked to, and can be asked for again", async () => {
    const file = fileOf(`a,b\n${Array.from({ length: 200_000 }, (_, i) => `${(i * 7919) % 200_003},t${i}`).join("\n")}\n`);
    const early = new AbortController();
    const reading = page({ file }, early.signal);
    early.abort();
    await refuses(reading, "cancelled");
    await page({ file });
    const late = new AbortController();
    const sorting = page({ file, order: [{ column: "b" }] }, late.signal);
    setImmediate(() => late.abort());
    await refuses(sorting, "cancelled");
    assert.deepEqual((await page({ file, order: [{ column: "a", descending: true }], count: 2, columns: ["a"] })).numbers.length, 2);
  });

  it("are paged however long others take with theirs", async () => {
    const [slow, quick] = [fileOf("a\n1\n"), fileOf("a\n1\n2\n3\n")];
    await page({ file: quick });
    const ends = new AbortController();
    const busy = [1, 2, 3].map(() =>
      open({ file: slow }, async (opened) => {
        const database = await opened.connect(ends.signal);
        return database
          .one("SELECT sum(a.range * b.range) AS endless FROM range(10000000) AS a, range(10000000) AS b")
          .finally(() => database.close());
      }),
    );
    assert.deepEqual((await page({ file: quick, order: [{ column: "a", descending: true }] })).numbers, [3, 2, 1]);
    ends.abort();
    for (const one of busy) await refuses(one, "cancelled");
  });

  it("leave nothing when the engine ends", async () => {
    const before = leftovers();
    const other = new SharedThings<OpenedData>({ most: 9, bytes: 2 ** 30 });
    const file = fileOf("a\n1\n2\n");
    await withData({ ...engine, data: other }, folder, { file }, (opened) =>
      readPage(opened, { file, from: 0, count: 1, search: "2" }, {}),
    );
    assert.equal(leftovers().length, before.length + 1);
    await other.dispose();
    assert.deepEqual(leftovers(), before);
  });

  function leftovers(): string[] {
    const base = join(tmpdir(), `trainyard-${process.pid}`);
    return existsSync(base) ? readdirSync(base).filter((name) => name.startsWith("job-")) : [];
  }

  describe("of a revision", () => {
    it("are the file as git has it, also where it is gone or a large file's pointer", async () => {
      const { folder: root } = makeWorkspace({ name: "revisions" });
      const file = join(root, "data", "in.csv");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "x,t\n1,a\n2,b\n");
      git(root, "add", "-A");
      git(root, "commit", "-qm", "one");
      const bytes = Buffer.from("x,t\n7,lfs\n");
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      writeFileSync(file, formatPointer({ sha256, bytes: bytes.length }));
      git(root, "add", "-A");
      git(root, "commit", "-qm", "two");
      const objects = join(root, ".git", "lfs", "objects", sha256.slice(0, 2), sha256.slice(2, 4));
      mkdirSync(objects, { recursive: true });
      writeFileSync(join(objects, sha256), bytes);
      writeFileSync(file, "x,t\n1,a\n3,b\n");
      assert.deepEqual(rowsOf(await page({ file, revision: "HEAD~1" })), [
        [1, "a"],
        [2, "b"],
      ]);
      assert.deepEqual(rowsOf(await page({ file, revision: "HEAD" })), [[7, "lfs"]]);
      const { columns } = await compareData(engine, root, { before: { file, revision: "HEAD~1" }, after: { file } }, {});
      assert.deepEqual([columns[0]?.before?.mean, columns[0]?.after?.mean], [1.5, 2]);
      rmSync(file);
      assert.equal((await page({ file, revision: "HEAD~1" })).total, 2);
      await refuses(page({ file, revision: "nowhere" }), "revision-file-missing");
      await refuses(page({ file: join(root, "data", "other.csv"), revision: "HEAD" }), "revision-file-missing");
      await refuses(page({ file: join(root, "data", "*.csv"), revision: "HEAD" }), "revision-unfit");
    });
  });

  describe("of an experiment", () => {
    it("have splits, which are compared like files, and read the data once", async () => {
      const { folder: root } = makeWorkspace({ name: "splits" });
      const file = join(root, "data.csv");
      writeFileSync(file, `x,y\n${Array.from({ length: 200 }, (_, i) => `${i % 17},${i % 3 ? "a" : "b"}`).join("\n")}\n`);
      const experiment = join(root, "one.experiment.json");
      const text = (more: object) =>
        JSON.stringify({ data: "data.csv", target: "y", task: "binary", model: { algorithm: "mlp" }, ...more });
      writeFileSync(experiment, text({}));
      const total = await page({ file: experiment });
      const sizes = await Promise.all(
        (["train", "validation", "test"] as const).map(async (split) => (await page({ file: experiment, split })).matching),
      );
      assert.deepEqual([total.total, sizes.reduce((sum, size) => sum + size)], [200, 200]);
      assert.deepEqual(total.names, ["x", "y"]);
      const found = await compareData(
        engine,
        root,
        { before: { file: experiment, split: "train" }, after: { file: experiment, split: "test" } },
        {},
      );
      assert.deepEqual([found.before.rows, found.after.rows, found.before.total], [sizes[0], sizes[2], 200]);
      const first = await databaseOf(experiment);
      writeFileSync(experiment, text({ training: { epochs: 3 } }));
      assert.equal(await databaseOf(experiment), first, "another training needs no other split");
      writeFileSync(experiment, text({ split: { test: 0.3 } }));
      assert.ok(Math.abs((await page({ file: experiment, split: "test" })).matching - 60) <= 2);
    });
  });
});
