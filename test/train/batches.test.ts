import assert from "node:assert/strict";
import fc from "fast-check";
import type { TF } from "../../src/engine/backend/tf.ts";
import type { LabelledRows } from "../../src/engine/model/algorithm.ts";
import type { Matrix } from "../../src/engine/recipe/matrix.ts";
import { type Batch, disposeBatch, type Examples, makeBatch, matrixInputs, rowsIn } from "../../src/engine/train/batch.ts";
import { type BatchSource, batchesOf, spansOf } from "../../src/engine/train/batches.ts";
import { streamedBatches } from "../../src/engine/train/stream/batches.ts";
import { joinMatrices } from "../../src/engine/train/stream/join.ts";
import { tensorflow } from "./train-on.ts";

const WIDTH = 2;

describe("batches that come together", () => {
  let tf: TF;
  before(async () => {
    ({ tf } = await tensorflow()());
  });

  /** Features 10 i and 10 i + 1, and the target i, of rows from one of them on. */
  const matrixOf = (rows: number, from = 0) => ({
    data: Float32Array.from({ length: rows * WIDTH }, (_, i) => 10 * (from + Math.floor(i / WIDTH)) + (i % WIDTH)),
    rows,
    features: ["a", "b"],
  });
  const examplesOf = (rows: number, { held }: { held: boolean }): Examples => {
    const { bytes, ...inputs } = matrixInputs(matrixOf(rows));
    return { x: { ...inputs, ...(held && bytes !== undefined && { bytes }) }, y: Float32Array.from({ length: rows }, (_, i) => i) };
  };
  /** As tables of features and target, in the order in which they are learnt. */
  const rowsOf = ({ x: [x], y, targets, at }: Batch): number[][] => {
    const [features, labels] = [x?.arraySync() as number[][], y.arraySync() as number[]];
    const rows = at ?? features.map((_, i) => i);
    return Array.from(rows, (row, i) => [...(features[row] as number[]), labels[row] as number, targets[i] as number]);
  };
  async function learnt(source: BatchSource, from: number, together?: () => number) {
    const spans: number[] = [];
    const rows: number[][] = [];
    for await (const batch of source.epoch(1, from, together)) {
      spans.push(rowsIn(batch));
      rows.push(...rowsOf(batch));
      disposeBatch(batch);
    }
    source.dispose?.();
    return { rows, spans };
  }

  it("end with one of fewer rows by itself, and go over every row once", () => {
    const sizes = { rows: fc.integer({ min: 1, max: 200 }), size: fc.integer({ min: 1, max: 50 }), most: fc.integer({ min: 1, max: 9 }) };
    fc.assert(
      fc.property(fc.record(sizes), ({ rows, size, most }) => {
        let at = 0;
        for (const [begin, end] of spansOf(rows, size, 0, () => most)) {
          assert.equal(begin, at);
          assert.ok(end - begin <= size * most);
          assert.ok((end - begin) % size === 0 || (end === rows && end - begin < size));
          at = end;
        }
        assert.equal(at, rows);
      }),
    );
  });

  const sources: Record<string, (rows: number) => BatchSource> = {
    "rows in memory": (rows) => batchesOf(tf, examplesOf(rows, { held: true }), { size: 8, shuffleBy: 3 }),
    "rows that are made when they are asked for": (rows) => batchesOf(tf, examplesOf(rows, { held: false }), { size: 8, shuffleBy: 3 }),
    "rows of a stream": (rows) => {
      const counts = Array.from({ length: Math.ceil(rows / 10) }, (_, i) => Math.min(10, rows - 10 * i));
      const read = async (chunk: number) => {
        const count = counts[chunk] as number;
        const y = Float64Array.from({ length: count }, (_, i) => 10 * chunk + i);
        return { x: matrixOf(count, 10 * chunk), y, kept: new Int32Array(count), skipped: 0 };
      };
      const open = ({ x, y }: LabelledRows<Matrix>) => {
        const rows = { x: matrixInputs(x), y: Float32Array.from(y) };
        return { batch: (order: Int32Array, from: number, to: number) => makeBatch(tf, rows, order, from, to) };
      };
      return streamedBatches({ counts, rows, skipped: 0, atOnce: 40, read }, { size: 8, shuffleBy: 3, join: joinMatrices, open });
    },
  };
  for (const [name, make] of Object.entries(sources)) {
    it(`have the rows that they have one by one: ${name}`, async () => {
      const before = tf.memory().numTensors;
      for (const from of [0, 4]) {
        const [together, singly] = [await learnt(make(75), from, () => 3), await learnt(make(75), from)];
        assert.deepEqual(together.rows, singly.rows);
        assert.ok(together.rows.every(([a, b, y, target]) => a === 10 * (y as number) && b === (a as number) + 1 && y === target));
        assert.ok(together.spans.length < singly.spans.length);
        assert.ok(Math.max(...together.spans) === 24 && Math.max(...singly.spans) === 8);
      }
      assert.equal(tf.memory().numTensors, before);
    });
  }
});
