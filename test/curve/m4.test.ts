import assert from "node:assert/strict";
import fc from "fast-check";
import { m4 } from "../../src/engine/curve/m4.ts";

const series = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.constant(Number.NaN)), {
  minLength: 1,
  maxLength: 3000,
});

describe("M4 downsampling", () => {
  it("keeps a short series whole", () => {
    assert.deepEqual(m4([1, 2, 3], [5, 6, 7], 100), [0, 1, 2]);
  });

  it("keeps at most four points a pixel, in order, with both ends", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 50 }), (values, width) => {
        const steps = values.map((_, i) => i + 1);
        const kept = m4(steps, values, width);
        assert.ok(kept.length <= Math.max(values.length <= width * 4 ? values.length : 0, width * 4));
        assert.equal(kept[0], 0);
        assert.equal(kept.at(-1), values.length - 1);
        assert.deepEqual(
          kept,
          [...new Set(kept)].sort((a, b) => a - b),
        );
      }),
    );
  });

  it("never loses the lowest or the highest point", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 50 }), (values, width) => {
        const finite = values.filter((value) => !Number.isNaN(value));
        const kept = m4(
          values.map((_, i) => i),
          values,
          width,
        )
          .map((i) => values[i] as number)
          .filter((value) => !Number.isNaN(value));
        assert.equal(Math.min(...kept), Math.min(...finite));
        assert.equal(Math.max(...kept), Math.max(...finite));
      }),
    );
  });
});
