import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { calibrationOf } from "../../src/engine/evaluate/calibration.ts";
import { evaluate } from "../../src/engine/evaluate/evaluate.ts";
import { thresholdsOf } from "../../src/engine/evaluate/ranking.ts";
import { thresholdTable } from "../../src/engine/evaluate/threshold-table.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import type { Analyses, Calibration } from "../../src/protocol/analyses.ts";
import { normalQuantile } from "../../src/shared/normal-quantile.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertClose } from "./close.ts";

type Reliability = Record<"uniform" | "quantile", { actual: number[]; predicted: number[] }> & { error: number };

interface Case {
  name: string;
  task: "binary" | "multiclass" | "regression";
  actual: number[];
  probabilities?: number[][];
  predicted?: number[];
  costs?: [number, number];
  classes?: {
    label: string;
    positives: number;
    rocAuc: number | null;
    averagePrecision: number | null;
    roc: [number[], number[]] | null;
    precisionRecall: [number[], number[], number[]] | null;
    calibration: Reliability;
    thresholds: { cuts: [number, number, number][]; best: Record<string, number> };
  }[];
  confidence?: Reliability;
  residuals?: {
    mean: number;
    std: number;
    quantiles: number[];
    counts: number[];
    edges: number[];
    normal: { theoretical: number[]; ordered: number[]; slope: number; intercept: number; r: number } | null;
  };
}

interface Fixture {
  normalQuantile: [number, number][];
  cases: Case[];
}

const { cases, normalQuantile: quantiles } = JSON.parse(readFileSync(join(FIXTURES, "evaluate", "analyses.json"), "utf8")) as Fixture;

describe("analyses against scikit-learn and scipy", () => {
  for (const expected of cases) {
    it(`${expected.task}: ${expected.name}`, () => {
      const found = analysed(expected);
      if (expected.residuals) return assertResiduals(found, expected.residuals);
      assert.equal(found.classes?.length, expected.classes?.length);
      assertCalibration(found.confidence, expected.confidence as Reliability, "confidence");
      for (const [k, one] of (expected.classes ?? []).entries()) {
        const own = found.classes?.[k];
        assert.ok(own);
        assert.equal(own.label, one.label);
        assert.equal(own.positives, one.positives);
        assert.equal(own.positives + own.negatives, expected.actual.length);
        assertNumber(own.rocAuc, one.rocAuc, "ROC AUC");
        assertNumber(own.averagePrecision, one.averagePrecision, "average precision");
        assertList(own.roc?.fpr, one.roc?.[0], "fpr");
        assertList(own.roc?.tpr, one.roc?.[1], "tpr");
        assertList(own.precisionRecall?.precision, one.precisionRecall?.[0], "precision");
        assertList(own.precisionRecall?.recall, one.precisionRecall?.[1], "recall");
        assertList(own.precisionRecall?.thresholds.slice(1), one.precisionRecall?.[2], "thresholds");
        assertCalibration(own.calibration, one.calibration, `calibration of ${one.label}`);
        const { at, truePositives, falsePositives, best } = own.thresholds;
        const all = at.map((threshold, i) => [threshold, truePositives[i], falsePositives[i]]);
        assert.deepEqual(
          all.filter(([threshold]) => threshold !== 0.5),
          one.thresholds.cuts.filter(([threshold]) => threshold !== 0.5),
        );
        assert.deepEqual(Object.fromEntries(best.map(({ by, threshold }) => [by, threshold])), one.thresholds.best);
      }
    });
  }

  it("has scipy's quantiles of the normal distribution", () => {
    for (const [p, z] of quantiles) assertClose(normalQuantile(p), z, `quantile at ${p}`, 1e-13);
    assert.equal(normalQuantile(0), Number.NEGATIVE_INFINITY);
    assert.equal(normalQuantile(1), Number.POSITIVE_INFINITY);
  });
});

