import assert from "node:assert/strict";
import fc from "fast-check";
import { cellRows } from "../../src/engine/evaluate/cell-rows.ts";
import { mostProbable } from "../../src/engine/evaluate/classification.ts";
import { confusionMatrix } from "../../src/engine/evaluate/confusion.ts";
import type { KeptPredictions } from "../../src/engine/evaluate/kept-predictions.ts";

const CLASSES = ["no", "perhaps", "yes"];

function kept(probabilities: number[][], actual: number[]): KeptPredictions {
  const counts = CLASSES.map(() => 1);
  return {
    version: 1,
    target: { task: "multiclass", column: "answer", classes: CLASSES, counts },
    rows: actual.map((_, i) => 10 + i),
    actual,
    values: probabilities.flat(),
    width: CLASSES.length,
  };
}

describe("rows of a cell of the confusion matrix", () => {
  it("are those of the class that were taken for the other, the surest first", () => {
    const predictions = kept(
      [
        [0.1, 0.3, 0.6],
        [0.1, 0, 0.9],
        [0.8, 0.1, 0.1],
        [0.2, 0.2, 0.6],
        [0, 0, 1],
      ],
      [0, 0, 0, 0, 2],
    );
    assert.deepEqual(cellRows(predictions, { actual: "no", predicted: "yes" }), [
      { row: 11, probability: 0.9 },
      { row: 10, probability: 0.6 },
      { row: 13, probability: 0.6 },
    ]);
    assert.deepEqual(cellRows(predictions, { actual: "yes", predicted: "yes" }), [{ row: 14, probability: 1 }]);
    assert.deepEqual(cellRows(predictions, { actual: "never", predicted: "yes" }), []);
  });

  it("are as many as the matrix counts, and each row is in one cell", () => {
    const rows = fc.array(fc.tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), fc.nat(2)));
    fc.assert(
      fc.property(rows, (drawn) => {
        const actual = drawn.map(([, k]) => k);
        const predictions = kept(
          drawn.map(([values]) => values),
          actual,
        );
        const matrix = confusionMatrix(actual, mostProbable(Float64Array.from(predictions.values), 3), 3);
        const found = CLASSES.map((from) => CLASSES.map((to) => cellRows(predictions, { actual: from, predicted: to })));
        assert.deepEqual(
          found.map((cells) => cells.map((own) => own.length)),
          matrix,
        );
        assert.deepEqual(
          found
            .flat(2)
            .map(({ row }) => row)
            .sort((a, b) => a - b),
          predictions.rows,
        );
      }),
    );
  });
});
