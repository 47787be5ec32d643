import assert from "node:assert/strict";
import { byFallingValue } from "../../src/engine/evaluate/order.ts";
import { rankScores } from "../../src/engine/evaluate/ranking.ts";
import { randomFrom } from "../../src/engine/train/random.ts";

const EDGES = [0, -0, 1, -1, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5];

describe("positions by falling value", () => {
  for (const rows of [0, 1, 100, 20_000])
    it(`of ${rows.toLocaleString("en-US")} values are those that comparing them gives, ties in their order`, () => {
      const random = randomFrom(4, "sample");
      const values = Float64Array.from({ length: rows }, (_, i) =>
        i % 7 === 0 ? (EDGES[random.below(EDGES.length)] as number) : i % 3 === 0 ? random.below(50) / 50 : random.next() * 2 - 1,
      );
      const expected = Array.from(values.keys()).sort((a, b) => {
        const [x, y] = [values[a] as number, values[b] as number];
        return x === y ? a - b : y > x ? 1 : -1;
      });
      assert.deepEqual(Array.from(byFallingValue(values)), expected);
    });
});

describe("rows by falling score", () => {
  for (const rows of [0, 1, 100, 20_000])
    it(`of ${rows.toLocaleString("en-US")} are told apart where their scores differ, and 0 is -0`, () => {
      const random = randomFrom(5, "sample");
      const scores = Float64Array.from({ length: rows }, (_, i) =>
        i % 5 === 0 ? (random.below(2) ? 0 : -0) : random.below(300) / 100 - 1,
      );
      const { order, ends } = rankScores(scores.slice());
      const inOrder = Array.from(order, (row) => (scores[row] as number) + 0);
      const expected = inOrder.flatMap((score, i) => (i === rows - 1 || score !== inOrder[i + 1] ? [i + 1] : []));
      assert.deepEqual(Array.from(ends), expected);
    });
});
