import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SPLITS } from "../../src/protocol/run.ts";
import { FIXTURES } from "../support/paths.ts";
import { splitRows } from "./split-support.ts";

const { labels, stratified, groups, groupsInTest, groupsInAll, time } = JSON.parse(
  readFileSync(join(FIXTURES, "data", "split.json"), "utf8"),
) as {
  labels: string[];
  stratified: Record<string, Record<string, number>>;
  groups: number[];
  groupsInTest: number;
  groupsInAll: number;
  time: { days: number; gap: number; folds: [train: number[], test: number[]][] };
};

describe("splits against scikit-learn", () => {
  it("stratified: as many of each class in each split as train_test_split, to within two", async () => {
    const rows = labels.map((y) => ({ y }));
    const { sides } = await splitRows(rows, { y: "VARCHAR" }, { method: "stratified" });
    for (const split of SPLITS)
      for (const [label, expected] of Object.entries(stratified[split] ?? {})) {
        const count = sides.filter((side, i) => side === split && labels[i] === label).length;
        assert.ok(Math.abs(count - expected) <= 2, `${label} in ${split}: ${count}, scikit-learn ${expected}`);
      }
  });

  it("group: as many groups in test as GroupShuffleSplit, to within one, and none in two", async () => {
    const rows = groups.map((g, i) => ({ g, y: labels[i] as string }));
    const { sides } = await splitRows(rows, { g: "BIGINT", y: "VARCHAR" }, { method: "group", group: "g" });
    const inSplit = SPLITS.map((split) => new Set(groups.filter((_, i) => sides[i] === split)));
    assert.equal(
      inSplit.reduce((sum, { size }) => sum + size, 0),
      groupsInAll,
    );
    assert.ok(Math.abs((inSplit[2]?.size ?? 0) - groupsInTest) <= 1);
  });

  it("time: the very rows of TimeSeriesSplit with a gap", async () => {
    const rows = Array.from({ length: time.days }, (_, t) => ({ t, y: "a" }));
    // scikit-learn leaves out `gap` rows between the two; ours is the least distance of two rows' times.
    const settings = { method: "time", column: "t", gap: time.gap + 1, validation: 0.15, test: 0.15 };
    const { sides } = await splitRows(rows, { t: "BIGINT", y: "VARCHAR" }, settings);
    const of = (split: string) => rows.flatMap(({ t }) => (sides[t] === split ? [t] : []));
    const [[train, validation] = [], [, test] = []] = time.folds;
    assert.deepEqual(of("train"), train);
    assert.deepEqual(of("validation"), validation?.slice(0, -time.gap));
    assert.deepEqual(of("test"), test);
  });
});
