import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { type Cell, type Frame, fromDataFrame, toDataFrame } from "../../src/sdk/data-frame.ts";
import { dataset } from "../../src/sdk/dataset.ts";
import { folder, runScriptIn } from "../script/run-script.ts";
import { DIST, PENGUINS, ROOT } from "../support/paths.ts";

const EXAMPLES = join(ROOT, "examples");

const KINDS = {
  number: fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.maxSafeInteger()),
  whole: fc.integer(),
  boolean: fc.boolean(),
  text: fc.string(),
  category: fc.constantFrom("red", "green", "é", "", "NaN", "null"),
  date: fc.date({ noInvalidDate: true }),
  big: fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
  mixed: fc.oneof(fc.integer(), fc.string(), fc.boolean()),
} satisfies Record<string, fc.Arbitrary<Cell>>;
type Kind = keyof typeof KINDS;

const MISSING = fc.constantFrom(null, undefined, Number.NaN);

/** Columns of one kind each, some of their cells missing in one way or another. */
const columns = fc.integer({ min: 0, max: 12 }).chain((rows) =>
  fc.uniqueArray(
    fc.constantFrom<Kind>(...(Object.keys(KINDS) as Kind[])).chain((kind) => {
      const cell = fc.oneof({ weight: 4, arbitrary: KINDS[kind] as fc.Arbitrary<Cell> }, { weight: 1, arbitrary: MISSING });
      return fc.record({
        name: fc.string({ maxLength: 5 }).map((name) => `${kind} ${name}`),
        cells: fc.array(cell, { minLength: rows, maxLength: rows }),
      });
    }),
    { minLength: 1, maxLength: 5, selector: ({ name }) => name },
  ),
);

const rowsOf = (list: readonly { name: string; cells: (Cell | undefined)[] }[]) =>
  Array.from({ length: list[0]?.cells.length ?? 0 }, (_, i) => Object.fromEntries(list.map(({ name, cells }) => [name, cells[i]])));
const known = (cell: Cell | undefined) => (cell === undefined || Number.isNaN(cell) ? null : cell);

describe("sdk: data frames of danfojs-node", () => {
  it("give back every value and every missing one: numbers, big integers, truth values, text, categories, dates", () => {
    fc.assert(
      fc.property(columns, (list) => {
        const rows = rowsOf(list);
        const names = list.map(({ name }) => name);
        fc.pre(rows.length > 0);
        const back = fromDataFrame(toDataFrame(rows));
        assert.deepEqual(back.names, names);
        assert.deepEqual(
          back.rows,
          rows.map((row) => Object.fromEntries(names.map((name) => [name, known(row[name])]))),
        );
        for (const { name, cells } of list) assert.deepEqual(back.column(name), cells.map(known));
      }),
      { numRuns: 200 },
    );
  });

  it("are danfojs's own, with types that a late text or a gap cannot spoil", () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      late: i === 199 ? "x" : i,
      gap: i ? i / 2 : null,
      n: i,
      ok: i > 3,
      at: new Date(i),
    }));
    const frame = toDataFrame<DataFrame>(rows);
    assert.ok(frame instanceof DataFrame);
    assert.deepEqual(frame.shape, [200, 5]);
    assert.deepEqual(frame.dtypes, ["string", "float32", "int32", "boolean", "datetime"]);
    assert.equal(frame.gap.mean(), 50);
    assert.deepEqual(frame.groupby(["ok"]).col(["n"]).count().values, [
      [false, 4],
      [true, 196],
    ]);
  });

  it("keep the columns of a table without rows, and a column that is missing throughout", () => {
    const empty = fromDataFrame(toDataFrame({ rows: 0, columns: [{ kind: "text", name: "a", values: [] }] }));
    assert.deepEqual([empty.names, empty.rows], [["a"], []]);
    assert.deepEqual(fromDataFrame(toDataFrame([{ a: null }, { a: undefined }])).column("a"), [null, null]);
  });

  it("are made of a prepared frame's columns too", () => {
    const frame: Frame = {
      rows: 2,
      columns: [
        { kind: "number", name: "n", values: Float64Array.of(1.5, Number.NaN) },
        { kind: "category", name: "c", codes: Int32Array.of(-1, 1), levels: ["a", "b"] },
        { kind: "date", name: "d", values: Float64Array.of(0, Number.NaN) },
        { kind: "text", name: "t", values: ["x", null] },
      ],
    };
    assert.deepEqual(fromDataFrame(toDataFrame(frame)).rows, [
      { n: 1.5, c: null, d: new Date(0), t: "x" },
      { n: null, c: "b", d: null, t: null },
    ]);
  });

  it("give back a table whose columns are called as a frame's members are", () => {
    const rows = [{ values: 1, columns: "x", shape: true, index: 4, size: null, constructor: 2 }];
    assert.deepEqual(fromDataFrame(toDataFrame(rows)).rows, rows);
  });

  it("the penguins: danfojs's figures from Trainyard's reading", () => {
    const penguins = dataset(PENGUINS);
    const frame = toDataFrame<DataFrame>(penguins);
    assert.deepEqual(frame.shape, [344, 7]);
    assert.ok(Math.abs(frame.body_mass_g.mean() - 4201.754385964912) < 1e-9);
    assert.deepEqual(fromDataFrame(frame).rows, penguins.rows);
  });

  it("anything else is refused", () => {
    assert.throws(() => fromDataFrame({}), /needs a DataFrame of danfojs-node/);
  });
});

const SCRIPT = `
import { dataset, fromDataFrame, toDataFrame } from "trainyard";
const frame = toDataFrame(dataset("data.csv"));
console.log(frame.shape.join(), fromDataFrame(frame).column("x").join());
`;

describe("sdk: data frames in a script", function () {
  this.timeout(300_000);

  it("the example groups, sums and trains with them", async () => {
    const script = join("script", "penguin-frames.ts");
    const files = { [script]: readFileSync(join(EXAMPLES, script), "utf8"), "penguins/penguins.csv": readFileSync(PENGUINS, "utf8") };
    const directory = folder(files);
    symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
    const ran = await runScriptIn(directory, script);
    assert.equal(ran.error, undefined);
    assert.match(ran.stdout, /^333 of 344 penguins were measured in full\.\n/);
    assert.match(ran.stdout, /Gentoo/);
    assert.ok(ran.metrics.filter(({ key }) => key === "val_loss").length === 30);
  });

  it("come from the script's own danfojs-node, and none is bundled", () => {
    const directory = folder({ "data.csv": "x,y\n1,2\n3,\n", "a.mjs": SCRIPT });
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(ROOT, join(directory, "node_modules", "trainyard"));
    symlinkSync(join(ROOT, "node_modules", "danfojs-node"), join(directory, "node_modules", "danfojs-node"));
    const { stdout, stderr } = spawnSync(process.execPath, ["a.mjs"], { cwd: directory, encoding: "utf8" });
    assert.equal(stderr, "");
    assert.equal(stdout, "2,2 1,3\n");
    for (const bundle of ["sdk.cjs", "engine.cjs", "worker.cjs", "host.cjs"])
      assert.doesNotMatch(readFileSync(join(DIST, bundle), "utf8"), /danfojs-base|NDframe/, bundle);
  });
});
