import assert from "node:assert/strict";
import type { Column } from "../../src/engine/data/column.ts";
import { type Facts, judgeGate } from "../../src/engine/gate/judge.ts";
import { parseGate } from "../../src/engine/gate/parse.ts";
import { segmentFigures } from "../../src/engine/gate/segments.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";

const segment = (value: string, rows: number, recall?: number) => ({
  column: "sex",
  value,
  rows,
  metrics: recall === undefined ? {} : { recall },
});

const facts: Facts = {
  evaluation: {
    metrics: { accuracy: 0.9, roc_auc: 0.93, log_loss: 0.3 },
    intervals: { roc_auc: [0.88, 0.97] },
    segments: [segment("female", 30, 0.7), segment("male", 60, 0.9), segment("x", 3, 0), segment("y", 2)],
  },
  crossValidation: {
    method: "k-fold",
    folds: 5,
    repeats: 1,
    seed: 42,
    metrics: { accuracy: { mean: 0.88, std: 0.02 } },
    scores: [],
  },
  headline: "accuracy",
  rivals: {
    baseline: { name: "the baseline", metrics: { accuracy: 0.6 } },
    champion: { why: "There is no champion yet.", passes: true },
    equal: { name: "equal", metrics: { accuracy: 0.9 } },
    gone: { why: "No such run.", passes: false },
    other: { name: "other", metrics: { rmse: 1 } },
  },
};

const judged = (text: string, of: Facts = facts) => {
  const { passed, value, sentence } = judgeGate(parseGate(text, "binary"), of);
  assert.match(sentence, /^[A-Z]|^[a-z_]+ /);
  assert.ok(sentence.endsWith("."), sentence);
  return [passed, value];
};

describe("gates, judged", () => {
  const cases: [string, boolean, number | null][] = [
    ["roc_auc >= 0.93", true, 0.93],
    ["roc_auc > 0.93", false, 0.93],
    ["log_loss <= 0.3", true, 0.3],
    ["log_loss < 0.3", false, 0.3],
    ["roc_auc.low >= 0.9", false, 0.88],
    ["roc_auc.high >= 0.95", true, 0.97],
    ["accuracy.low >= 0.1", false, null],
    ["mcc >= 0", false, null],
    ["cv.accuracy >= 0.85", true, 0.88],
    ["cv.mcc >= 0", false, null],
    ["recall(sex=female) >= 0.8", false, 0.7],
    ["recall(sex=male) >= 0.8", true, 0.9],
    ["recall(sex=y) >= 0", false, null],
    ["recall(sex=nobody) >= 0", false, null],
    ["worst(recall, sex) >= 0.7", true, 0.7],
    ["worst(recall, age) >= 0.7", false, null],
    ["better_than: baseline", true, 0.9],
    ["better_than: champion", true, 0.9],
    ["better_than: equal", false, 0.9],
    ["better_than: gone", false, 0.9],
    ["better_than: other", false, 0.9],
    ["better_than: nobody", false, 0.9],
  ];
  for (const [text, passed, value] of cases) it(text, () => assert.deepEqual(judged(text), [passed, value]));

  it("takes the worst of few rows where all are few, and the largest error for the worst", () => {
    const evaluation = {
      metrics: {},
      segments: [
        { column: "sex", value: "f", rows: 3, metrics: { log_loss: 0.9 } },
        { column: "sex", value: "m", rows: 4, metrics: { log_loss: 0.2 } },
      ],
    };
    assert.deepEqual(judged("worst(log_loss, sex) <= 0.5", { ...facts, evaluation }), [false, 0.9]);
  });

  it("fails what needs folds or a figure where there is none", () => {
    assert.deepEqual(judged("cv.accuracy >= 0", { ...facts, crossValidation: undefined }), [false, null]);
    assert.deepEqual(judged("better_than: baseline", { ...facts, headline: null }), [false, null]);
  });
});

describe("figures of segments", () => {
  const target: SupervisedTarget = { task: "binary", column: "y", classes: ["a", "b"], counts: [2, 2] };
  const p = [0.9, 0.2, 0.8, 0.4, 0.1];
  const compared = {
    target,
    actual: Float64Array.of(1, 1, 0, 1, 0),
    predictions: { values: Float64Array.from(p.flatMap((one) => [1 - one, one])), width: 2 },
  };

  it("are those of the rows of each value; missing values are nobody's, and no recall without a row of the class", () => {
    const beside: Column[] = [
      { kind: "category", name: "sex", codes: Int32Array.of(0, 0, 1, -1, 1), levels: ["f", "m"] },
      { kind: "number", name: "class", values: Float64Array.of(1, 3, 3, 3, 1) },
    ];
    const found = segmentFigures(compared, beside).map(({ column, value, rows, metrics }) => [
      `${column}=${value}`,
      rows,
      metrics.accuracy,
      metrics.recall,
    ]);
    assert.deepEqual(found, [
      ["sex=f", 2, 0.5, 0.5],
      ["sex=m", 2, 0.5, undefined],
      ["class=1", 2, 1, 1],
      ["class=3", 3, 0, 0],
    ]);
  });
});