describe("analyses of any predictions", () => {
  const rows = fc.array(fc.record({ positive: fc.boolean(), score: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    minLength: 1,
    maxLength: 600,
  });
  const split = (list: { positive: boolean; score: number }[]) =>
    [list.map(({ positive }) => positive), Float64Array.from(list, ({ score }) => score)] as const;

  it("count at each threshold what lies at or above it, never more than 204 of them, and price the best as nothing is cheaper", () => {
    const costs = fc.record({ falsePositive: fc.integer({ min: 0, max: 9 }), falseNegative: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(rows, costs, (list, price) => {
        const table = thresholdTable(thresholdsOf(...split(list)), price);
        const counted = (threshold: number, positive: boolean) =>
          list.filter((row) => row.positive === positive && row.score >= threshold).length;
        assert.deepEqual(
          table.truePositives,
          table.at.map((at) => counted(at, true)),
        );
        assert.deepEqual(
          table.falsePositives,
          table.at.map((at) => counted(at, false)),
        );
        assert.ok(table.at.length <= 204);
        assert.ok(table.at.includes(0.5));
        const positives = list.filter(({ positive }) => positive).length;
        const cost = (at: number) => counted(at, false) * price.falsePositive + (positives - counted(at, true)) * price.falseNegative;
        const best = table.best.find(({ by }) => by === "cost");
        assert.equal(best?.value, Math.min(...[2, ...list.map(({ score }) => score)].map(cost)));
        assert.equal(cost(best?.threshold ?? Number.NaN), best?.value);
      }),
    );
  });

  it("put every row into one bin of the calibration, whose error is between 0 and 1", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { uniform, quantile, error } = calibrationOf(...split(list));
        for (const bins of [uniform, quantile])
          assert.equal(
            bins.reduce((sum, bin) => sum + bin.rows, 0),
            list.length,
          );
        assert.ok(error >= 0 && error <= 1);
      }),
    );
  });

  it("are there for no rows at all", () => {
    const nothing = analysed({ name: "", task: "multiclass", actual: [], probabilities: [] });
    assert.deepEqual(
      nothing.classes?.map(({ roc, precisionRecall }) => [roc, precisionRecall]),
      [[null, null]],
    );
    assert.equal(analysed({ name: "", task: "regression", actual: [], predicted: [] }).residuals, null);
  });
});

function analysed({ task, actual, probabilities, predicted, costs }: Case): Analyses {
  const width = probabilities?.[0]?.length ?? 1;
  const labels = Array.from({ length: width }, (_, k) => `c${k}`);
  const target: SupervisedTarget =
    task === "regression" ? { task, column: "y", mean: 0, std: 1 } : { task, column: "y", classes: labels, counts: labels.map(() => 1) };
  const values = Float64Array.from(probabilities?.flat() ?? predicted ?? []);
  const about = {
    run: "r",
    on: "test" as const,
    skipped: 0,
    ...(costs && { costs: { falsePositive: costs[0], falseNegative: costs[1] } }),
  };
  const { analyses } = evaluate({ target, actual: Float64Array.from(actual), predictions: { values, width } }, about);
  assert.ok(analyses);
  return analyses;
}

function assertResiduals({ residuals }: Analyses, expected: NonNullable<Case["residuals"]>): void {
  assert.ok(residuals);
  assertClose(residuals.mean, expected.mean, "mean");
  assertClose(residuals.std, expected.std, "std");
  assertList(residuals.quantiles, expected.quantiles, "quantiles");
  assert.deepEqual(residuals.histogram.counts, expected.counts);
  assertList(residuals.histogram.edges, expected.edges, "edges");
  assert.equal(residuals.normal === null, expected.normal === null);
  if (!residuals.normal || !expected.normal) return;
  assertList(residuals.normal.theoretical, expected.normal.theoretical, "theoretical");
  assertList(residuals.normal.ordered, expected.normal.ordered, "ordered");
  for (const key of ["slope", "intercept", "r"] as const) assertClose(residuals.normal[key], expected.normal[key], key);
}

function assertCalibration(found: Calibration | null, expected: Reliability, what: string): void {
  for (const strategy of ["uniform", "quantile"] as const) {
    assertList(
      found?.[strategy].map(({ actual }) => actual),
      expected[strategy].actual,
      `${what}, ${strategy}, actual`,
    );
    assertList(
      found?.[strategy].map(({ predicted }) => predicted),
      expected[strategy].predicted,
      `${what}, ${strategy}, predicted`,
    );
  }
  assertClose(found?.error, expected.error, `${what}, error`);
}

function assertNumber(found: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null) assert.equal(found, null, what);
  else assertClose(found ?? undefined, expected, what);
}

function assertList(found: readonly number[] | undefined, expected: readonly number[] | undefined, what: string): void {
  assert.equal(found?.length, expected?.length, what);
  for (const [i, value] of (expected ?? []).entries()) assertClose(found?.[i], value, `${what} ${i}`);
}
