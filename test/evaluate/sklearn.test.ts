import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../../src/engine/evaluate/evaluate.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertClose, assertFigures } from "./close.ts";

interface Case {
  name: string;
  task: "binary" | "multiclass" | "regression";
  actual: number[];
  probabilities?: number[][];
  predicted?: number[];
  metrics: Record<string, number>;
  confusion?: number[][];
  classes?: { precision: number; recall: number; f1: number; support: number }[];
  roc?: { fpr: number[]; tpr: number[]; thresholds: number[] } | null;
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "evaluate", "evaluate.json"), "utf8")) as { cases: Case[] };
const about = { run: "r", on: "test" as const, skipped: 0 };

describe("evaluation against scikit-learn", () => {
  for (const expected of cases) {
    it(`${expected.task}: ${expected.name}`, () => {
      const width = expected.probabilities?.[0]?.length ?? 1;
      const values = Float64Array.from(expected.probabilities?.flat() ?? expected.predicted ?? []);
      const found = evaluate(
        { target: targetOf(expected, width), actual: Float64Array.from(expected.actual), predictions: { values, width } },
        about,
      );
      assertFigures(found.metrics, expected.metrics, expected.name);
      assert.equal(found.rows, expected.actual.length);
      if (expected.task === "regression") return;
      assert.deepEqual(found.confusion?.matrix, expected.confusion);
      for (const [k, scores] of (expected.classes ?? []).entries()) {
        assert.equal(found.classes?.[k]?.label, `c${k}`);
        const { precision, recall, f1, support } = found.classes?.[k] ?? { precision: 9, recall: 9, f1: 9, support: 9 };
        assertFigures({ precision, recall, f1, support }, scores, `class ${k}`);
      }
      if (expected.roc) assertRoc(found.roc, expected.roc);
      else assert.equal(found.roc, null);
    });
  }
});

function targetOf({ task }: Case, width: number): SupervisedTarget {
  if (task === "regression") return { task, column: "y", mean: 0, std: 1 };
  return { task, column: "y", classes: Array.from({ length: width }, (_, k) => `c${k}`), counts: new Array(width).fill(1) };
}

function assertRoc(found: Case["roc"], expected: NonNullable<Case["roc"]>): void {
  assert.equal(found?.fpr.length, expected.fpr.length);
  for (const [i, value] of expected.fpr.entries()) assertClose(found?.fpr[i], value, `fpr ${i}`);
  for (const [i, value] of expected.tpr.entries()) assertClose(found?.tpr[i], value, `tpr ${i}`);
  // scikit-learn's first threshold is infinite, which JSON cannot hold; ours lies above every score.
  for (const [i, value] of expected.thresholds.entries()) assertClose(found?.thresholds[i + 1], value, `threshold ${i}`);
  assert.ok((found?.thresholds[0] as number) > (found?.thresholds[1] as number));
}
