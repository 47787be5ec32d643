import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import fc from "fast-check";
import { openSource } from "../../src/engine/data/read.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { type Experiment, experiment } from "../../src/protocol/experiment.schema.ts";
import { SPLITS } from "../../src/protocol/run.ts";
import { PENGUINS } from "../support/paths.ts";
import { directory, fileOf, plain, refuses } from "./support.ts";

type Part = Partial<Omit<Experiment, "split">> & { split?: Partial<Experiment["split"]> };

const prepare = (file: string, part: Part) => {
  const settings = experiment.parse({ data: basename(file), task: "multiclass", model: { algorithm: "mlp" }, ...part });
  return prepareSource({ experiment: settings, directory: dirname(file), tempDirectory: directory() });
};

/** Side of each data row, by its number; rows without one are absent. */
async function sides(file: string, part: Part): Promise<Map<number, string>> {
  const { source } = await prepare(file, part);
  const reader = await openSource(source);
  const found = new Map<number, string>();
  for (const split of SPLITS) for (const row of await reader.rowNumbers(split)) found.set(row, split);
  reader.close();
  return found;
}

describe("preparing a source", () => {
  it("splits the penguins by class and leaves a database that a worker can open", async () => {
    const { source, data, notes } = await prepare(PENGUINS, { target: "species", split: { method: "stratified" } });
    assert.ok(existsSync(source.database) && !existsSync(`${source.database}.wal`));
    assert.deepEqual([source.rows, data.rows, data.columns, data.path, notes], [344, 344, 7, PENGUINS, []]);
    const reader = await openSource(source);
    assert.deepEqual(reader.splits, data.splits);
    for (const split of SPLITS) {
      const share = split === "train" ? 0.7 : 0.15;
      const { species = [] } = plain(await reader.read({ columns: ["species"], split }));
      for (const [name, rows] of [
        ["Adelie", 152],
        ["Chinstrap", 68],
        ["Gentoo", 124],
      ] as const) {
        const count = species.filter((value) => value === name).length;
        assert.ok(Math.abs(count - rows * share) <= 2, `${name} in ${split}: ${count}`);
      }
      const numbers = [...(await reader.rowNumbers(split))];
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
      );
    }
    reader.close();
  });

  it("leaves out rows without a target, and says so", async () => {
    const { data, notes } = await prepare(PENGUINS, { target: "body_mass_g", task: "regression" });
    assert.equal(
      Object.values(data.splits ?? {}).reduce((a, b) => a + b),
      342,
    );
    assert.deepEqual(notes, ['2 rows without "body_mass_g" are left out.']);
  });

  it("says that infinities are read as missing, and reads them so", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 9 === 0 ? "inf" : i},${i % 2}`);
    const { source, notes } = await prepare(fileOf(`x,y\n${rows.join("\n")}\n`), { target: "y", task: "binary" });
    assert.deepEqual(notes, ['"x" holds 5 infinite values, read as missing.']);
    const reader = await openSource(source);
    assert.deepEqual(plain(await reader.read({ columns: ["x"], rows: [0, 3] })).x, [null, 1, 2]);
    reader.close();
  });

  it("explains a class with one row, and trains on it", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i === 33 ? "rare" : i % 2 ? "a" : "b"}`);
    const file = fileOf(`x,y\n${rows.join("\n")}\n`);
    const part: Part = { target: "y", split: { method: "stratified" } };
    assert.match((await prepare(file, part)).notes.join(" "), /class "rare" of "y" has one row/);
    assert.equal((await sides(file, part)).get(34), "train");
  });
});

