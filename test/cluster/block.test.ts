import assert from "node:assert/strict";
import fc from "fast-check";
import { assign, distancesTo } from "../../src/engine/cluster/assign.ts";
import { Block, FOUND } from "../../src/engine/cluster/block.ts";
import { assertClose } from "../evaluate/close.ts";

const number = fc.double({ min: -5, max: 5, noNaN: true });

/** Rows and centres of any width, also more rows than a block takes. */
const places = fc.integer({ min: 1, max: 9 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    x: fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
    times: fc.constantFrom(1, 60),
    centres: fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 7 }),
  }),
);

const apart = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, j) => sum + (value - (b[j] as number)) ** 2, 0);

describe("rows in blocks beside centres", () => {
  it("have the nearest, the next and their own centre that plain sums of squares give", () => {
    fc.assert(
      fc.property(places, ({ width, x, times, centres }) => {
        const rows = Array.from({ length: times }, () => x).flat();
        const [flat, middles] = [Float64Array.from(rows.flat()), Float64Array.from(centres.flat())];
        const labels = new Int32Array(rows.length);
        const inertia = assign(flat, rows.length, width, middles, labels);
        const own = distancesTo(flat, rows.length, width, middles, labels);
        const block = new Block(middles, width);
        const found = block.nearest(undefined, block.load(flat, 0));
        let sum = 0;
        for (const [row, values] of rows.entries()) {
          const sorted = centres.map((centre) => apart(values, centre)).sort((a, b) => a - b);
          assertClose(own[row], sorted[0] as number, `own distance of row ${row}`);
          assertClose(apart(values, centres[labels[row] as number] as number[]), sorted[0] as number, `label of row ${row}`);
          const next = found[row * FOUND + 2] as number;
          if (sorted[1] === undefined) assert.ok(row >= block.capacity || next === Number.POSITIVE_INFINITY);
          else if (row < block.capacity) assertClose(next, sorted[1], `next of row ${row}`);
          sum += sorted[0] as number;
        }
        assertClose(inertia, sum, "inertia");
      }),
    );
  });

  it("take the first of centres that are equally near", () => {
    const labels = new Int32Array(2);
    assign(Float64Array.of(0, 4), 2, 1, Float64Array.of(9, 1, -1, 1, 3, 5, 5), labels);
    assert.deepEqual([...labels], [1, 4]);
  });

  it("are summed by label, and their distances kept below a limit", () => {
    fc.assert(
      fc.property(places, number, ({ width, x, centres }, limit) => {
        const block = new Block(Float64Array.from(centres.flat()), width);
        const count = block.load(Float64Array.from(x.flat()), 0);
        const labels = Int32Array.from({ length: count }, (_, row) => row % centres.length);
        block.add(labels, 0);
        const sums = block.sums(centres.length * width);
        for (const [place, sum] of sums.entries()) {
          const [k, j] = [Math.floor(place / width), place % width];
          const mine = x.slice(0, count).filter((_, row) => row % centres.length === k);
          assertClose(
            sum,
            mine.reduce((all, row) => all + (row[j] as number), 0),
            `sum ${place}`,
          );
        }
        const lowering = new Block(Float64Array.from(centres.flat()), width);
        const rows = lowering.load(Float64Array.from(x.flat()), 0);
        const limits = new Float64Array(rows).fill(limit ** 2);
        const lowered = lowering.lower(limits, 0);
        for (const [k, centre] of centres.entries()) {
          const want = x.slice(0, rows).map((row) => Math.min(apart(row, centre), limit ** 2));
          for (const [row, value] of want.entries()) assertClose(lowered[row * lowering.stride + k], value, `row ${row}, centre ${k}`);
          assertClose(
            lowering.sums(centres.length)[k],
            want.reduce((all, one) => all + one, 0),
            `sum of centre ${k}`,
          );
        }
      }),
    );
  });
});
