import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { groupKFold, groupStretches, kFold, stratifiedKFold } from "../../src/engine/train/cross-validate/assign.ts";
import { type FoldSettings, foldsOf, setAside } from "../../src/engine/train/cross-validate/folds.ts";
import { stratifiedGroupKFold } from "../../src/engine/train/cross-validate/stratified-group.ts";
import { timeSeriesSplit } from "../../src/engine/train/cross-validate/time.ts";
import { FIXTURES } from "../support/paths.ts";

interface Case {
  method: "k-fold" | "stratified" | "group" | "stratified-group";
  folds: number;
  rows: number;
  classes: number[];
  groups: number[];
  held: number[];
}

const { cases, times } = JSON.parse(readFileSync(join(FIXTURES, "train", "folds.json"), "utf8")) as {
  cases: Case[];
  times: { rows: number; folds: number; parts: { train: number[]; test: number[] }[] }[];
};

describe("folds against scikit-learn's", () => {
  for (const { method, folds, rows, classes, groups, held } of cases) {
    it(`${method}: ${rows} rows in ${folds}`, () => {
      const found = {
        "k-fold": () => kFold(rows, folds),
        stratified: () => stratifiedKFold(classes, folds),
        group: () => groupKFold(groups, folds),
        "stratified-group": () => stratifiedGroupKFold(classes, groups, folds),
      }[method]();
      assert.deepEqual([...found], held);
    });
  }

  for (const { rows, folds, parts } of times) {
    it(`time: ${rows} rows in ${folds}`, () => {
      const found = timeSeriesSplit(
        Float64Array.from({ length: rows }, (_, i) => 10 * i),
        folds,
      );
      assert.deepEqual(
        found.map(({ train, test }) => ({ train: [...train], test: [...test] })),
        parts,
      );
    });
  }
});

describe("folds", () => {
  const rows = fc.array(
    fc.record({ k: fc.integer({ min: 0, max: 2 }), group: fc.integer({ min: 0, max: 9 }), time: fc.integer({ min: 0, max: 30 }) }),
    {
      minLength: 24,
      maxLength: 80,
    },
  );
  const settings = fc.record({
    method: fc.constantFrom<FoldSettings["method"]>("k-fold", "stratified", "group", "stratified-group"),
    folds: fc.integer({ min: 2, max: 5 }),
    repeats: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  const ofRows = (list: { k: number; group: number; time: number }[]) => ({
    rows: list.length,
    classes: list.map(({ k }) => k),
    groups: list.map(({ group }) => group),
    times: Float64Array.from(list, ({ time }) => time),
  });

  it("hold each row out once in each repeat, and learn from all others", () => {
    fc.assert(
      fc.property(rows, settings, (list, setting) => {
        const parts = foldsOf(ofRows(list), setting);
        assert.equal(parts.length, setting.folds * setting.repeats);
        for (let repeat = 0; repeat < setting.repeats; repeat += 1) {
          const held = parts.slice(repeat * setting.folds, (repeat + 1) * setting.folds).flatMap(({ test }) => [...test]);
          assert.deepEqual(
            held.sort((a, b) => a - b),
            [...list.keys()],
          );
        }
        for (const { train, test } of parts)
          assert.deepEqual(
            [...train, ...test].sort((a, b) => a - b),
            [...list.keys()],
          );
        assert.deepEqual(foldsOf(ofRows(list), setting), parts);
      }),
    );
  });

  it("part no group, and spread each class to within a row", () => {
    fc.assert(
      fc.property(rows, settings, (list, setting) => {
        for (const { train, test } of foldsOf(ofRows(list), setting)) {
          const groupsOf = (part: Int32Array) => new Set([...part].map((row) => list[row]?.group));
          if (setting.method.endsWith("group")) for (const group of groupsOf(test)) assert.ok(!groupsOf(train).has(group));
          if (setting.method !== "stratified") continue;
          for (const k of [0, 1, 2]) {
            const all = list.filter((one) => one.k === k).length;
            const here = [...test].filter((row) => list[row]?.k === k).length;
            assert.ok(Math.abs(here - all / setting.folds) < 1, `${here} of ${all}`);
          }
        }
      }),
    );
  });

  it("differ from repeat to repeat and from seed to seed", () => {
    const of = { rows: 40 };
    const setting = { method: "k-fold" as const, folds: 4, repeats: 2, seed: 1 };
    const parts = foldsOf(of, setting);
    assert.notDeepEqual(parts[0], parts[4]);
    assert.notDeepEqual(foldsOf(of, { ...setting, seed: 2 })[0], parts[0]);
  });

  it("by time learn from the past alone, never part a time, and keep the gap", () => {
    const setting = fc.record({ folds: fc.integer({ min: 1, max: 4 }), gap: fc.integer({ min: 0, max: 5 }) });
    fc.assert(
      fc.property(rows, setting, (list, { folds, gap }) => {
        const { times: all } = ofRows(list);
        const timesOf = (part: Int32Array) => [...part].map((row) => all[row] as number);
        for (const { train, test } of timeSeriesSplit(all, folds, gap)) {
          const from = Math.min(...timesOf(test));
          for (const time of timesOf(train)) assert.ok(time < from && time <= from - gap);
        }
      }),
    );
  });

  it("set aside about the share that is asked for, in their own manner", () => {
    const list = Array.from({ length: 60 }, (_, i) => ({ k: i % 3, group: i % 10, time: i }));
    for (const method of ["k-fold", "stratified", "group", "stratified-group", "time"] as const) {
      const { train, test } = setAside(ofRows(list), { method, folds: 5, repeats: 3, seed: 1 }, 0.17);
      assert.equal(train.length + test.length, 60);
      assert.ok(test.length >= 6 && test.length <= 18, `${method}: ${test.length}`);
    }
    assert.deepEqual([...groupStretches([0, 1, 2, 3, 0], 2)], [0, 0, 1, 1, 0]);
  });
});