describe("a split", () => {
  const classes = fc.array(fc.constantFrom("a", "b", "c", "d", ""), { minLength: 30, maxLength: 120 });
  const fileWith = (rows: readonly string[]) => fileOf(`x,y\n${rows.map((label, i) => `${i},${label}`).join("\n")}\n`);

  it("keeps every row's side when rows are appended, has each class in train, and each share to within a row a block", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(
      classes,
      classes,
      fc.constantFrom("random", "stratified"),
      fc.nat(1000),
      async (first, more, method, seed) => {
        fc.pre(new Set(first.filter(Boolean)).size > 1);
        const part: Part = { target: "y", split: { method, seed } };
        const before = await sides(fileWith(first), part);
        const after = await sides(fileWith([...first, ...more]), part);
        for (const [row, side] of before) assert.equal(after.get(row), side, `row ${row}`);
        assert.deepEqual(new Set(before.keys()), new Set(first.flatMap((label, i) => (label ? [i + 1] : []))));
        const groups = method === "random" ? [null] : [...new Set(first.filter(Boolean))];
        for (const group of groups) {
          const own = [...before].filter(([row]) => group === null || first[row - 1] === group).map(([, side]) => side);
          assert.ok(own.includes("train"));
          for (const side of ["validation", "test"]) {
            const count = own.filter((one) => one === side).length;
            assert.ok(Math.abs(count - own.length * 0.15) <= 2, `${side}: ${count} of ${own.length}`);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });

  it("is another by another seed, and the same by the same", async () => {
    const file = fileWith(Array.from({ length: 100 }, (_, i) => (i % 3 ? "a" : "b")));
    const by = (seed: number) => sides(file, { target: "y", split: { seed } });
    assert.deepEqual(await by(1), await by(1));
    assert.notDeepEqual(await by(1), await by(2));
  });

  const GOLDEN = ".vt........v.t";

  it("never changes between versions", async () => {
    const found = await sides(fileWith(Array.from({ length: 14 }, (_, i) => (i % 2 ? "a" : "b"))), { target: "y" });
    assert.equal(
      [...found]
        .sort(([a], [b]) => a - b)
        .map(([, side]) => ({ train: ".", validation: "v", test: "t" })[side])
        .join(""),
      GOLDEN,
    );
  });
});

describe("experiments that do not fit their data", () => {
  const numbered = (value: (i: number) => string | number) =>
    fileOf(`x,y\n${Array.from({ length: 30 }, (_, i) => `${i * i},${value(i)}`).join("\n")}\n`);
  const cases: [what: string, file: () => string, part: Part, code: string, text: RegExp][] = [
    ["a missing file", () => `${directory()}/none.csv`, { target: "y" }, "data-file-missing", /no file none.csv/],
    ["a target that is not there", () => PENGUINS, { target: "specie" }, "target-missing", /Did you mean species\?/],
    [
      "an excluded column that is not there",
      () => PENGUINS,
      { target: "species", exclude: ["sexx"] },
      "column-missing",
      /Did you mean sex/,
    ],
    ["a constant target", () => numbered(() => "same"), { target: "y" }, "target-unusable", /all its values are the same/],
    ["a constant number", () => numbered(() => 5), { target: "y", task: "regression" }, "target-unusable", /all its values are the same/],
    [
      "a target of other texts only",
      () => numbered((i) => `name ${i}`),
      { target: "y" },
      "target-unusable",
      /all its values are different/,
    ],
    ["a target without values", () => numbered(() => ""), { target: "y" }, "target-unusable", /all its values are missing/],
    [
      "a number target without values",
      () => numbered(() => ""),
      { target: "y", task: "regression" },
      "target-unusable",
      /all its values are missing/,
    ],
    ["regression on text", () => PENGUINS, { target: "species", task: "regression" }, "task-mismatch", /"multiclass"/],
    ["binary with three classes", () => PENGUINS, { target: "species", task: "binary" }, "task-mismatch", /two classes, and it has 3/],
    ["classes of a quantity", () => numbered((i) => i / 7), { target: "y" }, "target-unusable", /"regression"/],
    [
      "a date as classes",
      () => numbered((i) => `2020-01-0${1 + (i % 3)}`),
      { target: "y" },
      "target-unusable",
      /neither a class nor a number/,
    ],
    ["no features", () => numbered((i) => i % 2), { target: "y", task: "binary", exclude: ["x"] }, "no-features", /no column left/],
    ["too few rows", () => fileOf("x,y\n1,a\n2,b\n"), { target: "y" }, "too-few-rows", /2 rows with a target/],
  ];
  for (const [what, file, part, code, text] of cases) {
    it(what, async () => {
      const { facts } = await refuses(prepare(file(), part), code);
      assert.match(`${facts.message} ${facts.remedy}`, text);
      assert.equal(facts.kind, "input");
    });
  }
});

describe("reading a source", () => {
  const content = "n,flag,label,when,long,empty\n3,true,b,2020-01-01,,\n1,false,,2020-01-03,,\n,,ä,,,\n2,true,a,2020-01-02,,\n";
  const open = async () =>
    openSource((await prepare(fileOf(content), { target: "flag", task: "binary", split: { validation: 0.3, test: 0.3 } })).source);

  it("gives kinds, values with their own missing, and levels by code point", async () => {
    const reader = await open();
    assert.deepEqual(
      reader.columns.map(({ name, kind }) => [name, kind]),
      [
        ["n", "number"],
        ["flag", "number"],
        ["label", "category"],
        ["when", "date"],
        ["long", "category"],
        ["empty", "category"],
      ],
    );
    const frame = await reader.read({ columns: ["n", "flag", "label", "when", "empty"] });
    assert.deepEqual(plain(frame), {
      n: [3, 1, null, 2],
      flag: [1, 0, null, 1],
      label: ["b", null, "ä", "a"],
      when: [Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 3), null, Date.UTC(2020, 0, 2)],
      empty: [null, null, null, null],
    });
    assert.deepEqual(await reader.levels("label"), ["a", "b", "ä"]);
    assert.deepEqual(await reader.levels("flag"), ["false", "true"]);
    reader.close();
  });

  it("reads a column as another kind; what cannot be is missing", async () => {
    const reader = await open();
    const as = { n: "category", flag: "category", label: "number", when: "text" } as const;
    assert.deepEqual(plain(await reader.read({ columns: ["n", "flag", "label", "when"], as })), {
      n: ["3", "1", null, "2"],
      flag: ["true", "false", null, "true"],
      label: [null, null, null, null],
      when: ["2020-01-01", "2020-01-03", null, "2020-01-02"],
    });
    reader.close();
  });

  it("answers reads asked for at the same time, each with its own rows", async () => {
    const reader = await open();
    const asked = ["n", "flag", "label", "when", "n"].map((column) => reader.read({ columns: [column], rows: [1, 2] }));
    const found = await Promise.all(asked);
    assert.deepEqual(
      found.map((frame) => [frame.columns[0]?.name, frame.rows]),
      [
        ["n", 2],
        ["flag", 2],
        ["label", 2],
        ["when", 2],
        ["n", 2],
      ],
    );
    assert.deepEqual(plain(found[0] as (typeof found)[0]).n, [1, null]);
    await refuses(reader.read({ columns: ["labl"] }), "column-missing");
    assert.equal((await reader.read({ columns: ["n"], rows: [3, 9] })).rows, 1);
    assert.equal((await reader.read({ columns: ["n"], rows: [9, 9] })).rows, 0);
    reader.close();
  });
});
