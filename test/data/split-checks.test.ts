import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { checkSplit } from "../../src/engine/data/split/check.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { SPLITS } from "../../src/protocol/run.ts";
import type { SplitCheck, SplitFact, SplitFactKind } from "../../src/protocol/split.ts";
import { PENGUINS } from "../support/paths.ts";
import { directory, fileOf } from "./support.ts";

const check = (file: string, settings: object): Promise<SplitCheck> => {
  const experiment: Experiment = schema.parse({
    data: basename(file),
    target: "y",
    task: "binary",
    model: { algorithm: "mlp" },
    ...settings,
  });
  return checkSplit({ experiment, directory: dirname(file), tempDirectory: directory() });
};

const csv = (names: string, rows: number, line: (i: number) => (string | number)[]) =>
  fileOf(`${names}\n${Array.from({ length: rows }, (_, i) => line(i).join(",")).join("\n")}\n`);

const of = ({ facts }: SplitCheck, kind: SplitFactKind): SplitFact | undefined => facts.find((fact) => fact.kind === kind);
/** Without a pattern, and another in each row. */
const noise = (i: number) => (Math.sin(i * 12.9898) * 43758.5453) % 1;

describe("checks of a split", () => {
  it("find nothing wrong with a good one, and count its rows and classes", async () => {
    const found = await check(
      csv("x,y", 1000, (i) => [noise(i), i % 2 ? "a" : "b"]),
      { split: { method: "stratified" } },
    );
    assert.deepEqual(found.facts, []);
    assert.deepEqual([found.method, found.leftOut, found.notes], ["stratified", 0, []]);
    assert.deepEqual(
      found.classes?.map(({ label, rows }) => [label, rows.train + rows.validation + rows.test]),
      [
        ["a", 500],
        ["b", 500],
      ],
    );
  });

  it("count the rows whose features an earlier split has, and show some", async () => {
    const file = csv("x,z,y", 600, (i) => [noise(i % 500), i % 500, i % 2 ? "a" : "b"]);
    const settings = { split: { method: "column", column: "s" } };
    const with_ = (side: (i: number) => string) =>
      check(
        csv("x,z,s,y", 600, (i) => [noise(i % 500), i % 500, side(i), i % 2 ? "a" : "b"]),
        settings,
      );
    const across = await with_((i) => (i < 400 ? "train" : i < 500 ? "validation" : "test"));
    const fact = of(across, "DUPLICATES_ACROSS_SPLITS");
    assert.deepEqual([fact?.rows, fact?.severity, fact?.examples[0]?.rows], [100, "warning", [1, 501]]);
    const within = await with_((i) => (i % 500 < 100 ? "train" : i < 300 ? "validation" : "test"));
    assert.equal(of(within, "DUPLICATES_ACROSS_SPLITS"), undefined);
    assert.ok((of(await check(file, {}), "DUPLICATES_ACROSS_SPLITS")?.rows ?? 0) > 0);
  });

  it("do not warn of duplicates where few features with few values make them", async () => {
    const file = csv("x,y", 400, (i) => [i % 5, i % 3 ? "a" : "b"]);
    assert.equal(of(await check(file, {}), "DUPLICATES_ACROSS_SPLITS")?.severity, "info");
  });

  it("name a column that looks like a group, be it excluded or not, until the split goes by it", async () => {
    const file = csv("patient_id,sample,x,y", 600, (i) => [`p${i % 60}`, `s-${i % 90}`, noise(i), i % 2 ? "a" : "b"]);
    const groups = ({ facts }: SplitCheck) =>
      facts.filter(({ kind }) => kind === "GROUPS_ACROSS_SPLITS").map(({ columns, severity }) => [...columns, severity]);
    assert.deepEqual(groups(await check(file, { exclude: ["patient_id"] })), [
      ["patient_id", "warning"],
      ["sample", "info"],
    ]);
    assert.deepEqual(groups(await check(file, { exclude: ["sample"], split: { method: "group", group: "patient_id" } })), [
      ["sample", "info"],
    ]);
    const fact = of(await check(file, {}), "GROUPS_ACROSS_SPLITS");
    assert.equal(fact?.examples[0]?.value, "p0");
    assert.equal(fact?.examples[0]?.rows.length, 2);
  });

  it("take no category, measure or unique identifier for a group", async () => {
    const file = csv("colour,size_no,name,age,y", 600, (i) => [`c${i % 6}`, i % 4, `n${i}`, 20 + (i % 60), i % 2 ? "a" : "b"]);
    assert.equal(of(await check(file, {}), "GROUPS_ACROSS_SPLITS"), undefined);
  });

  it("say when rows to validate on are older than what is learnt from: a warning where rows were logged in order", async () => {
    const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const logged = csv("when,x,y", 400, (i) => [day(i), noise(i), i % 2 ? "a" : "b"]);
    const fact = of(await check(logged, {}), "TIME_GOES_BACKWARDS");
    assert.equal(fact?.severity, "warning");
    assert.ok((fact?.rows ?? 0) > 100);
    const born = csv("born,x,y", 400, (i) => [day((i * 37) % 300), noise(i), i % 2 ? "a" : "b"]);
    assert.equal(of(await check(born, {}), "TIME_GOES_BACKWARDS")?.severity, "info");
    assert.equal(of(await check(logged, { split: { method: "time", column: "when" } }), "TIME_GOES_BACKWARDS"), undefined);
  });

  it("know a copy of the target, of classes and of numbers, and nothing else for one", async () => {
    const classes = csv("code,near,part,x,y", 300, (i) => [i % 3, i === 7 ? 2 : i % 3, i % 2, noise(i), "abc"[i % 3] as string]);
    assert.deepEqual(of(await check(classes, { task: "multiclass" }), "TARGET_COPY")?.columns, ["code"]);
    const numbers = csv("fahrenheit,near,y", 300, (i) => [noise(i) * 1.8 + 32, noise(i) + (i % 2) * 1e-3, noise(i)]);
    const found = await check(numbers, { task: "regression" });
    assert.deepEqual(
      found.facts.filter(({ kind }) => kind === "TARGET_COPY").map(({ columns }) => columns),
      [["fahrenheit"]],
    );
    assert.equal(found.classes, null);
  });

  it("name the classes that a split lacks", async () => {
    const file = csv("x,s,y", 300, (i) => [
      noise(i),
      ["train", "validation", "test"][i % 3] as string,
      i % 30 === 0 ? "rare" : i % 2 ? "a" : "b",
    ]);
    const { facts } = await check(file, { task: "multiclass", split: { method: "column", column: "s" } });
    const missing = facts.filter(({ kind }) => kind === "CLASS_MISSING");
    assert.deepEqual(
      missing.map(({ examples }) => examples.map(({ value }) => value)),
      [["rare"], ["rare"]],
    );
  });

  it("say that a split is too small to judge by", async () => {
    const found = (await check(PENGUINS, { target: "species", task: "multiclass" })).facts.filter(({ kind }) => kind === "SPLIT_TOO_SMALL");
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ["info", "info"],
    );
    const tiny = await check(
      csv("x,y", 60, (i) => [noise(i), i % 2 ? "a" : "b"]),
      {},
    );
    assert.equal(of(tiny, "SPLIT_TOO_SMALL")?.severity, "warning");
    assert.match(of(tiny, "SPLIT_TOO_SMALL")?.message ?? "", /8 rows: an accuracy of them is sure to within 34.6 points/);
  });

  it("put their warnings, and those alone, into a run's notes", async () => {
    const file = csv("patient_id,x,y", 600, (i) => [`p${i % 60}`, noise(i), i % 2 ? "a" : "b"]);
    const experiment = schema.parse({ data: basename(file), target: "y", task: "binary", model: { algorithm: "mlp" } });
    const notes = async (checked: boolean) =>
      (await prepareSource({ experiment, directory: dirname(file), tempDirectory: directory(), checked })).notes;
    assert.deepEqual(await notes(false), []);
    const [note, ...more] = await notes(true);
    assert.match(note ?? "", /^"patient_id" looks like a group, and \d+ of its 60 values lie in more than one split\. If/);
    assert.deepEqual(more, []);
  });

  it("measure how each column lies in each split, as computed by hand", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      x: (i * 37) % 101,
      c: "abc"[(i * i) % 3] as string,
      s: SIDES[(i * 7) % 5] as string,
    }));
    const file = csv("x,c,s,y", rows.length, (i) => [rows[i]?.x ?? 0, rows[i]?.c ?? "", rows[i]?.s ?? "", i % 2 ? "p" : "q"]);
    const { columns } = await check(file, { split: { method: "column", column: "s" } });
    assert.deepEqual(
      columns.map(({ name, test }) => [name, test]),
      [
        ["y", "chi-square"],
        ["x", "kolmogorov-smirnov"],
        ["c", "chi-square"],
      ],
    );
    for (const [at, split] of SPLITS.entries()) {
      const own = rows.filter(({ s }) => s === split);
      const below = (list: typeof rows, value: number) => list.filter(({ x }) => x <= value).length / list.length;
      const farthest = Math.max(...rows.map(({ x }) => Math.abs(below(own, x) - below(rows, x))));
      assertNear(columns.find(({ name }) => name === "x")?.splits[at]?.distance, farthest);
      const share = (list: typeof rows, level: string) => list.filter(({ c }) => c === level).length / list.length;
      const apart = ["a", "b", "c"].reduce((sum, level) => sum + Math.abs(share(own, level) - share(rows, level)), 0) / 2;
      assertNear(columns.find(({ name }) => name === "c")?.splits[at]?.distance, apart);
    }
  });

  it("warn of a column that lies otherwise in a split, but not where time may change it", async () => {
    const file = csv("t,x,s,y", 600, (i) => [
      i,
      noise(i) + (i > 500 ? 2 : 0),
      i > 500 ? "test" : i % 5 ? "train" : "validation",
      i % 2 ? "p" : "q",
    ]);
    const odd = ({ facts }: SplitCheck) =>
      facts.filter(({ kind }) => kind === "DISTRIBUTION_DIFFERS").map(({ columns, severity }) => [...columns, severity]);
    assert.deepEqual(odd(await check(file, { exclude: ["t"], split: { method: "column", column: "s" } })), [["x", "warning"]]);
    assert.deepEqual(odd(await check(file, { exclude: ["t", "s"], split: { method: "time", column: "t" } })), [["x", "info"]]);
    assert.deepEqual(odd(await check(file, { exclude: ["t", "s"] })), []);
  });
});

const SIDES = ["train", "validation", "train", "test", "train"];
const assertNear = (found: number | null | undefined, expected: number) =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < 1e-12, `${found}, ${expected}`);
