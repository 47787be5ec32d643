import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Feature } from "../../src/engine/trees/bins.ts";
import { boost } from "../../src/engine/trees/boost.ts";
import type { Objective } from "../../src/engine/trees/loss.ts";
import { predictTrees } from "../../src/engine/trees/predict.ts";
import { assertClose } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";
import { DEFAULTS } from "./support.ts";

interface Case {
  name: string;
  task: Objective;
  rounds: number;
  leaves: number;
  l2: number;
  minRowsPerLeaf: number;
  train: (number | null)[][];
  test: (number | null)[][];
  y: number[];
  expected: number[] | number[][];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "trees", "trees.json"), "utf8")) as { cases: Case[] };
const numbers = (columns: Case["train"]) => columns.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN));
const features = (columns: Case["train"]): Feature[] => numbers(columns).map((values) => ({ kind: "number", values }));

describe("gradient boosting against scikit-learn", () => {
  for (const { name, task, rounds, leaves, l2, minRowsPerLeaf, train, test, y, expected } of cases) {
    it(name, async () => {
      const width = task === "multiclass" ? Math.max(...y) + 1 : 1;
      const data = { rows: y.length, features: features(train), targets: Float64Array.from(y) };
      const ensemble = await boost(
        { ...DEFAULTS, iterations: rounds, maxLeaves: leaves, l2, minRowsPerLeaf },
        { objective: task, width, train: data, validation: data, weights: null, random: Math.random, onRound: async () => true },
      );
      const columns = numbers(test).map((values, i) => ({ kind: "number" as const, name: `x${i}`, values }));
      const model = { ...ensemble, features: columns.map((column) => ({ name: column.name, levels: null })) };
      const { values } = predictTrees(model, { rows: columns[0]?.values.length ?? 0, columns });
      const flat = expected.flat();
      assert.equal(values.length, flat.length);
      for (const [i, value] of flat.entries()) assertClose(values[i] as number, value, `value ${i}`);
    });
  }
});
