import assert from "node:assert/strict";
import fc from "fast-check";
import { areaAgainstRest, rankClass } from "../../src/engine/evaluate/class-ranks.ts";
import { evaluate, figuresOf } from "../../src/engine/evaluate/evaluate.ts";
import { averagePrecision, rocAuc, thresholdsOf } from "../../src/engine/evaluate/ranking.ts";
import { rocCurve } from "../../src/engine/evaluate/roc-curve.ts";
import type { TargetState } from "../../src/engine/model/target.ts";
import { assertClose } from "./close.ts";

const species: TargetState = { task: "multiclass", column: "species", classes: ["a", "b", "c"], counts: [6, 3, 1] };
const mass: TargetState = { task: "regression", column: "mass", mean: 4, std: 1 };
const about = { run: "r", on: "test" as const, skipped: 2 };

describe("evaluation", () => {
  it("compares with the majority class of the training rows", () => {
    const predictions = { values: Float64Array.from([0.1, 0.8, 0.1, 0.2, 0.2, 0.6]), width: 3 };
    const { baseline, metrics, skipped } = evaluate({ target: species, actual: Float64Array.from([0, 2]), predictions }, about);
    assert.equal(baseline.accuracy, 0.5);
    assertClose(baseline.log_loss, -(Math.log(0.6) + Math.log(0.1)) / 2, "log loss of the shares");
    assert.equal(metrics.accuracy, 0.5);
    assert.equal(skipped, 2);
  });

  it("compares with the mean of the training rows", () => {
    const predictions = { values: Float64Array.from([1, 2]), width: 1 };
    const { baseline } = evaluate({ target: mass, actual: Float64Array.from([1, 3]), predictions }, about);
    assert.equal(baseline.mae, 2);
  });

  it("leaves out what is undefined, so that every figure is a number", () => {
    const nothing = { target: species, actual: new Float64Array(), predictions: { values: new Float64Array(), width: 3 } };
    assert.deepEqual(figuresOf(nothing), {});
    const { metrics, residuals } = evaluate(
      { target: mass, actual: new Float64Array(), predictions: { values: new Float64Array(), width: 1 } },
      about,
    );
    assert.deepEqual(metrics, {});
    assert.deepEqual(residuals, { predicted: [], actual: [] });
  });

  it("keeps at most 1,000 residuals, the first and the last among them", () => {
    const actual = Float64Array.from({ length: 5001 }, (_, i) => i);
    const { residuals } = evaluate({ target: mass, actual, predictions: { values: actual, width: 1 } }, about);
    assert.equal(residuals?.actual.length, 1000);
    assert.equal(residuals?.actual[0], 0);
    assert.equal(residuals?.actual.at(-1), 5000);
  });
});

describe("ranking", () => {
  const rows = fc.array(fc.record({ positive: fc.boolean(), score: fc.integer({ min: 0, max: 8 }) }), { minLength: 2, maxLength: 60 });
  const both = rows.filter((list) => list.some(({ positive }) => positive) && list.some(({ positive }) => !positive));
  const split = (list: { positive: boolean; score: number }[]) =>
    thresholdsOf(
      list.map(({ positive }) => positive),
      Float64Array.from(list, ({ score }) => score),
    );
  const ranked = (list: { positive: boolean; score: number }[]) => {
    const classes = list.map(({ positive }) => Number(positive));
    return rankClass(
      classes,
      Float64Array.from(list, ({ score }) => score),
      1,
      2,
    )(null);
  };

  it("has as area the share of pairs that are in the right order, ties counting half", () => {
    fc.assert(
      fc.property(both, (list) => {
        let pairs = 0;
        let right = 0;
        for (const p of list.filter(({ positive }) => positive))
          for (const n of list.filter(({ positive }) => !positive)) {
            pairs += 1;
            right += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
          }
        assertClose(rocAuc(split(list)), right / pairs, "area");
        assertClose(areaAgainstRest(ranked(list), 1), right / pairs, "area by pairs");
        assertClose(ranked(list).averagePrecision, averagePrecision(split(list)), "average precision");
      }),
    );
  });

  it("thins the curve without moving its ends", () => {
    const scores = Float64Array.from({ length: 20_000 }, (_, i) => i);
    const curve = rocCurve(
      thresholdsOf(
        scores.map((i) => ((i * 7919) % 3 === 0 ? 1 : 0)),
        scores,
      ),
    );
    assert.ok((curve?.fpr.length ?? 0) <= 500);
    assert.deepEqual([curve?.fpr[0], curve?.tpr[0], curve?.fpr.at(-1), curve?.tpr.at(-1)], [0, 0, 1, 1]);
  });

  it("is undefined where a class is missing", () => {
    const one = split([{ positive: false, score: 1 }]);
    assert.ok(Number.isNaN(rocAuc(one)));
    assert.ok(Number.isNaN(averagePrecision(one)));
    assert.ok(Number.isNaN(areaAgainstRest(ranked([{ positive: false, score: 1 }]), 1)));
    assert.equal(rocCurve(one), null);
  });
});
